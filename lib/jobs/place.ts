import { keepAnswer } from '../conversations/answers.ts';
import { contactOfConversation } from '../conversations/contacts.ts';
import { repAddresses } from '../conversations/forward-target.ts';
import { sentBefore } from '../conversations/messages.ts';
import { storeReply } from '../conversations/replies.ts';
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
import { findPlacement, type Placement } from '../intake/placement.ts';
import { markAttached } from '../intake/quarantine.ts';
import { quarantineUnplaced } from '../intake/quarantine-unplaced.ts';
import { isBlocked } from '../mail/incoming/attachments.ts';
import { decodePost } from '../mail/incoming/decode-post.ts';
import { LOOP_HEADER } from '../mail/own-marks/loop.ts';
import { findOwnMessageIds, readOwnMessageId } from '../mail/own-marks/message-ids.ts';
import { redactTokens } from '../mail/own-marks/redact.ts';
import { findTokens } from '../mail/own-marks/reply-address.ts';
import type { ReplyText } from '../mail/reply-text/index.ts';
import { isRep, judgeTrust } from '../mail/sender/trust.ts';
import type { InboundPost, IncomingMail, MailAddress } from '../mail/types.ts';
import { judgeMail } from '../mail/verdict/index.ts';
import { readPortal } from '../portals/portals.ts';
import type { JobContext } from './context.ts';

// After this many crashes on one mail it is set aside for the operator, so that a poisoned mail cannot circle for ever.
const MAX_ATTEMPTS = 5;
const QUOTABLE_MAILS = 5;

type Unplaced = Exclude<Placement, { kind: 'conversation' }>;
type Arrived = { inbound: StoredInbound; post: InboundPost; mail: IncomingMail };

/** Reads a kept post, finds the conversation it belongs to, and stores it there as a reply or as the rep's own answer. */
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
  const post = await decodePost(inbound.body, inbound.contentType);
  const mail = await context.mailReader.read(post);
  const arrived = { inbound, post, mail };
  const sentMessageIds = findOwnMessageIds(mail, context.replyDomain).flatMap(
    (id) => readOwnMessageId(id, context.signingKey, context.replyDomain) ?? [],
  );
  const tokens = findTokens({ envelope: post.envelope, mail }, context.replyDomain);
  const at = inbound.attached ? new Date(0) : now();
  const placement = await findPlacement(sql, { tokens, sentMessageIds }, { key: context.signingKey, now: at });
  if (placement.kind === 'unplaced' && (await isErasedToken(sql, tokens, context.signingKey))) {
    await removeInbound(sql, [inboundId]);
    log.info({ inboundId, dropped: 'erased' }, 'a mail to the address of an erased contact was dropped');
    return;
  }
  if (placement.kind !== 'conversation') return setAside(context, arrived, placement);

  const [portal, contact] = await Promise.all([
    readPortal(sql, placement.token.portalId),
    contactOfConversation(sql, placement.token.conversationId),
  ]);
  if (portal.state === 'uninstalled') {
    await recordInboundOutcome(
      sql,
      inboundId,
      { state: 'dropped', outcome: 'uninstalled', portalId: portal.portalId },
      now(),
    );
    log.info({ inboundId, dropped: 'uninstalled' }, 'a mail for an account that left was dropped');
    return;
  }
  const text = await newText(context, mail, placement.token.conversationId);
  const verdict = judgeMail({
    mail,
    envelope: post.envelope,
    newText: text.new,
    own: { domains: [context.replyDomain], loopHeader: LOOP_HEADER, messageIdDomain: context.replyDomain },
  });
  if (verdict.kind === 'loop') {
    await recordInboundOutcome(sql, inboundId, { state: 'dropped', outcome: 'loop', portalId: portal.portalId }, now());
    log.info({ inboundId, dropped: 'loop' }, 'a mail of our own came back and was dropped');
    return;
  }
  const facts = { from: mail.from, envelopeFrom: post.envelope.from, spf: post.spf, dkim: post.dkim };
  const reps = await repAddresses(sql, {
    portalId: portal.portalId,
    sentBy: placement.token.sentBy,
    ownerAddress: contact.ownerAddress,
    installerAddress: portal.installerAddress,
  });
  const isAnswer = isRep({ ...facts, repAddresses: reps });
  // A rep's absence note answers nobody: it must not end the customer's waiting.
  if (isAnswer && verdict.certain && verdict.kind !== 'human' && verdict.kind !== 'list') {
    const settled = { state: 'dropped', outcome: 'rep_machine', portalId: portal.portalId } as const;
    await recordInboundOutcome(sql, inboundId, settled, now());
    log.info({ inboundId, dropped: 'rep_machine' }, 'an automatic mail of a rep was dropped');
    return;
  }
  const arrival = {
    portal,
    contact,
    token: placement.token,
    inboundId,
    receivedAt: inbound.receivedAt,
    mail: redactMail(mail, context.replyDomain),
    text,
  };

  await context.queue.transact(async (tx) => {
    const settled = { state: 'placed', outcome: isAnswer ? 'answer' : 'reply', portalId: portal.portalId } as const;
    if (!(await recordInboundOutcome(tx.sql, inboundId, settled, now()))) return;
    if (isAnswer) return keepAnswer(tx, arrival, now());
    const trust = judgeTrust({ ...facts, knownAddresses: contact.addresses });
    const attachments = mail.attachments.map((one) => ({ ...one, blocked: isBlocked(one) }));
    const options = { signingKey: context.signingKey, attachmentDays: context.attachmentDays, now: now() };
    const returnsOwnMail = mail.returnedMessageIds.some((id) =>
      readOwnMessageId(id, context.signingKey, context.replyDomain),
    );
    const messageId = await storeReply(tx, { ...arrival, attachments, verdict, trust, returnsOwnMail }, options);
    if (inbound.attached) await markAttached(tx.sql, inboundId, messageId);
  });
}

async function setAside(context: JobContext, { inbound, mail }: Arrived, placement: Unplaced): Promise<void> {
  const at = context.now();
  const subject = redactTokens(mail.subject, context.replyDomain);
  const kept = {
    inboundId: inbound.id,
    receivedAt: inbound.receivedAt,
    fromAddress: mail.from?.address ?? null,
    subject,
  };
  await context.queue.transact((tx) => quarantineUnplaced(tx, kept, placement, at));
}

async function newText(context: JobContext, mail: IncomingMail, conversationId: string): Promise<ReplyText> {
  const sent = await sentBefore(context.sql, conversationId, QUOTABLE_MAILS);
  const text = await context.mailReader.split({
    text: mail.text,
    html: mail.html,
    sent: sent.map((message) => ({ text: message.textFull, marker: message.id })),
  });
  const redact = (part: string) => redactTokens(part, context.replyDomain);
  return {
    ...text,
    full: redact(text.full),
    new: redact(text.new),
    quoted: redact(text.quoted),
    signature: redact(text.signature),
    hidden: text.hidden === undefined ? undefined : redact(text.hidden),
  };
}

function redactMail(mail: IncomingMail, replyDomain: string): IncomingMail {
  const redact = (text: string) => redactTokens(text, replyDomain);
  const redactAll = (list: MailAddress[]) =>
    list.map(({ name, address }) => ({ name: redact(name), address: redact(address) }));
  return {
    ...mail,
    to: redactAll(mail.to),
    cc: redactAll(mail.cc),
    replyTo: redactAll(mail.replyTo),
    subject: redact(mail.subject),
    html: mail.html === null ? null : redact(mail.html),
  };
}
