import { type Attachment, listAttachments, readAttachment } from '../conversations/attachments.ts';
import { readAudience } from '../conversations/audience.ts';
import { openBody } from '../conversations/message-bodies.ts';
import { getMessage, isFullyRead, type Message } from '../conversations/messages.ts';
import {
  deriveReplyToken,
  getReplyToken,
  newestReplyTokenOfConversation,
  type ReplyToken,
} from '../conversations/reply-tokens.ts';
import { contactUrl, homeUrl } from '../hubspot/links.ts';
import { getQuarantined } from '../intake/quarantine.ts';
import { composeForward } from '../mail/outgoing/forward/compose.ts';
import type { OutgoingMail } from '../mail/outgoing/mail.ts';
import { composeDigest, composeNotice } from '../mail/outgoing/notices.ts';
import { makeLink } from '../mail/own-marks/links.ts';
import { LOOP_HEADER, noticeAddress } from '../mail/own-marks/loop.ts';
import { ownMessageId, signedMessageId } from '../mail/own-marks/message-ids.ts';
import { replyAddress } from '../mail/own-marks/reply-address.ts';
import { type ClaimedEffect, claimEffect, failEffect, markSending, settleEffects } from '../outbox/effects.ts';
import { reason } from '../outbox/reasons.ts';
import { confirmation } from './confirmation.ts';
import type { JobContext } from './context.ts';
import { leavingNotice } from './leaving.ts';
import { composed, LEASE_MS, retryLater } from './mail-attempts.ts';

/**
 * Sends one mail to a rep: a reply, the notice of a late one, a digest, or the question whether an address is theirs. After a crash between SendGrid's answer and
 * our mark it is sent again: a duplicate beats a loss.
 */
export async function forward(context: JobContext, { effectId }: { effectId: string }): Promise<void> {
  const { sql, now } = context;
  await context.pass('forward');
  const effect = await claimEffect(sql, { id: effectId, now: now(), leaseMs: LEASE_MS });
  if (!effect) return;
  const mail = await composed(context, effect, () => compose(context, effect));
  if (mail === undefined) return;
  if (mail === null) {
    const nobody = reason('nobody_to_forward_to');
    const failure = { state: 'needs_attention', reason: nobody, nextStep: 'set_forward_address' } as const;
    return failEffect(sql, effect, failure, now());
  }
  if (!(await markSending(sql, effect, { now: now(), leaseMs: LEASE_MS }))) return;
  try {
    const { id } = await context.sendMail(mail, { effectId: effect.id });
    await settleEffects(sql, [{ id: effect.id, resultId: id }], now());
  } catch (error) {
    await retryLater(context, effect, error, { unknown: 'again' });
  }
}

async function compose(context: JobContext, effect: ClaimedEffect): Promise<OutgoingMail | null> {
  const { sql, mailDomain, replyDomain, signingKey } = context;
  if (effect.kind === 'confirmation') return confirmation(context, effect);
  if (effect.details.type === 'left') return leavingNotice(context, effect);
  const token = await tokenAnswered(context, effect);
  if (!token) return null;
  const { portal, contact, target } = await readAudience(sql, token);
  if (!target) return null;
  const notice = {
    to: { name: '', address: target.address },
    sender: noticeAddress(mailDomain),
    messageId: ownMessageId(effect.id, signingKey, replyDomain),
    language: portal.settings.language,
    loopHeader: LOOP_HEADER,
  };
  const customer = { name: contact.name, address: contact.addresses[0] ?? '' };
  if (effect.kind === 'notice') {
    const late = await getQuarantined(sql, String(effect.details.quarantineId));
    const from = { name: contact.name, address: late?.fromAddress ?? customer.address };
    const url = homeUrl(portal, context.hubSpotAppId);
    return composeNotice({ ...notice, customer: from, subject: late?.subject ?? '', url });
  }
  if (effect.kind === 'digest') {
    const count = await repliesUnforwarded(context, effect);
    return composeDigest({ ...notice, customer, count, url: contactUrl(portal, contact) });
  }
  const message = effect.messageId ? await getMessage(sql, effect.messageId) : null;
  if (!message) return null;
  const tracked = effect.replyTokenId
    ? replyAddress(deriveReplyToken(signingKey, effect.replyTokenId), replyDomain)
    : null;
  const { full: text, new: newText, html } = openBody(message, context.keyring);
  const shown = await context.mailReader.show({ subject: message.subject, html, text, newText });
  return composeForward({
    ...notice,
    mail: { ...asMail(context, message), ...shown, attachments: await filesOf(context, message) },
    newText: shown.newText,
    kind: message.mailKind ?? 'human',
    fullyRead: isFullyRead(message),
    trust: { trust: message.trust ?? 'unknown', authenticatedDomain: message.authenticatedDomain },
    trackedAddress: tracked,
    timeZone: portal.timeZone,
    contactUrl: contactUrl(portal, contact),
    replyDomain,
    linkTo: ({ id, expiresAt }) =>
      `${context.publicUrl}/attachments/${makeLink('attachment', id, signingKey, expiresAt)}`,
  });
}

/** The address that the customer wrote to: whoever sent it is the rep. Others may have written in the conversation since. */
async function tokenAnswered({ sql }: JobContext, effect: ClaimedEffect): Promise<ReplyToken | null> {
  const { replyTokenId } = effect.details;
  const answered = typeof replyTokenId === 'string' ? await getReplyToken(sql, replyTokenId) : null;
  return answered ?? (effect.conversationId ? newestReplyTokenOfConversation(sql, effect.conversationId) : null);
}

function asMail({ signingKey, replyDomain }: JobContext, message: Message) {
  const signed = (ids: string[]) => ids.map((id) => signedMessageId(id, signingKey, replyDomain));
  return {
    from: { name: message.author.name, address: message.author.address ?? '' },
    replyTo: message.recipients.replyTo ?? [],
    to: message.recipients.to ?? [],
    cc: message.recipients.cc ?? [],
    date: message.occurredAt,
    messageId: message.messageId,
    inReplyTo: signed(message.inReplyTo),
    references: signed(message.referenceIds),
  };
}

async function filesOf({ sql, keyring, now, attachmentDays }: JobContext, message: Message) {
  const expiresAt = new Date(now().getTime() + attachmentDays * 86_400_000);
  const files: (Attachment & { content: Uint8Array; expiresAt: Date })[] = [];
  for (const attachment of await listAttachments(sql, [message.id])) {
    files.push({ ...attachment, content: await readAttachment(sql, attachment.id, keyring), expiresAt });
  }
  return files;
}

/** Replies of the hour before the digest that were not forwarded one by one. */
async function repliesUnforwarded({ sql }: JobContext, effect: ClaimedEffect): Promise<number> {
  const since = new Date(effect.runAfter.getTime() - 3_600_000);
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from messages m
    where m.conversation_id = ${effect.conversationId} and m.kind = 'reply' and m.received_at > ${since}
      and not exists (select 1 from effects e where e.message_id = m.id and e.kind = 'forward')`;
  return row?.count ?? 0;
}
