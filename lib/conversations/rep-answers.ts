import { v7 as uuid } from 'uuid';
import type { Queryable } from '../database/types.ts';
import type { Keyring } from '../keyring.ts';
import { sameAddress } from '../mail/addresses.ts';
import { believableDate } from '../mail/incoming/mail-date.ts';
import { displayName } from '../mail/outgoing/mail.ts';
import { fieldsIn } from '../mail/outgoing/merge-fields.ts';
import type { ReplyText } from '../mail/reply-text/index.ts';
import type { IncomingMail, MailAddress } from '../mail/types.ts';
import { addEffects, releaseOne } from '../outbox/add-effects.ts';
import { type Reason, reason } from '../outbox/reasons.ts';
import type { Author } from '../portals/author.ts';
import type { Rep } from '../portals/rep.ts';
import type { Tx } from '../queue.ts';
import { type AboutAnswer, afterAnswer } from './after-answer.ts';
import { copiesOf, holds, recipientOf, referencesOf } from './answer-recipients.ts';
import { type NewAttachment, storeAttachments } from './attachments.ts';
import type { Audience } from './audience.ts';
import { contactOfConversation } from './contacts.ts';
import { waitForHubSpotsLog } from './logged-by-hubspot.ts';
import { bodyOf, sealBody } from './message-bodies.ts';
import { addMessage, getMessage, type Message, trusted } from './messages.ts';
import { createReplyToken, type ReplyToken } from './reply-tokens.ts';

/** SendGrid takes 30 MB a message, and base64 makes 27 MB of 20. */
export const MOST_BYTES = 20 * 1024 * 1024;
const QUESTIONS_AN_HOUR = 5;

/** What a rep wrote in a mail program, read and without our marks. */
export type RepAnswer = {
  audience: Audience;
  inboundId: string;
  receivedAt: Date;
  mail: IncomingMail;
  text: ReplyText;
  attachments: NewAttachment[];
  /** Of its files those that are not the answered mail's own, quoted with it. */
  newFiles: number;
  rep: Rep;
  /** False: somebody has to say first that it is theirs. */
  proven: boolean;
  /** The address that it came to works no more. */
  expired: boolean;
  /** Hex; the same for the same mail that comes again, whoever it is addressed to. */
  hash: string;
  answered: Message | null;
};

export type AnswerOptions = {
  signingKey: Buffer;
  keyring: Keyring;
  /** Our Message-ID for a message, as it is stored. */
  messageIdOf: (id: string) => string;
  attachmentDays: number;
  now: Date;
};

/** What a mail to this address answers: what its forward brought, else the newest reply that somebody vouches for. */
export async function answeredMessage(sql: Queryable, token: ReplyToken): Promise<Message | null> {
  if (token.messageId) return getMessage(sql, token.messageId);
  // A notice brings no reply of its own.
  if (token.kind === 'rep') return null;
  const [row] = await sql<{ id: string }[]>`
    select id from messages m
    where conversation_id = ${token.conversationId} and kind = 'reply' and mail_kind = 'human'
      and ${trusted(sql)}
    order by received_at desc limit 1`;
  return row ? getMessage(sql, row.id) : null;
}

/**
 * Stores what a rep wrote and asks for what follows: it goes to the customer, and answers the conversation at once; or a
 * page asks first; or it comes back to the rep, and nothing is answered.
 */
export async function storeRepAnswer(tx: Tx, answer: RepAnswer, options: AnswerOptions): Promise<void> {
  const { audience, mail, hash, rep } = answer;
  const { contact, token } = audience;
  const { portalId, conversationId } = token;
  const { now } = options;
  const at = answer.receivedAt;
  const { to, cc } = recipientsOf(answer);
  const parent = answer.answered ?? (token.sentMessageId ? await getMessage(tx.sql, token.sentMessageId) : null);
  const direct = to !== null && holds([...mail.to, ...mail.cc], [to.address, ...contact.addresses]);
  const problem = direct ? null : problemOf(answer, to);
  const id = uuid();
  await addMessage(tx.sql, {
    id,
    portalId,
    conversationId,
    contactId: contact.id,
    kind: 'answer',
    direction: 'outgoing',
    author: authorOf(answer),
    recipients: direct ? { to: mail.to, cc: mail.cc } : { to: to ? [to] : [], cc },
    subject: mail.subject,
    sealedBody: sealBody({ ...bodyOf(answer.text), html: mail.html }, options.keyring),
    messageId: direct ? mail.messageId : options.messageIdOf(id),
    repMessageId: mail.messageId,
    inReplyTo: direct ? mail.inReplyTo : parent?.messageId ? [parent.messageId] : [],
    referenceIds: direct ? mail.references : parent ? referencesOf(parent) : [],
    trust: answer.proven ? 'verified' : null,
    inboundId: answer.inboundId,
    occurredAt: believableDate(mail.date, {
      answeredAt: parent?.occurredAt ?? token.createdAt,
      receivedAt: answer.receivedAt,
    }),
    receivedAt: answer.receivedAt,
  });
  const expiresAt = new Date(now.getTime() + options.attachmentDays * 86_400_000);
  await storeAttachments(tx.sql, { portalId, messageId: id, expiresAt }, answer.attachments, options.keyring);

  const about = { portalId, contactId: contact.id, conversationId, messageId: id };
  const details = { replyTokenId: token.id };
  const send = { ...about, kind: 'answer_send', key: `answer:${conversationId}:${hash}`, details } as const;
  if (direct) {
    await addEffects(tx, [{ ...send, state: 'cancelled', reason: reason('already_addressed') }], now);
    await afterAnswer(tx, about, { contact, at, now, log: waitForHubSpotsLog(audience, answer) });
    return;
  }
  if (problem) {
    await addEffects(tx, [{ ...send, state: 'cancelled', reason: problem }], now);
    tx.enqueue('sweep', {});
    return;
  }
  const given = { portalId, conversationId, sentMessageId: id, sentBy: rep };
  const { id: replyTokenId } = await createReplyToken(tx.sql, given, { key: options.signingKey, now });
  if (!answer.proven) {
    await addEffects(tx, [{ ...send, replyTokenId, state: 'held' }], now);
    await askWhoseItIs(tx, about, token, options);
    return;
  }
  await addEffects(tx, [{ ...send, replyTokenId }], now);
  await afterAnswer(tx, { ...about, replyTokenId }, { contact, at, now });
}

