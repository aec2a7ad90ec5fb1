import { readAudience } from '../conversations/audience.ts';
import { contactOfConversation } from '../conversations/contacts.ts';
import { storable } from '../conversations/message-bodies.ts';
import { findReplyTokens, isErasedToken } from '../conversations/reply-tokens.ts';
import { isPassingError } from '../database/passing-error.ts';
import { errorFacts } from '../error-facts.ts';
import {
  countFailure,
  findInbound,
  recordInboundOutcome,
  removeInbound,
  type StoredInbound,
} from '../intake/inbound.ts';
import { findPlacement } from '../intake/placement.ts';
import { type Arrival, quarantineUnplaced } from '../intake/quarantine-unplaced.ts';
import { countTokenMisses } from '../intake/token-misses.ts';
import { seal } from '../keyring.ts';
import type { OpenedPost } from '../mail/in-threads.ts';
import { peekEnvelope } from '../mail/incoming/peek-envelope.ts';
import { readOwnMessageId } from '../mail/own-marks/message-ids.ts';
import { redactTokens } from '../mail/own-marks/redact.ts';
import { tokensOf } from '../mail/own-marks/reply-address.ts';
import { countStepFailure, settlePlacing } from '../outbox/own-steps.ts';
import { reason } from '../outbox/reasons.ts';
import { ThreadsClosedError } from '../threads.ts';
import type { JobContext } from './context.ts';
import { type PlacedReply, placeExpiredAnswer, placeInConversation, readAgainstSent } from './place-in-conversation.ts';
import type { Room } from './room.ts';

// A mail that failed this often by itself is tried once more alone, and then left for the operator.
const FAILURES_TOGETHER = 4;

/**
 * Reads a stored post, finds the conversation it belongs to, and stores it there as a reply or as the rep's answer. An
 * attempt that was killed, or met a database that is away, a process that stops or a key that is missing, counts for
 * nothing: three good mails were given up for restarts. Resolves with the reply that it became, if it became one.
 */
export async function place(
  context: JobContext,
  { inboundId }: { inboundId: string },
  room: Room = (_bytes, work) => work(),
): Promise<PlacedReply | null> {
  const inbound = await findInbound(context.sql, inboundId, context.keyring);
  if (inbound) return room(inbound.size, () => placeFound(context, inbound));
  await settlePlacing(context.sql, inboundId, context.now());
  return null;
}

async function placeFound(context: JobContext, inbound: StoredInbound): Promise<PlacedReply | null> {
  const { id: inboundId } = inbound;
  const alone = inbound.failures >= FAILURES_TOGETHER;
  try {
    // In company it may have been its neighbors' memory, or a time limit that they used up.
    const placed = alone
      ? await context.readAlone((mailReader) => placeOnce({ ...context, mailReader }, inbound))
      : await placeOnce(context, inbound);
    if (inbound.failures > 0) await settlePlacing(context.sql, inboundId, context.now());
    return placed;
  } catch (error) {
    if (isPassingError(error) || error instanceof ThreadsClosedError) throw error;
    await countFailure(context.sql, inboundId);
    if (!alone) throw error;
    await giveUp(context, inbound, error);
    return null;
  }
}

/** The operator sees it in any case, and the people it was for where its envelope says whose address it went to. */
async function giveUp(context: JobContext, inbound: StoredInbound, error: unknown): Promise<void> {
  const { queue, now, log, signingKey, replyDomain } = context;
  const { id: inboundId } = inbound;
  const tokens = tokensOf(peekEnvelope(await inbound.readBody(), inbound.contentType), replyDomain);
  await queue.transact(async ({ sql }) => {
    const [token] = await findReplyTokens(sql, tokens, signingKey);
    const portalId = token?.portalId ?? null;
    await recordInboundOutcome(sql, inboundId, { state: 'failed', outcome: 'unreadable', portalId }, now());
    if (!token) return;
    const { id: contactId } = await contactOfConversation(sql, token.conversationId);
    const about = { portalId: token.portalId, contactId, conversationId: token.conversationId, details: { inboundId } };
    const step = { ...about, kind: 'placing', key: `placing:${inboundId}` } as const;
    await countStepFailure(sql, step, { reason: reason('unreadable'), limit: 1, now: now() });
  });
  log.error(
    { alarm: 'poisoned_mail', inboundId, err: errorFacts(error) },
    'a mail could not be placed after five attempts: npm run admin -- inbound-retry ID',
  );
}

