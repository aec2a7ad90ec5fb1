import { listAttachments } from '../conversations/attachments.ts';
import type { Audience } from '../conversations/audience.ts';
import type { Message } from '../conversations/messages.ts';
import { storeRepAnswer } from '../conversations/rep-answers.ts';
import type { StoredInbound } from '../intake/inbound.ts';
import { settlePlaced } from '../intake/placed-mails.ts';
import type { OpenedPost, ReadReply } from '../mail/in-threads.ts';
import { isBlocked } from '../mail/incoming/attachments.ts';
import { ownMessageId, storedMessageId } from '../mail/own-marks/message-ids.ts';
import type { Rep } from '../portals/rep.ts';
import type { JobContext } from './context.ts';

type AnswerToPlace = {
  post: OpenedPost;
  read: ReadReply & { answered: Message | null };
  audience: Audience;
  rep: Rep;
  proven: boolean;
  expired: boolean;
};

/** Stores what a rep wrote in its conversation, once, and asks for it to be sent on. */
export async function placeAnswer(
  { sql, queue, signingKey, keyring, replyDomain, attachmentDays, now, pass }: JobContext,
  inbound: StoredInbound,
  { post, read, audience, rep, proven, expired }: AnswerToPlace,
): Promise<void> {
  const { portalId, conversationId } = audience.token;
  const { answered } = read;
  const quoted = answered ? await listAttachments(sql, [answered.id]) : [];
  const attachments = read.mail.attachments.map((one) => ({ ...one, blocked: isBlocked(one) }));
  // A quoted picture comes back as it was, under whatever name.
  const newFiles = attachments.filter(({ content }) => !quoted.some(({ size }) => size === content.length)).length;
  const messageIdOf = (id: string) => storedMessageId(ownMessageId(id, signingKey, replyDomain), replyDomain);
  await pass('answer');
  await queue.transact(async (tx) => {
    const placed = { portalId, conversationId, hash: post.hash, inboundId: inbound.id };
    if (!(await settlePlaced(tx.sql, placed, 'answer', now()))) return;
    const { hash } = post;
    const { receivedAt } = inbound;
    const arrival = { audience, inboundId: inbound.id, receivedAt, mail: read.mail, text: read.text, hash };
    const options = { signingKey, keyring, messageIdOf, attachmentDays, now: now() };
    await storeRepAnswer(tx, { ...arrival, attachments, newFiles, rep, proven, expired, answered }, options);
  });
}
