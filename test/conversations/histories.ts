import fc from 'fast-check';
import { acceptForOther, acceptSender } from '../../lib/conversations/accept-sender.ts';
import { afterSending } from '../../lib/conversations/after-sending.ts';
import { addAnalysis, currentAnalyses } from '../../lib/conversations/analyses.ts';
import { applyAnalysis, optOut } from '../../lib/conversations/analysis-effects.ts';
import { contactOfConversation, findContact, upsertContact } from '../../lib/conversations/contacts.ts';
import { openConversation } from '../../lib/conversations/conversations.ts';
import { reviewAnalysis } from '../../lib/conversations/corrections.ts';
import { applyDeliveryEvent } from '../../lib/conversations/delivery-events.ts';
import { eraseContact } from '../../lib/conversations/erase-contact.ts';
import { logMessage } from '../../lib/conversations/log-entries.ts';
import { followMerge } from '../../lib/conversations/merge-contacts.ts';
import { addMessage, getMessage, lockMessage } from '../../lib/conversations/messages.ts';
import { countAsReply } from '../../lib/conversations/replies.ts';
import { foldRollups } from '../../lib/conversations/rollups.ts';
import { queueTrackedSend } from '../../lib/conversations/tracked-emails.ts';
import { handOver, markDone, snooze, takeDoneBack } from '../../lib/conversations/waiting.ts';
import type { Sql } from '../../lib/database/types.ts';
import { settleEffects } from '../../lib/outbox/effects.ts';
import type { Tx } from '../../lib/queue.ts';
import { transactions } from '../support/transact.ts';
import { keyring, PORTAL_ID, signingKey, world } from './support.ts';

export const KINDS = [
  'send',
  'reply',
  'stranger',
  'machine',
  'deliver',
  'bounce',
  'answer',
  'call',
  'trust',
  'move',
  'correct',
  'optOut',
  'snooze',
  'done',
  'undo',
  'handOver',
  'merge',
  'erase',
] as const;
type Kind = (typeof KINDS)[number];

/** One thing that happens: to which contact, with which of its rows, and after how many minutes. `late` days come late. */
export type Happening = {
  kind: Kind;
  contact: number;
  pick: number;
  after: number;
  late: number;
  fields: Fields;
  fold: boolean;
};
type Fields = {
  response_type: 'standard' | 'high_value' | 'needs_handling';
  product_interest: 'none' | 'interested' | 'very_interested';
  kind: 'human' | 'unsubscribe' | 'auto_reply';
};

// Sends and replies are what everything else is about, so they come more often.
const often: fc.WeightedArbitrary<Kind>[] = KINDS.map((kind) => ({
  arbitrary: fc.constant(kind),
  weight: kind === 'send' || kind === 'reply' ? 8 : kind === 'erase' || kind === 'merge' ? 1 : 3,
}));
export const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.oneof(...often),
  contact: fc.nat({ max: 2 }),
  pick: fc.nat({ max: 7 }),
  after: fc.constantFrom(0, 1, 30, 300, 3_000, 20_000),
  late: fc.constantFrom(0, 0, 0, 3, 95),
  fields: fc.record<Fields>({
    response_type: fc.constantFrom('standard', 'high_value', 'needs_handling'),
    product_interest: fc.constantFrom('none', 'interested', 'very_interested'),
    kind: fc.constantFrom('human', 'human', 'human', 'unsubscribe', 'auto_reply'),
  }),
  fold: fc.boolean(),
});

