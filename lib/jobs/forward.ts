import { type Attachment, listAttachments, readAttachment } from '../conversations/attachments.ts';
import { readAudience } from '../conversations/audience.ts';
import { openBody } from '../conversations/message-bodies.ts';
import { getMessage, isFullyRead, type Message, newestReplies } from '../conversations/messages.ts';
import {
  deriveReplyToken,
  getReplyTokens,
  newestReplyTokenOfConversation,
  type ReplyToken,
  recordAnswered,
} from '../conversations/reply-tokens.ts';
import { contactUrl, homeUrl } from '../hubspot/links.ts';
import { getQuarantined, type Quarantined } from '../intake/quarantine.ts';
import { open } from '../keyring.ts';
import { sortAttachments } from '../mail/outgoing/forward/attached.ts';
import { composeForward } from '../mail/outgoing/forward/compose.ts';
import type { AnswerWay } from '../mail/outgoing/forward/input.ts';
import type { OutgoingMail } from '../mail/outgoing/mail.ts';
import { composeDigest, composeNotice } from '../mail/outgoing/notices.ts';
import { makeLink, makeOpenLink } from '../mail/own-marks/links.ts';
import { LOOP_HEADER, noticeAddress } from '../mail/own-marks/loop.ts';
import { ownMessageId, signedMessageId } from '../mail/own-marks/message-ids.ts';
import { replyAddress } from '../mail/own-marks/reply-address.ts';
import { type ClaimedEffect, failEffect, markSending, settleEffects } from '../outbox/effects.ts';
import { LEASE_MS } from '../outbox/hold.ts';
import { reason } from '../outbox/reasons.ts';
import { answerQuestion, returnedAnswer } from './answer-mails.ts';
import { confirmation } from './confirmation.ts';
import type { JobContext } from './context.ts';
import { leavingNotice } from './leaving.ts';
import { composed, retryLater, takeAndSend } from './mail-attempts.ts';

const THREAD = 6;

/**
 * Sends one mail to a rep: a reply, the notice of a late one, a digest, or the question whether an address is theirs.
 * After a crash between SendGrid's answer and our mark it is sent again: a duplicate beats a loss.
 */
export async function forward(context: JobContext, { effectId }: { effectId: string }): Promise<SentMail | null> {
  await context.pass('forward');
  return (await takeAndSend(context, 'forward', effectId, (effect) => forwardTaken(context, effect))) ?? null;
}

/** What SendGrid has just taken. */
export type SentMail = { kind: ClaimedEffect['kind']; at: Date };

async function forwardTaken(context: JobContext, effect: ClaimedEffect): Promise<SentMail | null> {
  const { sql, now } = context;
  const mail = await composed(context, effect, () => compose(context, effect));
  if (mail === undefined) return null;
  if (mail === null) {
    const nobody = reason('nobody_to_forward_to');
    const failure = { state: 'needs_attention', reason: nobody, nextStep: 'set_forward_address' } as const;
    await failEffect(sql, effect, failure, now());
    return null;
  }
  if (!(await markSending(sql, effect, { now: now(), leaseMs: LEASE_MS }))) return null;
  try {
    const { id } = await context.sendMail(mail, { effectId: effect.id });
    const at = now();
    await settleEffects(sql, [{ id: effect.id, resultId: id }], at);
    return { kind: effect.kind, at };
  } catch (error) {
    await retryLater(context, effect, error, { unknown: 'again' });
    return null;
  }
}

async function compose(context: JobContext, effect: ClaimedEffect): Promise<OutgoingMail | null> {
  const { sql, replyDomain, signingKey } = context;
  if (effect.kind === 'confirmation') return confirmation(context, effect);
  if (effect.details.type === 'left') return leavingNotice(context, effect);
  const { token, own } = await tokensOf(context, effect);
  if (!token) return null;
  const { portal, contact, target } = await readAudience(sql, token);
  if (!target) return null;
  const notice = {
    to: { name: '', address: target.address },
    sender: own?.takesAnswers ? own.address : noticeAddress(context.mailDomain),
    messageId: ownMessageId(effect.id, signingKey, replyDomain),
    language: portal.settings.language,
    loopHeader: LOOP_HEADER,
  };
  const customer = { name: contact.name, address: contact.addresses[0] ?? '' };
  if (effect.kind === 'notice') {
    const late = await getQuarantined(sql, String(effect.details.quarantineId));
    const from = { name: contact.name, address: late?.fromAddress ?? customer.address };
    const excerpt = late?.excerpt ? open(late.excerpt, context.keyring).toString() : '';
    const listUrl = `${homeUrl(portal, context.hubSpotAppId)}/late`;
    const url = late ? lateUrl(context, late) : listUrl;
    return composeNotice({ ...notice, customer: from, subject: late?.subject ?? '', excerpt, url, listUrl });
  }
  if (effect.kind === 'answer_question') return answerQuestion(context, effect, { ...notice, customer });
  if (effect.kind === 'answer_returned') return returnedAnswer(context, effect, { ...notice, customer }, token.sentBy);
  if (effect.kind === 'digest') {
    await answersNewestReply(context, effect);
    const count = await repliesUnforwarded(context, effect);
    return composeDigest({ ...notice, customer, count, url: contactUrl(portal, contact) });
  }
  const message = effect.messageId ? await getMessage(sql, effect.messageId) : null;
  if (!message) return null;
  const { full: text, html } = openBody(message, context.keyring);
  const shown = await context.mailReader.show({ subject: message.subject, html, text });
  return composeForward({
    ...notice,
    mail: { ...asMail(context, message), ...shown, attachments: await filesOf(context, message, shown.html) },
    trust: message.trust ?? 'unknown',
    way: answerWay(own, context.mailDomain),
    repIds: await idsInRepsMailbox(context, message, effect),
    openUrl: `${context.publicUrl}/o/${makeOpenLink(message.id, signingKey)}`,
    fullyRead: isFullyRead(message),
    linkTo: ({ id, expiresAt }) =>
      `${context.publicUrl}/attachments/${makeLink('attachment', id, signingKey, expiresAt)}`,
  });
}

