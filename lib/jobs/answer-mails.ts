import { contactOfConversation } from '../conversations/contacts.ts';
import { openBody } from '../conversations/message-bodies.ts';
import { getMessage } from '../conversations/messages.ts';
import { contactUrl } from '../hubspot/links.ts';
import { sameAddress } from '../mail/addresses.ts';
import type { OutgoingMail } from '../mail/outgoing/mail.ts';
import type { Notice } from '../mail/outgoing/notices.ts';
import { composeQuestion, composeReturned } from '../mail/outgoing/returned.ts';
import type { WhyReturned } from '../mail/outgoing/words.ts';
import { makeLink } from '../mail/own-marks/links.ts';
import type { MailAddress } from '../mail/types.ts';
import type { ClaimedEffect } from '../outbox/effects.ts';
import { readPortal } from '../portals/portals.ts';
import type { Rep } from '../portals/rep.ts';
import type { JobContext } from './context.ts';

const QUESTION_DAYS = 7;

type Base = Omit<Notice, 'url'> & { customer: MailAddress };

/** Asks whose an answer is. Null where it was settled meanwhile. */
export async function answerQuestion(
  { sql, signingKey, publicUrl }: JobContext,
  effect: ClaimedEffect,
  notice: Base,
): Promise<OutgoingMail | null> {
  const message = effect.messageId ? await getMessage(sql, effect.messageId) : null;
  if (!message) return null;
  const expiresAt = new Date(effect.createdAt.getTime() + QUESTION_DAYS * 86_400_000);
  const url = `${publicUrl}/webhooks/answer/${makeLink('answer', message.id, signingKey, expiresAt)}`;
  const from = { name: message.author.name, address: message.author.address ?? '' };
  return composeQuestion({ ...notice, customer: message.recipients.to?.[0] ?? notice.customer, from, url });
}

/** Brings an answer back to whoever wrote it. */
export async function returnedAnswer(
  { sql, keyring }: JobContext,
  effect: ClaimedEffect,
  notice: Base,
  { address: sentBy }: Rep,
): Promise<OutgoingMail | null> {
  const message = effect.messageId ? await getMessage(sql, effect.messageId) : null;
  if (!message) return null;
  const { address: author = '' } = message.author;
  // Another rep than the one whose forward was answered reads elsewhere.
  const isAnother = message.trust === 'verified' && author !== '' && !sameAddress(author, sentBy);
  const portal = await readPortal(sql, message.portalId);
  const contact = await contactOfConversation(sql, message.conversationId);
  const { full, new: own } = openBody(message, keyring);
  return composeReturned({
    ...notice,
    to: isAnother ? { name: '', address: author } : notice.to,
    customer: message.recipients.to?.[0] ?? notice.customer,
    why: effect.details.why as WhyReturned,
    subject: message.subject,
    text: own || full,
    url: contactUrl(portal, contact),
  });
}
