import type { Audience } from '../conversations/audience.ts';
import { openBody } from '../conversations/message-bodies.ts';
import { hasGoneTo, sentBefore } from '../conversations/messages.ts';
import { storeReply } from '../conversations/replies.ts';
import { identifyWriter, type Writer } from '../conversations/writer.ts';
import { recordInboundOutcome, type StoredInbound } from '../intake/inbound.ts';
import { settlePlaced } from '../intake/placed-mails.ts';
import { markAttached } from '../intake/quarantine.ts';
import { sameAddress } from '../mail/addresses.ts';
import type { OpenedPost, ReadReply } from '../mail/in-threads.ts';
import { isBlocked } from '../mail/incoming/attachments.ts';
import { LOOP_HEADER } from '../mail/own-marks/loop.ts';
import { readOwnMessageId } from '../mail/own-marks/message-ids.ts';
import { judgeTrust } from '../mail/sender/trust.ts';
import { isPersons, mayBePersons } from '../mail/verdict/person.ts';
import { leavingOf } from '../portals/portals.ts';
import type { JobContext } from './context.ts';
import { placeAnswer } from './place-answer.ts';
import { readRepMail, writerAfterHubSpot } from './rep-mail.ts';

const QUOTABLE_MAILS = 5;

/** Why a mail to a good address is kept nowhere. */
type Dropped = 'loop' | 'rep_machine';

/** A post that became a reply just now. */
export type PlacedReply = { portalId: number; messageId: string; receivedAt: Date };

/** Reads a mail against what we sent in its conversation, and stores it there, once: as the customer's reply or the rep's answer. */
export async function placeInConversation(
  context: JobContext,
  inbound: StoredInbound,
  post: OpenedPost,
  audience: Audience,
): Promise<PlacedReply | null> {
  const { token } = audience;
  const writer = await writerOf(context, post, audience);
  const leaving = leavingOf(audience.portal);
  const isOver = leaving !== null && leaving.forwardsUntil <= inbound.receivedAt;
  // A rep who still answers hears that it no longer goes.
  if (isOver && writer.is !== 'rep') return nothing(keep(context, inbound, audience));
  const answers = writer.is === 'rep' || (writer.is === 'claimed' && token.kind === 'rep');
  const read = answers
    ? await readRepMail(context, post, audience, writer.rep)
    : { ...(await readAgainstSent(context, post, audience)), answered: null };
  if (read.verdict.kind === 'loop') return nothing(drop(context, inbound, audience, 'loop'));
  // An absence note of a rep, and whatever else a machine makes of a forward, answers nobody.
  if (!mayBePersons(read.verdict) && (answers || token.kind === 'rep'))
    return nothing(drop(context, inbound, audience, 'rep_machine'));
  if (!answers) return storeAsReply(context, inbound, { post, read, audience });
  // What only may be a machine's would be told to a customer by the rep's name: a person has to say that it is theirs.
  const proven = writer.is === 'rep' && isPersons(read.verdict);
  return nothing(placeAnswer(context, inbound, { post, read, audience, rep: writer.rep, proven, expired: false }));
}

const nothing = (work: Promise<void>): Promise<null> => work.then(() => null);

/** A rep's answer to an address past its time comes back to the rep. False: somebody else wrote. */
export async function placeExpiredAnswer(
  context: JobContext,
  inbound: StoredInbound,
  post: OpenedPost,
  audience: Audience,
): Promise<boolean> {
  const writer = await writerOf(context, post, audience);
  if (writer.is !== 'rep') return false;
  const read = await readRepMail(context, post, audience, writer.rep);
  if (!isPersons(read.verdict)) return false;
  await placeAnswer(context, inbound, { post, read, audience, rep: writer.rep, proven: true, expired: true });
  return true;
}

/** Whoever writes to a customer's address from one of the customer's is the customer, though they be a rep too. */
async function writerOf(context: JobContext, post: OpenedPost, audience: Audience): Promise<Writer> {
  const facts = { from: post.mail.from, ...post.authentication };
  const from = post.mail.from?.address ?? '';
  const { contact, token } = audience;
  if (token.kind === 'customer' && contact.addresses.some((known) => sameAddress(known, from))) return { is: 'other' };
  const writer = await identifyWriter(context.sql, audience, facts);
  return writer.is === 'rep' || token.kind === 'customer'
    ? writer
    : writerAfterHubSpot(context, audience, facts, writer);
}

async function storeAsReply(
  { queue, signingKey, keyring, replyDomain, attachmentDays, now }: JobContext,
  inbound: StoredInbound,
  { post, read, audience }: { post: OpenedPost; read: ReadReply; audience: Audience },
): Promise<PlacedReply | null> {
  const { contact, token } = audience;
  const { portalId, conversationId } = token;
  const arrival = { audience, inboundId: inbound.id, receivedAt: inbound.receivedAt, mail: read.mail, text: read.text };
  return queue.transact(async (tx) => {
    const placed = { portalId, conversationId, hash: post.hash, inboundId: inbound.id };
    if (!(await settlePlaced(tx.sql, placed, 'reply', now()))) return null;
    const answered = post.answeredIds.flatMap((id) => readOwnMessageId(id, signingKey, replyDomain) ?? []);
    const trust = judgeTrust({
      from: post.mail.from,
      ...post.authentication,
      knownAddresses: contact.addresses,
      possession: await hasGoneTo(tx.sql, contact.id, answered),
    });
    const attachments = read.mail.attachments.map((one) => ({ ...one, blocked: isBlocked(one) }));
    const reply = { ...arrival, attachments, verdict: read.verdict, trust };
    const messageId = await storeReply(tx, reply, { signingKey, keyring, attachmentDays, now: now() });
    if (inbound.attached) await markAttached(tx.sql, inbound.id, messageId);
    return { portalId, messageId, receivedAt: inbound.receivedAt };
  });
}

/** What a mail says by itself, beside what we sent in its conversation. */
export async function readAgainstSent(context: JobContext, post: OpenedPost, { token }: Audience): Promise<ReadReply> {
  const { sql, keyring, mailReader, replyDomain } = context;
  const sent = await sentBefore(sql, token.conversationId, QUOTABLE_MAILS);
  return mailReader.read({
    mail: post.mail,
    envelope: post.envelope,
    sent: sent.map((message) => ({ text: openBody(message, keyring).full, marker: message.id })),
    own: { domains: [replyDomain], loopHeader: LOOP_HEADER, messageIdDomain: replyDomain },
  });
}

/** The portal is gone and its reps' forwards have ended: sealed as it came, until a reconnect places it or all is erased. */
async function keep(
  { sql, log, now }: JobContext,
  { id }: StoredInbound,
  { portal: { portalId } }: Audience,
): Promise<void> {
  await recordInboundOutcome(sql, id, { state: 'kept', outcome: 'uninstalled', portalId }, now());
  log.info({ inbound: id, portalId }, 'a mail is kept for an account that left');
}

async function drop(
  { sql, log, now }: JobContext,
  { id }: StoredInbound,
  { portal: { portalId } }: Audience,
  outcome: Dropped,
): Promise<void> {
  await recordInboundOutcome(sql, id, { state: 'dropped', outcome, portalId }, now());
  log.info({ inbound: id, portalId, dropped: outcome }, 'a mail was dropped');
}