async function placeOnce(context: JobContext, inbound: StoredInbound): Promise<PlacedReply | null> {
  const { sql, log } = context;
  const { id: inboundId } = inbound;
  const post = await context.mailReader.open(inbound);
  if ('malformed' in post) {
    await setAside(context, { inbound, post: null }, { kind: 'malformed' });
    return null;
  }

  const { signingKey, replyDomain } = context;
  const sentMessageIds = post.ownMessageIds.flatMap((id) => readOwnMessageId(id, signingKey, replyDomain) ?? []);
  const clues = { tokens: post.tokens, sentMessageIds };
  const placement = await findPlacement(sql, clues, {
    key: signingKey,
    now: inbound.attached ? new Date(0) : inbound.receivedAt,
  });
  if (placement.kind === 'conversation') {
    return placeInConversation(context, inbound, post, await readAudience(sql, placement.token));
  }
  if (placement.kind === 'expired') {
    const audience = await readAudience(sql, placement.token);
    if (await placeExpiredAnswer(context, inbound, post, audience)) return null;
    const { text } = await readAgainstSent(context, post, audience);
    await setAside(context, { inbound, post, excerpt: excerptOf(text.new || text.full) }, placement);
    return null;
  }
  if (placement.kind === 'unplaced' && (await isErasedToken(sql, post.tokens, signingKey))) {
    await removeInbound(sql, [inboundId]);
    log.info({ inboundId, dropped: 'erased' }, 'a mail to the address of an erased contact was dropped');
    return null;
  }
  if (placement.kind === 'unplaced' && (await isGuessing(context, inbound, post))) {
    await removeInbound(sql, [inboundId]);
    return null;
  }
  await setAside(context, { inbound, post }, placement);
  return null;
}

/**
 * True where whoever sent this has come with too many unknown tokens: then the mail is not kept. Nobody outside can tell,
 * since the post was answered before it was read.
 */
async function isGuessing(
  { sql, log, signingKey, now }: JobContext,
  inbound: StoredInbound,
  { tokens, mail, authentication, senderIp }: OpenedPost,
): Promise<boolean> {
  if (tokens.length === 0) return false;
  const { envelopeFrom } = authentication;
  const guesser = { envelopeFrom, fromAddress: mail.from?.address ?? null, senderIp };
  const { within, first } = await countTokenMisses(
    sql,
    { guesser, misses: tokens.length },
    { key: signingKey, now: now() },
  );
  if (first)
    log.warn(
      { alarm: 'token_guessing', inboundId: inbound.id },
      'somebody tries reply addresses: no more of it is kept',
    );
  if (!within) log.info({ inboundId: inbound.id, dropped: 'guesses' }, 'a mail to unknown reply addresses was dropped');
  return !within;
}

/** Keeps a mail without a conversation where a person can look at it. */
async function setAside(
  { queue, now, keyring, replyDomain, signingKey }: JobContext,
  { inbound, post, excerpt = '' }: { inbound: StoredInbound; post: OpenedPost | null; excerpt?: string },
  placement: Parameters<typeof quarantineUnplaced>[2],
): Promise<void> {
  const arrival: Arrival = {
    inboundId: inbound.id,
    receivedAt: inbound.receivedAt,
    fromAddress: post?.mail.from ? redactTokens(post.mail.from.address, replyDomain) : null,
    subject: post?.subject ?? null,
    excerpt: excerpt === '' ? null : seal(redactTokens(excerpt, replyDomain), keyring),
    hash: post?.hash ?? null,
  };
  await queue.transact((tx) => quarantineUnplaced(tx, arrival, placement, { signingKey, now: now() }));
}

/** As much of a late reply as lets a person tell what it is about; nobody has said yet that its links are the customer's. */
const EXCERPT = 280;

function excerptOf(text: string): string {
  const words = storable(text)
    .replace(/\b(?:https?:\/\/|www\.)\S+/gi, '…')
    .replace(/\s+/g, ' ')
    .trim();
  return words.length <= EXCERPT ? words : `${words.slice(0, EXCERPT).trimEnd()} …`.toWellFormed();
}