/** Under the rep's name; who has not been proven stands there as the mail says. */
function authorOf({ mail, rep, proven }: RepAnswer): Author {
  const name = displayName(mail.from?.name ?? '');
  if (!proven) return { name, address: mail.from?.address ?? '' };
  return { name: rep.name || name, address: rep.address, ...(rep.userId ? { userId: rep.userId } : {}) };
}

/** Somebody who gets the rep's forwards has said that a held answer is the rep's: it goes, and answers the conversation. */
export async function releaseAnswer(tx: Tx, effectId: string, now: Date): Promise<boolean> {
  const effect = await releaseOne(tx, effectId, now);
  if (!effect?.messageId || !effect.conversationId) return false;
  const { portalId, contactId, conversationId, messageId, replyTokenId } = effect;
  const contact = await contactOfConversation(tx.sql, conversationId);
  await afterAnswer(tx, { portalId, contactId, conversationId, messageId, replyTokenId }, { contact, at: now, now });
  return true;
}

/** One mail that asks whose an answer is, up to a number an hour: anybody can write in a rep's name. */
async function askWhoseItIs(
  tx: Tx,
  about: AboutAnswer,
  token: ReplyToken,
  { signingKey, now }: AnswerOptions,
): Promise<void> {
  const [row] = await tx.sql<{ count: number }[]>`
    select count(*)::integer as count from effects
    where portal_id = ${about.portalId} and kind = 'answer_question' and details->>'to' = ${token.sentBy.userId ?? token.id}
      and created_at > ${new Date(now.getTime() - 3_600_000)}`;
  if ((row?.count ?? 0) >= QUESTIONS_AN_HOUR) return;
  const details = { replyTokenId: token.id, to: token.sentBy.userId ?? token.id };
  const { portalId, conversationId, messageId } = about;
  const given = { portalId, conversationId, sentMessageId: null, sentBy: token.sentBy, kind: 'rep' } as const;
  const { id: replyTokenId } = await createReplyToken(tx.sql, given, { key: signingKey, now });
  const question = { ...about, kind: 'answer_question', key: `question:${messageId}`, replyTokenId, details } as const;
  await addEffects(tx, [question], now);
}

/** To whom the answered reply came from, and who had it too. Whoever has the rep's own mail gets no second one. */
function recipientsOf({ audience, mail, answered, rep }: RepAnswer): { to: MailAddress | null; cc: MailAddress[] } {
  const { contact, target, token } = audience;
  const first = contact.addresses[0];
  const to = answered ? recipientOf(answered) : first ? { name: contact.name, address: first } : null;
  if (!to || !answered) return { to, cc: [] };
  const theReps = [rep.address, token.sentBy.address, target?.address ?? '', mail.from?.address ?? ''];
  return { to, cc: copiesOf(answered, to, [...mail.to, ...mail.cc], theReps) };
}

/** Why it cannot go to the customer, and comes back to the rep. */
function problemOf({ audience, answered, text, attachments, newFiles, expired }: RepAnswer, to: MailAddress | null) {
  const { portal, contact, token } = audience;
  if (portal.state !== 'connected') return reason('uninstalled');
  if (expired) return reason('expired_token');
  if (token.kind === 'rep' && !answered) return reason('nothing_answered');
  if (!to) return reason('no_address');
  if (contact.deadAddresses.some((dead) => sameAddress(dead, to.address))) return reason('dead_address');
  if (text.new.trim() === '' && newFiles === 0) return reason('answer_empty');
  if (fieldsIn(text.new).length > 0) return reason('unresolved_fields');
  const bytes = attachments.reduce((sum, { content }) => sum + content.length, 0);
  return bytes > MOST_BYTES ? ({ code: 'mail_too_large', details: { limitMb: 20 } } satisfies Reason) : null;
}
