import { storeAnswer } from '../conversations/answers.ts';
import type { Audience } from '../conversations/audience.ts';
import { openBody } from '../conversations/message-bodies.ts';
import { hasGoneTo, sentBefore } from '../conversations/messages.ts';
import { storeReply } from '../conversations/replies.ts';
import { recordInboundOutcome, type StoredInbound } from '../intake/inbound.ts';
import { isFirstPlacement } from '../intake/placed-mails.ts';
import { markAttached } from '../intake/quarantine.ts';
import { isBlocked } from '../mail/incoming/attachments.ts';
import { LOOP_HEADER } from '../mail/own-marks/loop.ts';
import { readOwnMessageId } from '../mail/own-marks/message-ids.ts';
import { isRep, judgeTrust } from '../mail/sender/trust.ts';
import type { OpenedPost, ReadReply } from '../mail/tasks.ts';
import { mayBePersons } from '../mail/verdict/person.ts';
import { leavingOf } from '../portals/portals.ts';
import type { JobContext } from './context.ts';

const QUOTABLE_MAILS = 5;

/** Why a mail to a good address is kept nowhere. */
type Dropped = 'loop' | 'rep_machine';

/** Reads a mail against what we sent in its conversation, and stores it there, once. */
export async function placeInConversation(
  context: JobContext,
  inbound: StoredInbound,
  post: OpenedPost,
  audience: Audience,
): Promise<void> {
  const leaving = leavingOf(audience.portal);
  if (leaving && leaving.forwardsUntil <= inbound.receivedAt) return keep(context, inbound, audience);
  const read = await readAgainstSent(context, post, audience);
  if (read.verdict.kind === 'loop') return drop(context, inbound, audience, 'loop');
  const sender = { from: post.mail.from, ...post.authentication };
  const isAnswer = isRep({ ...sender, repAddresses: audience.repAddresses });
  // A rep's absence note answers nobody: it must not end the customer's waiting.
  if (isAnswer && !mayBePersons(read.verdict)) {
    return drop(context, inbound, audience, 'rep_machine');
  }
  await store(context, inbound, { post, read, audience, isAnswer });
}

type Judged = { post: OpenedPost; read: ReadReply; audience: Audience; isAnswer: boolean };

async function store(
  { queue, signingKey, keyring, replyDomain, attachmentDays, now }: JobContext,
  inbound: StoredInbound,
  { post, read, audience, isAnswer }: Judged,
): Promise<void> {
  const { contact, token } = audience;
  const { portalId, conversationId } = token;
  const arrival = { audience, inboundId: inbound.id, receivedAt: inbound.receivedAt, mail: read.mail, text: read.text };
  await queue.transact(async (tx) => {
    const isFirst = await isFirstPlacement(
      tx.sql,
      { portalId, conversationId, hash: post.hash, inboundId: inbound.id },
      now(),
    );
    const outcome = isFirst ? (isAnswer ? 'answer' : 'reply') : 'duplicate';
    const settled = { state: isFirst ? 'placed' : 'dropped', outcome, portalId } as const;
    if (!(await recordInboundOutcome(tx.sql, inbound.id, settled, now())) || !isFirst) return;
    if (isAnswer) return storeAnswer(tx, arrival, { keyring, now: now() });
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
  });
}

async function readAgainstSent(context: JobContext, post: OpenedPost, { token }: Audience): Promise<ReadReply> {
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
