import { asksForAnswer, optOutItems } from '../analysis/index.ts';
import { saysPerson } from '../analysis/schema.ts';
import { sameAddress } from '../mail/addresses.ts';
import { mayBePersons } from '../mail/verdict/person.ts';
import { addEffects, type NewEffect } from '../outbox/add-effects.ts';
import type { Portal } from '../portals/portals.ts';
import { hasTask } from '../portals/settings.ts';
import type { Tx } from '../queue.ts';
import { tickByApp } from './action-items.ts';
import { currentAnalyses, type StoredAnalysis } from './analyses.ts';
import type { Contact } from './contacts.ts';
import { isFullyRead, isTrusted, type Message } from './messages.ts';
import { countAsReply, uncountReply } from './replies.ts';
import { changeStatus } from './status.ts';
import { suppress } from './suppressions.ts';
import { followAnalysis } from './waiting.ts';
import { isWaiting } from './waits.ts';
import { endWaits } from './workflow-waits.ts';

type Analyzed = { portal: Portal; contact: Contact; message: Message; analysis: StoredAnalysis };

/**
 * What follows from the first analysis of a reply: one write of the contact's properties, the happening on the timeline,
 * a task where a person has to act, and at an opt-out the end of all mailing. Machine mail changes no property and makes
 * no task; what an untrusted sender causes is held until somebody accepts the sender, which a task asks for.
 */
export async function applyAnalysis(
  tx: Tx,
  { portal, contact, message, analysis }: Analyzed,
  now: Date,
): Promise<void> {
  if (!isOfPerson(message, analysis)) return uncountReply(tx, { message, contact }, now);
  const { kind } = analysis.fields;
  const trusted = isTrusted(message);
  const state = trusted ? 'pending' : 'held';
  const about = {
    portalId: message.portalId,
    contactId: message.contactId,
    conversationId: message.conversationId,
    messageId: message.id,
    analysisId: analysis.id,
    state,
  } as const;
  const incoming = message.direction === 'incoming';
  if (trusted && incoming) {
    if (!message.countedAt) await countAsReply(tx, { message, contact, portal }, now);
    await followAnalysis(tx, { message, analysis }, now);
  }
  const effects: NewEffect[] = [
    {
      ...about,
      kind: 'event',
      key: `event:analyzed:${message.id}:${analysis.version}`,
      details: { type: 'reply_analyzed' },
    },
  ];
  if (incoming) effects.push({ ...about, kind: 'properties', key: `properties:${message.id}` });
  if (incoming && wantsTask(portal, analysis)) effects.push({ ...about, kind: 'task', key: `task:${message.id}` });
  if (!trusted && incoming && message.trust !== 'failed' && portal.settings.tasks) {
    // One a day asks for a whole conversation, so that a stranger cannot fill the task list.
    const key = `task:sender:${message.conversationId}:${now.toISOString().slice(0, 10)}`;
    effects.push({ ...about, kind: 'task', key, state: 'pending', details: { type: 'sender' } });
  }
  if (trusted && incoming) {
    for (const callbackId of await endWaits(tx.sql, message.contactId, message.receivedAt)) {
      effects.push({ ...about, kind: 'workflow_reply', key: `workflow:${callbackId}:reply`, details: { callbackId } });
    }
  }
  await addEffects(tx, effects, now);
  if (trusted && incoming && kind === 'unsubscribe') await optOut(tx, { portal, contact, message }, now);
}

/**
 * A later version of an analysis, by the AI or by a person. The happening on the timeline follows it; the contact's
 * properties, which start workflows, and the task only where the type changed and the reply still waits for its answer.
 * Where only the later version sees a person, or an opt-out, what follows from that is asked for now.
 */
