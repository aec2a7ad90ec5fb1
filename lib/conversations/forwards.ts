import type { Queryable } from '../database/index.ts';
import { sameAddress } from '../mail/addresses.ts';
import type { MailAddress, MailVerdict } from '../mail/types.ts';
import { addEffects, failEffect } from '../outbox/effects.ts';
import type { Audience } from './audience.ts';
import { createReplyToken } from './reply-tokens.ts';

// One conversation's replies are forwarded one by one up to here; above it a digest an hour tells the rep of the rest.
const FORWARDS_AN_HOUR = 20;

export type ForwardRequest = {
  audience: Audience;
  messageId: string;
  recipients: MailAddress[];
  verdict: Pick<MailVerdict, 'kind' | 'certain'>;
};

/** Asks for the forward of a reply to its rep. Returns the effect to send now, or null where nothing is to be sent now. */
export async function askForForward(
  sql: Queryable,
  { audience, messageId, recipients, verdict }: ForwardRequest,
  { signingKey, now }: { signingKey: Buffer; now: Date },
): Promise<string | null> {
  const { portal, contact, token, target } = audience;
  if (!portal.settings.forward) return null;
  const { portalId, conversationId } = token;
  const about = { portalId, contactId: contact.id, conversationId, messageId };
  // A suspicion may be a person's mail, and the second of them says something else than the first.
  const fromPerson = verdict.kind === 'human' || verdict.kind === 'list' || !verdict.certain;
  if (
    fromPerson &&
    (await forwardsSince(sql, conversationId, new Date(now.getTime() - 3_600_000))) >= FORWARDS_AN_HOUR
  ) {
    const hour = new Date(Math.ceil((now.getTime() + 1) / 3_600_000) * 3_600_000);
    const key = `digest:${conversationId}:${hour.toISOString()}`;
    await addEffects(
      sql,
      [{ ...about, kind: 'digest', key, details: { replyTokenId: token.id }, runAfter: hour }],
      now,
    );
    return null;
  }
  const tracking =
    target && portal.settings.trackAnswers && fromPerson
      ? await createReplyToken(
          sql,
          { portalId, conversationId, sentMessageId: null, sentBy: token.sentBy },
          { key: signingKey, now },
        )
      : null;
  // Machine mail is forwarded once a conversation, kind and day, so that two robots cannot fill a mailbox.
  const day = now.toISOString().slice(0, 10);
  const key = fromPerson ? `forward:${messageId}` : `forward:${conversationId}:${verdict.kind}:${day}`;
  const details = { replyTokenId: token.id };
  const added = await addEffects(sql, [{ ...about, kind: 'forward', key, replyTokenId: tracking?.id, details }], now);
  const effectId = added.get(key) ?? null;
  if (effectId && !target) {
    const nextStep = 'set_forward_address';
    const error = 'Nobody to forward this reply to.';
    await failEffect(sql, effectId, { state: 'needs_attention', error, nextStep }, now);
    return null;
  }
  if (effectId && target && recipients.some(({ address }) => sameAddress(address, target.address))) {
    await failEffect(sql, effectId, { state: 'cancelled', error: 'already addressed' }, now);
    return null;
  }
  return effectId;
}

async function forwardsSince(sql: Queryable, conversationId: string, since: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from effects where conversation_id = ${conversationId} and kind = 'forward' and created_at > ${since}`;
  return row?.count ?? 0;
}