const REPS = ['anna@seller.example', 'Bruno@seller.example', 'carla@seller.example'].map((address, n) => ({
  userId: String(n),
  ownerId: String(n),
  name: address,
  address,
}));
const SUBJECTS = ['Offer', 'Prices for you', '  Next step '];
const LANGUAGES = ['en', 'pt', 'es', 'other'] as const;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Lets all of it happen to three contacts of the tests' portal, through the product's own functions; tells what did. */
export async function playHistory(sql: Sql, history: Happening[]): Promise<string[]> {
  const { transact } = transactions(sql);
  let now = new Date('2026-03-02T08:00:00Z');
  const { portal } = await world(sql, now);
  const happened: string[] = [];
  for (const [n, each] of history.entries()) {
    now = new Date(now.getTime() + each.after * MINUTE_MS);
    const at = now;
    if (await transact((tx) => happen(tx, each, n, at))) happened.push(each.kind);
    // The portal's row is locked by nothing here, so these two run on their own.
    if (each.kind === 'erase') {
      await eraseContact(sql, { portalId: PORTAL_ID, hubspotId: `c${each.contact}` }, { keyring, now });
      happened.push('erase');
    }
    if (each.fold) await foldRollups(sql, 3);
  }
  return happened;

  async function happen(
    tx: Tx,
    { kind, contact: who, pick, late, fields }: Happening,
    n: number,
    now: Date,
  ): Promise<boolean> {
    const { sql } = tx;
    const known = await findContact(sql, PORTAL_ID, `c${who}`);
    const facts = {
      hubspotId: `c${who}`,
      name: `C ${who}`,
      addresses: [`c${who}@acme.example`],
      ownerId: null,
      ownerAddress: null,
    };
    const contact = known ?? (await upsertContact(sql, PORTAL_ID, facts, now));
    const rep = REPS[pick % REPS.length]!;
    const by = { userId: '1', name: 'Ana', address: REPS[0]!.address };
    const key = `key-${n}`;
    const pickOf = async (condition: ReturnType<typeof sql>): Promise<string | null> => {
      const rows = await sql<
        { id: string }[]
      >`select id from messages where contact_id = ${contact.id} and ${condition} order by received_at, id`;
      return rows.length > 0 ? rows[pick % rows.length]!.id : null;
    };
    switch (kind) {
      case 'send': {
        const email = {
          portal,
          recipient: { ...facts, optedOut: false },
          rep,
          subject: SUBJECTS[pick % 3]!,
          text: 'Hi',
          automated: pick > 4,
          key,
        };
        const sent = await queueTrackedSend(tx, email, { signingKey, keyring, now });
        // One in eight never leaves.
        if (!('messageId' in sent) || pick === 7) return false;
        const [effect] = await sql<
          { id: string }[]
        >`select id from effects where message_id = ${sent.messageId} and kind = 'tracked_send'`;
        await settleEffects(sql, [{ id: effect!.id, resultId: null }], now);
        await afterSending(tx, effect!.id, now);
        return true;
      }
      case 'deliver':
      case 'bounce': {
        const id = await pickOf(sql`left_at is not null`);
        const [effect] = id
          ? await sql<{ id: string }[]>`select id from effects where message_id = ${id} and kind = 'tracked_send'`
          : [];
        if (!effect) return false;
        const event = { effectId: effect.id, address: `c${who}@acme.example`, bounceType: 'blocked', reason: null };
        await applyDeliveryEvent(sql, { ...event, event: kind === 'deliver' ? 'delivered' : 'bounce' }, now);
        return true;
      }
      case 'reply':
      case 'stranger':
      case 'machine': {
        const { id: conversationId } = await openConversation(
          sql,
          { portalId: PORTAL_ID, contactId: contact.id, subject: SUBJECTS[pick % 3]! },
          now,
        );
        const received = new Date(now.getTime() - late * DAY_MS);
        const isMachine = kind === 'machine';
        const id = await addMessage(sql, {
          portalId: PORTAL_ID,
          conversationId,
          contactId: contact.id,
          kind: 'reply',
          direction: 'incoming',
          author: { name: 'C', address: kind === 'stranger' ? 'x@else.example' : `c${who}@acme.example` },
          mailKind: isMachine ? 'out_of_office' : 'human',
          mailKindCertain: isMachine,
          trust: kind === 'stranger' ? 'unknown' : 'verified',
          occurredAt: new Date(received.getTime() - pick * MINUTE_MS),
          receivedAt: received,
        });
        const message = (await getMessage(sql, id))!;
        if (kind === 'reply') await countAsReply(tx, { message, contact, portal }, now);
        const language = LANGUAGES[pick % LANGUAGES.length]!;
        const analysis = await addAnalysis(
          sql,
          {
            portalId: PORTAL_ID,
            messageId: id,
            language,
            result: { analysis: analysisOf(fields), analyst: 'rules', promptVersion: '1', dropped: 0 },
          },
          now,
        );
        await applyAnalysis(tx, { portal, contact, message, analysis }, now);
        return true;
      }
      case 'trust':
      case 'move': {
        const id = await pickOf(sql`trust = 'unknown' and accepted_at is null and ignored_at is null`);
        if (!id) return false;
        const message = (await lockMessage(sql, id))!;
        if (kind === 'trust')
          return acceptSender(tx, { portal, message, by, is: pick % 2 ? 'contact' : 'colleague' }, now);
        const other = await findContact(sql, PORTAL_ID, `c${(who + 1) % 3}`);
        return other ? acceptForOther(tx, { portal, message, by, contact: other }, now) : false;
      }
      case 'correct': {
        const id = await pickOf(sql`analyzed_at is not null`);
        if (!id) return false;
        const message = (await lockMessage(sql, id))!;
        const { version } = (await currentAnalyses(sql, [id])).get(id)!;
        const { response_type, product_interest } = fields;
        await reviewAnalysis(
          tx,
          { portal, message, version, by, correction: pick % 4 ? { response_type, product_interest } : {} },
          now,
        );
        return true;
      }
      case 'answer':
      case 'call': {
        const direction = kind === 'call' ? 'incoming' : 'outgoing';
        const entry = {
          direction,
          channel: 'call',
          subject: 'Call',
          text: 'Hm.',
          occurredAt: new Date(now.getTime() - pick * 200 * MINUTE_MS),
        } as const;
        await logMessage(tx, { portal, contact, entry, author: by }, { keyring, now });
        return true;
      }
      case 'optOut': {
        const id = await pickOf(sql`left_at is not null`);
        if (!id) return false;
        const message = (await getMessage(sql, id))!;
        await optOut(tx, { portal, contact: await contactOfConversation(sql, message.conversationId), message }, now);
        return true;
      }
      case 'snooze':
        await snooze(tx, { contact, key, until: new Date(now.getTime() + DAY_MS) }, now);
        return true;
      case 'done':
        await markDone(tx, { contact, key }, now);
        return true;
      case 'undo':
        await markDone(tx, { contact, key }, now);
        return takeDoneBack(tx, { contact, key }, now);
      case 'handOver':
        await handOver(tx, { contact, key, to: rep }, now);
        return true;
      case 'merge':
        await followMerge(tx, PORTAL_ID, { from: `c${who}`, to: `c${(who + 1) % 3}` }, now);
        return true;
      case 'erase':
        return false;
    }
  }
}

const analysisOf = ({ response_type, product_interest, kind }: Fields) => ({
  kind,
  response_type,
  product_interest,
  key_insights: '',
  sentiment: 'neutral' as const,
  opportunity_score: 3,
  follow_up_needed: true,
  action_items: [],
  product_usage: null,
  monthly_volume: null,
  pain_points: [],
  evidence: { action_items: [], product_usage: null, monthly_volume: null, pain_points: [] },
  confidence: 1,
  doubt: null,
  absence: null,
  referral: null,
  flags: [],
});