export async function applyReanalysis(
  tx: Tx,
  { portal, contact, message, before, analysis }: Analyzed & { before: StoredAnalysis },
  now: Date,
): Promise<void> {
  if (!isOfPerson(message, before)) return applyAnalysis(tx, { portal, contact, message, analysis }, now);
  const trusted = isTrusted(message);
  const { portalId, contactId, conversationId, id: messageId } = message;
  const about = {
    portalId,
    contactId,
    conversationId,
    messageId,
    analysisId: analysis.id,
    state: trusted ? 'pending' : 'held',
  } as const;
  const waited = await isWaiting(tx.sql, messageId);
  if (trusted) await followAnalysis(tx, { message, analysis }, now);
  const waits = await isWaiting(tx.sql, messageId);
  const effects: NewEffect[] = [
    {
      ...about,
      kind: 'event',
      key: `event:analyzed:${messageId}:${analysis.version}`,
      details: { type: 'reply_analyzed' },
    },
  ];
  if ((waited || waits) && before.fields.response_type !== analysis.fields.response_type) {
    effects.push({ ...about, kind: 'properties', key: `properties:${messageId}:${analysis.version}` });
    if (wantsTask(portal, analysis)) effects.push({ ...about, kind: 'task', key: `task:${messageId}` });
  }
  await addEffects(tx, effects, now);
  const isNewOptOut = analysis.fields.kind === 'unsubscribe' && before.fields.kind !== 'unsubscribe';
  if (trusted && isNewOptOut && message.direction === 'incoming') await optOut(tx, { portal, contact, message }, now);
}

/**
 * A person asked not to be mailed again: the address that asked is on our own list at once and, where it is the
 * contact's, on HubSpot's as soon as it can be written. A colleague speaks for no address but their own. What was said on
 * the phone, or asked for by the link in a mail of ours, counts for the contact as a whole.
 */
export async function optOut(
  tx: Tx,
  { portal, contact, message }: Omit<Analyzed, 'analysis'>,
  now: Date,
): Promise<void> {
  const { portalId, id: messageId, conversationId } = message;
  // Only a reply's author is the customer: a logged message is the rep's.
  const asked = message.kind === 'reply' ? (message.author.address ?? '') : null;
  const own = contact.addresses.filter((address) => asked === null || sameAddress(address, asked));
  for (const address of new Set([...own, ...(asked ? [asked.toLowerCase()] : [])])) {
    await suppress(tx.sql, { portalId, address, reason: 'asked', messageId }, now);
  }
  await tickOptOut(tx, messageId, now);
  if (asked !== null && own.length === 0) return;
  const about = { portalId, contactId: contact.id, conversationId, messageId };
  await addEffects(tx, [{ ...about, kind: 'unsubscribe', key: `unsubscribe:${messageId}` }], now);
  if (portal.settings.automaticStatus) {
    await changeStatus(tx, { contact, conversationId, to: 'unsubscribed', author: null, writeProperty: true }, now);
  }
}

/** The to-do to stop mailing is done: nobody has to be told to do what has happened. */
async function tickOptOut(tx: Tx, messageId: string, now: Date): Promise<void> {
  const analysis = (await currentAnalyses(tx.sql, [messageId])).get(messageId);
  const items = analysis ? optOutItems(analysis.fields).map((n) => analysis.fields.action_items[n]!) : [];
  await tickByApp(tx.sql, { messageId, texts: items }, now);
}

/**
 * Headers are certain; a suspicion from the text is decided here, by the analyst. Not for words that are not all there: what
 * it read is not what was written, until a person has said what was.
 */
export function isOfPerson(message: Message, { fields: { kind }, correctedBy }: StoredAnalysis): boolean {
  if (!isFullyRead(message) && correctedBy === null) return false;
  const { mailKind, mailKindCertain } = message;
  const ofMachine = mailKind !== null && !mayBePersons({ kind: mailKind, certain: mailKindCertain === true });
  return !ofMachine && saysPerson(kind);
}

/** A pure opt-out makes none: the app has done what it asks for. */
const wantsTask = ({ settings }: Portal, { fields }: StoredAnalysis): boolean =>
  asksForAnswer(fields) && hasTask(settings, fields.response_type);
