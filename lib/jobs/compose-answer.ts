import { listAttachments, readAttachment } from '../conversations/attachments.ts';
import { contactOfConversation } from '../conversations/contacts.ts';
import { openBody } from '../conversations/message-bodies.ts';
import { getMessage } from '../conversations/messages.ts';
import { deriveReplyToken, getReplyToken } from '../conversations/reply-tokens.ts';
import { findSuppression } from '../conversations/suppressions.ts';
import { sameAddress } from '../mail/addresses.ts';
import { composeAnswer } from '../mail/outgoing/answer.ts';
import type { OutgoingAttachment, OutgoingMail } from '../mail/outgoing/mail.ts';
import { ownMessageId, signedMessageId } from '../mail/own-marks/message-ids.ts';
import { replyAddress } from '../mail/own-marks/reply-address.ts';
import type { ClaimedEffect } from '../outbox/effects.ts';
import { type Reason, reason } from '../outbox/reasons.ts';
import type { JobContext } from './context.ts';

/** A rep's answer as the customer gets it; or why it may not go any more. */
export async function composedAnswer(
  context: JobContext,
  effect: ClaimedEffect,
): Promise<{ mail: OutgoingMail } | { not: Reason }> {
  const { sql, signingKey, keyring, mailDomain, replyDomain } = context;
  await context.pass('relay');
  const message = effect.messageId ? await getMessage(sql, effect.messageId) : null;
  const token = effect.replyTokenId ? await getReplyToken(sql, effect.replyTokenId) : null;
  const to = message?.recipients.to?.[0];
  if (!message || !token || !to) return { not: reason('contact_gone') };
  const contact = await contactOfConversation(sql, message.conversationId);
  if (contact.deadAddresses.some((dead) => sameAddress(dead, to.address))) return { not: reason('dead_address') };
  // An opt-out stops what nobody is about to send at this moment; who writes a mail of their own decides for themselves.
  if (effect.details.composed === true && (await findSuppression(sql, message.portalId, to.address)))
    return { not: reason('not_mailable') };
  const body = openBody(message, keyring);
  const signed = (ids: string[]) => ids.map((id) => signedMessageId(id, signingKey, replyDomain));
  const mail = composeAnswer({
    rep: { name: token.sentBy.name || message.author.name, address: token.sentBy.address },
    to,
    cc: message.recipients.cc ?? [],
    replyAddress: replyAddress(deriveReplyToken(signingKey, token.id), replyDomain),
    fromDomain: mailDomain,
    subject: message.subject,
    text: body.full,
    html: body.html,
    attachments: await filesOf(context, message.id, body.html),
    messageId: ownMessageId(message.id, signingKey, replyDomain),
    inReplyTo: signed(message.inReplyTo),
    references: signed(message.referenceIds),
  });
  return { mail };
}

/** All of them: what a rep attaches is the rep's word. SendGrid refuses a file without content. */
async function filesOf(
  { sql, keyring }: JobContext,
  messageId: string,
  html: string | null,
): Promise<OutgoingAttachment[]> {
  const files: OutgoingAttachment[] = [];
  for (const { id, filename, contentType, contentId, inline, size } of await listAttachments(sql, [messageId])) {
    if (size === 0) continue;
    const content = await readAttachment(sql, id, keyring);
    const shown = inline && contentId !== null && (html?.includes(`cid:${contentId}`) ?? false);
    files.push({ filename, contentType, content, inline: shown, ...(shown && contentId ? { contentId } : {}) });
  }
  return files;
}
