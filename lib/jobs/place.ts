import { readAudience } from '../conversations/audience.ts';
import { isErasedToken } from '../conversations/reply-tokens.ts';
import { isPassingError } from '../database/passing-error.ts';
import {
  countAttempt,
  forgetAttempt,
  readInbound,
  recordInboundOutcome,
  removeInbound,
  type StoredInbound,
} from '../intake/inbound.ts';
import { findPlacement } from '../intake/placement.ts';
import { type Arrival, quarantineUnplaced } from '../intake/quarantine-unplaced.ts';
import { countTokenMisses } from '../intake/token-misses.ts';
import { readOwnMessageId } from '../mail/own-marks/message-ids.ts';
import { redactTokens } from '../mail/own-marks/redact.ts';
import type { OpenedPost } from '../mail/tasks.ts';
import type { JobContext } from './context.ts';
import { placeInConversation } from './place-in-conversation.ts';

// After this many crashes on one mail it is left for the operator, so that a poisoned mail cannot circle for ever.
const MAX_ATTEMPTS = 5;

/** Reads a stored post, finds the conversation it belongs to, and stores it there as a reply or as the rep's answer. */
export async function place(context: JobContext, { inboundId }: { inboundId: string }): Promise<void> {
  try {
    await placeOnce(context, inboundId);
  } catch (error) {
    // An outage of the database is not the mail's fault.
    if (isPassingError(error)) await forgetAttempt(context.sql, inboundId).catch(() => {});
    throw error;
  }
}

async function placeOnce(context: JobContext, inboundId: string): Promise<void> {
  const { sql, now, log } = context;
  const inbound = await readInbound(sql, inboundId, context.keyring);
  if (!inbound) return;
  if ((await countAttempt(sql, inboundId)) > MAX_ATTEMPTS) {
    await recordInboundOutcome(sql, inboundId, { state: 'failed', outcome: 'unreadable' }, now());
    log.error(
      { alarm: 'poisoned_mail', inboundId },
      'a mail could not be placed after five attempts: npm run admin -- inbound-retry ID',
    );
    return;
  }
  const post = await context.mailReader.open(inbound);
  if ('malformed' in post) return setAside(context, { inbound, post: null }, { kind: 'malformed' });

  const { signingKey, replyDomain } = context;
  const sentMessageIds = post.ownMessageIds.flatMap((id) => readOwnMessageId(id, signingKey, replyDomain) ?? []);
  const clues = { tokens: post.tokens, sentMessageIds };
  const placement = await findPlacement(sql, clues, { key: signingKey, now: inbound.attached ? new Date(0) : now() });
  if (placement.kind === 'conversation') {
    return placeInConversation(context, inbound, post, await readAudience(sql, placement.token));
  }
  if (placement.kind === 'unplaced' && (await isErasedToken(sql, post.tokens, signingKey))) {
    await removeInbound(sql, [inboundId]);
    log.info({ inboundId, dropped: 'erased' }, 'a mail to the address of an erased contact was dropped');
    return;
  }
  if (placement.kind === 'unplaced' && (await isGuessing(context, inbound, post))) {
    await removeInbound(sql, [inboundId]);
    return;
  }
  await setAside(context, { inbound, post }, placement);
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
  { queue, now, replyDomain }: JobContext,
  { inbound, post }: { inbound: StoredInbound; post: OpenedPost | null },
  placement: Parameters<typeof quarantineUnplaced>[2],
): Promise<void> {
  const arrival: Arrival = {
    inboundId: inbound.id,
    receivedAt: inbound.receivedAt,
    fromAddress: post?.mail.from ? redactTokens(post.mail.from.address, replyDomain) : null,
    subject: post?.subject ?? null,
    hash: post?.hash ?? null,
  };
  await queue.transact((tx) => quarantineUnplaced(tx, arrival, placement, now()));
}
