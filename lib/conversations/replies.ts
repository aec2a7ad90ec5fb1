import type { Queryable } from '../database/index.ts';
import { sameAddress } from '../mail/addresses.ts';
import { believableDate } from '../mail/incoming/mail-date.ts';
import type { ReplyText } from '../mail/reply-text/index.ts';
import { type IncomingMail, type MailVerdict, NOT_FULLY_READ, type TrustVerdict } from '../mail/types.ts';
import { addEffects } from '../outbox/effects.ts';
import type { Portal } from '../portals/portals.ts';
import { type NewAttachment, storeAttachments } from './attachments.ts';
import type { Audience } from './audience.ts';
import { type Contact, countReply, markAddressDead } from './contacts.ts';
import { markWaiting } from './conversations.ts';
import { askForForward } from './forwards.ts';
import { waitForHubSpotsLog } from './logged-by-hubspot.ts';
import { addMessage, isTrusted } from './messages.ts';
import { changeStatus } from './status.ts';

export type IncomingReply = {
  audience: Audience;
  inboundId: string;
  receivedAt: Date;
  mail: IncomingMail;
  attachments: NewAttachment[];
  text: ReplyText;
  verdict: MailVerdict;
  trust: TrustVerdict;
  /** A delivery report about a mail that we sent. */
  returnsOwnMail: boolean;
};

export type ReplyOptions = { signingKey: Buffer; attachmentDays: number; now: Date };

/** What the caller has to wake after the commit. */
export type StoredReply = { messageId: string; forwardEffectId: string | null; analyze: boolean; sync: boolean };

/** Stores a reply with its attachments and asks for what has to follow. Nothing leaves from here. */
export async function storeReply(sql: Queryable, reply: IncomingReply, options: ReplyOptions): Promise<StoredReply> {
  const { audience, mail, text, verdict, trust } = reply;
  const { portal, contact, token } = audience;
  const { now } = options;
  const messageId = await addMessage(sql, {
    portalId: portal.portalId,
    conversationId: token.conversationId,
    contactId: contact.id,
    kind: 'reply',
    direction: 'incoming',
    author: { name: mail.from?.name ?? '', address: mail.from?.address ?? '' },
    recipients: { to: mail.to, cc: mail.cc, replyTo: mail.replyTo },
    subject: mail.subject,
    textFull: text.full,
    textNew: text.new,
    textQuoted: text.quoted,
    textSignature: text.signature,
    textHidden: text.hidden ?? '',
    html: mail.html,
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    referenceIds: mail.references,
    mailKind: verdict.kind,
    mailKindCertain: verdict.certain,
    mailKindEvidence: verdict.evidence,
    absence: verdict.absence,
    trust: trust.trust,
    trustEvidence: trust.evidence,
    authenticatedDomain: trust.authenticatedDomain,
    inboundId: reply.inboundId,
    occurredAt: believableDate(mail.date, reply.receivedAt),
    receivedAt: reply.receivedAt,
  });
  const expiresAt = new Date(now.getTime() + options.attachmentDays * 86_400_000);
  await storeAttachments(sql, { portalId: portal.portalId, messageId, expiresAt }, reply.attachments);
  // Anybody can write a delivery report; one that returns a mail of ours, by its signed Message-ID, is believed.
  for (const { recipient, permanent } of reply.returnsOwnMail ? verdict.bounce : []) {
    const dead = permanent && contact.addresses.find((address) => sameAddress(address, recipient));
    if (dead) await markAddressDead(sql, contact.id, dead);
  }
  if (verdict.kind === 'receipt') return { messageId, forwardEffectId: null, analyze: false, sync: false };

  const trusted = isTrusted({ trust: trust.trust, acceptedAt: null });
  if (trusted && isPerson(verdict) && !verdict.evidence.includes(NOT_FULLY_READ))
    await countAsReply(
      sql,
      { messageId, contact, portal, conversationId: token.conversationId, receivedAt: reply.receivedAt },
      now,
    );
  const about = { portalId: portal.portalId, contactId: contact.id, conversationId: token.conversationId, messageId };
  await addEffects(
    sql,
    [
      {
        ...about,
        kind: 'email_object',
        key: `email:${messageId}`,
        ...waitForHubSpotsLog(audience, reply),
        state: trust.trust === 'failed' ? 'held' : 'pending',
      },
    ],
    now,
  );
  return {
    messageId,
    forwardEffectId: await askForForward(
      sql,
      { audience, messageId, recipients: [...mail.to, ...mail.cc], verdict },
      options,
    ),
    analyze: isPerson(verdict) || !verdict.certain,
    sync: true,
  };
}

const isPerson = ({ kind }: MailVerdict): boolean => kind === 'human' || kind === 'list';

/**
 * Counts a reply as the customer's answer: number of replies, since when it waits, outreach status. Once a message, also
 * when a sender is accepted or a suspicion of machine mail turns out wrong later.
 */
export async function countAsReply(
  sql: Queryable,
  {
    messageId,
    contact,
    portal,
    conversationId,
    receivedAt,
  }: {
    messageId: string;
    contact: Contact;
    portal: Portal;
    conversationId: string;
    receivedAt: Date;
  },
  now: Date,
): Promise<void> {
  const counted =
    await sql`update messages set counted_at = ${now} where id = ${messageId} and counted_at is null returning id`;
  if (counted.length === 0) return;
  await countReply(sql, contact.id, receivedAt);
  await markWaiting(sql, conversationId, receivedAt);
  if (portal.settings.automaticStatus) {
    await changeStatus(sql, { contact, conversationId, to: 'replied', author: null, writeProperty: false }, now);
  }
}
