import { detectLanguage } from '../../../lib/analysis/index.ts';
import { afterSending } from '../../../lib/conversations/after-sending.ts';
import { addAnalysis } from '../../../lib/conversations/analyses.ts';
import { applyAnalysis } from '../../../lib/conversations/analysis-effects.ts';
import { contactOfConversation } from '../../../lib/conversations/contacts.ts';
import { applyDeliveryEvent } from '../../../lib/conversations/delivery-events.ts';
import { sealBody } from '../../../lib/conversations/message-bodies.ts';
import { addMessage, getMessage } from '../../../lib/conversations/messages.ts';
import { countAsReply } from '../../../lib/conversations/replies.ts';
import { queueTrackedSend, type Recipient } from '../../../lib/conversations/tracked-emails.ts';
import { listOwners } from '../../../lib/hubspot/owners.ts';
import { keepOwners } from '../../../lib/hubspot/rep-directory.ts';
import type { Language } from '../../../lib/language.ts';
import { settleEffects } from '../../../lib/outbox/effects.ts';
import { readPortal, recordFirstRunDismissed } from '../../../lib/portals/portals.ts';
import type { Rep } from '../../../lib/portals/rep.ts';
import type { Tx } from '../../../lib/queue.ts';
import { transactions } from '../../support/transact.ts';
import type { Sandbox } from '../index.ts';
import { type Planned, planDemo } from './plan.ts';
import { ANSWERS, PEOPLE } from './words.ts';

const BRUNA = {
  id: 77_010_103,
  email: 'bruna.lima@vendas.example',
  firstName: 'Bruna',
  lastName: 'Lima',
  superAdmin: false,
};
const TEAM = 'Inside Sales';

/**
 * Three reps, forty contacts and twelve weeks of what they wrote to each other, in three languages: through the product's
 * own functions, as if it had been there. Nothing of it is mailed or written to HubSpot again.
 */
export async function seedDemo(sandbox: Sandbox): Promise<void> {
  const { app, hubspot, portalId } = sandbox;
  const { sql, keyring, signingKey, rules, now } = app.context;
  const { transact } = transactions(sql);
  // After twelve weeks nobody is at the beginning.
  await recordFirstRunDismissed(sql, portalId, now());
  const home = hubspot.portal();
  home.users.push(BRUNA);
  home.owners.push({
    id: '62010103',
    userId: BRUNA.id,
    email: BRUNA.email,
    firstName: BRUNA.firstName,
    lastName: BRUNA.lastName,
    archived: false,
  });
  for (const owner of home.owners) owner.teams = [TEAM];
  await keepOwners(sql, { portalId, owners: await listOwners(app.context.portalClient(portalId)) }, now());
  const reps: Rep[] = [home.owners[0]!, home.owners[2]!, home.owners[1]!].map(
    ({ id, userId, email, firstName, lastName }) => ({
      ownerId: id,
      userId: String(userId),
      name: `${firstName} ${lastName}`,
      address: email,
    }),
  );
  const portal = await readPortal(sql, portalId);
  const people = Object.entries(PEOPLE).flatMap(([language, names]) =>
    names.map((name) => ({ name, language: language as Language })),
  );
  const contacts = people.map(({ name, language }, n) => {
    const [firstname = '', lastname = ''] = name.split(' ');
    const email = `${plain(firstname)}.${plain(lastname)}@${plain(lastname)}.example`;
    const rep = n % reps.length;
    const record = hubspot.person.createContact({ email, firstname, lastname, hubspot_owner_id: reps[rep]!.ownerId! });
    const { ownerId, address: ownerAddress } = reps[rep]!;
    const recipient: Recipient = {
      hubspotId: record.id,
      name,
      addresses: [email],
      ownerId,
      ownerAddress,
      optedOut: false,
    };
    return { language, rep, recipient };
  });

  const start = now().getTime();
  for (const [n, planned] of planDemo(contacts)
    .sort((a, b) => b.sent - a.sent)
    .entries())
    await play(planned, `demo:${n}`);

  async function play(planned: Planned, key: string): Promise<void> {
    const { language, recipient } = contacts[planned.contact]!;
    const rep = reps[planned.rep]!;
    const at = (before: number) => new Date(start - before);
    const conversationId = await transact((tx) => send(tx, { ...planned, key, at: at(planned.sent) }));
    const { reply } = planned;
    if (!conversationId || !reply || planned.outcome === 'bounced') return;
    const body = { full: reply.text, new: reply.text };
    const input = {
      text: reply.text,
      subject: planned.subject,
      sentText: planned.text,
      history: [],
      language: portal.settings.language,
    };
    const result = await rules(input);
    await transact(async (tx) => {
      const moment = at(reply.at);
      const contact = await contactOfConversation(tx.sql, conversationId);
      const id = await addMessage(tx.sql, {
        portalId,
        conversationId,
        contactId: contact.id,
        kind: 'reply',
        direction: 'incoming',
        author: { name: recipient.name, address: recipient.addresses[0] },
        subject: `Re: ${planned.subject}`,
        sealedBody: sealBody(body, keyring),
        mailKind: 'human',
        mailKindCertain: true,
        trust: 'verified',
        occurredAt: moment,
        receivedAt: moment,
      });
      const message = (await getMessage(tx.sql, id))!;
      await countAsReply(tx, { message, contact, portal }, moment);
      const analyzed = { portalId, messageId: id, result, language: detectLanguage(reply.text, planned.text) };
      const analysis = await addAnalysis(tx.sql, analyzed, moment);
      await applyAnalysis(tx, { portal, contact, message, analysis }, moment);
      await settleAll(tx, moment);
    });
    const { answered } = reply;
    if (answered === null) return;
    await transact((tx) =>
      send(tx, {
        ...planned,
        text: ANSWERS[language],
        automated: false,
        key: `${key}:answer`,
        at: at(answered),
        conversationId,
      }),
    );

    async function send(
      tx: Tx,
      mail: {
        subject: string;
        text: string;
        automated: boolean;
        key: string;
        at: Date;
        outcome: Planned['outcome'];
        conversationId?: string;
      },
    ): Promise<string | null> {
      const sent = await queueTrackedSend(
        tx,
        { ...mail, portal: { ...portal, settings: { ...portal.settings, dailyCap: 10_000 } }, recipient, rep },
        { signingKey, keyring, now: mail.at },
      );
      if (sent.outcome !== 'queued') return null;
      const [effect] = await tx.sql<
        { id: string }[]
      >`select id from effects where portal_id = ${portalId} and key = ${`send:${mail.key}`}`;
      await settleEffects(tx.sql, [{ id: effect!.id, resultId: null }], mail.at);
      await afterSending(tx, effect!.id, mail.at);
      const event = {
        effectId: effect!.id,
        address: recipient.addresses[0]!,
        bounceType: 'blocked',
        reason: '550 No such mailbox',
      };
      await applyDeliveryEvent(
        tx.sql,
        { ...event, event: mail.outcome === 'bounced' ? 'bounce' : 'delivered' },
        mail.at,
      );
      await settleAll(tx, mail.at);
      return sent.conversationId;
    }
  }

  /** HubSpot has it all, as far as the demo goes; only what failed stays for a person. */
  async function settleAll(tx: Tx, at: Date): Promise<void> {
    await tx.sql`
      update effects set state = 'done', settled_at = ${at}
      where portal_id = ${portalId} and state in ('pending', 'held') and created_at = ${at}`;
  }
}

const plain = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