const LATE_LINK_DAYS = 30;

/** The page whose button adds a late reply to its contact. */
function lateUrl({ publicUrl, signingKey }: JobContext, { id, receivedAt }: Quarantined): string {
  const expiresAt = new Date(receivedAt.getTime() + LATE_LINK_DAYS * 86_400_000);
  return `${publicUrl}/webhooks/late/${makeLink('late', id, signingKey, expiresAt)}`;
}

/** Our address for this one mail; an answer to it is taken unless the rep answers from an address of their own. */
type OwnAddress = { address: string; takesAnswers: boolean };

/**
 * `token`: the address that the customer wrote to; whoever sent it is the rep. Others may have written in the conversation
 * since. `own`: ours for this one mail.
 */
async function tokensOf(
  { sql, signingKey, replyDomain }: JobContext,
  { details, replyTokenId, conversationId }: ClaimedEffect,
): Promise<{ token: ReplyToken | null; own: OwnAddress | null }> {
  const answeredId = typeof details.replyTokenId === 'string' ? details.replyTokenId : null;
  const tokens = await getReplyTokens(
    sql,
    [answeredId, replyTokenId].filter((id) => id !== null),
  );
  const answered = tokens.find(({ id }) => id === answeredId);
  const own = tokens.find(({ id }) => id === replyTokenId);
  const token = answered ?? (conversationId ? await newestReplyTokenOfConversation(sql, conversationId) : null);
  if (!own) return { token, own: null };
  const address = replyAddress(deriveReplyToken(signingKey, own.id), replyDomain);
  return { token, own: { address, takesAnswers: own.kind === 'rep' } };
}

/** Whoever answers a digest answers the newest of what it tells of. */
async function answersNewestReply({ sql }: JobContext, { conversationId, replyTokenId }: ClaimedEffect): Promise<void> {
  const [newest] = conversationId ? await newestReplies(sql, conversationId, 1) : [];
  if (newest && replyTokenId) await recordAnswered(sql, replyTokenId, newest.id);
}

/** As it was decided when the reply came: a later change of the setting moves no mail that is on its way. */
function answerWay(own: OwnAddress | null, mailDomain: string): AnswerWay {
  return own?.takesAnswers
    ? { through: 'reply_tracking', address: own.address }
    : { through: 'own_address', sender: noticeAddress(mailDomain), trackedAddress: own?.address ?? null };
}

/** What the rep's mailbox holds of the thread: the forwards before this one, and what the rep wrote. */
async function idsInRepsMailbox(
  { sql, signingKey, replyDomain }: JobContext,
  { conversationId, receivedAt }: Message,
  { id: effectId }: ClaimedEffect,
): Promise<string[]> {
  const rows = await sql<{ effect_id: string | null; rep_message_id: string | null }[]>`
    select e.id as effect_id, null as rep_message_id, e.created_at as at from effects e
    where e.conversation_id = ${conversationId} and e.kind = 'forward' and e.state = 'done' and e.id <> ${effectId}
    union all
    select null, m.rep_message_id, m.received_at from messages m
    where m.conversation_id = ${conversationId} and m.rep_message_id is not null and m.received_at <= ${receivedAt}
    order by at desc limit ${THREAD}`;
  return rows.reverse().map((row) => row.rep_message_id ?? ownMessageId(row.effect_id!, signingKey, replyDomain));
}

function asMail({ signingKey, replyDomain }: JobContext, message: Message) {
  const signed = (ids: string[]) => ids.map((id) => signedMessageId(id, signingKey, replyDomain));
  return {
    from: { name: message.author.name, address: message.author.address ?? '' },
    replyTo: message.recipients.replyTo ?? [],
    to: message.recipients.to ?? [],
    cc: message.recipients.cc ?? [],
    messageId: message.messageId,
    inReplyTo: signed(message.inReplyTo),
    references: signed(message.referenceIds),
  };
}

/** A file that travels as a link is not read: 22 MB would be opened for nothing. */
async function filesOf(
  { sql, keyring, now, attachmentDays }: JobContext,
  { id: messageId }: Message,
  html: string | null,
): Promise<(Attachment & { content: Uint8Array; expiresAt: Date })[]> {
  const expiresAt = new Date(now().getTime() + attachmentDays * 86_400_000);
  const all = await listAttachments(sql, [messageId]);
  const attached = new Set(sortAttachments(all, html).attached.map(({ file }) => file.id));
  const files = [];
  for (const file of all) {
    const content = attached.has(file.id) ? await readAttachment(sql, file.id, keyring) : new Uint8Array();
    files.push({ ...file, content, expiresAt });
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
