import type { Queryable } from '../database/types.ts';
import { sameAddress } from '../mail/addresses.ts';
import type { MailAddress, MailKind } from '../mail/types.ts';
import { addEffects, failEffect } from '../outbox/effects.ts';
import type { Portal } from '../portals/portals.ts';
import type { Contact } from './contacts.ts';
import { forwardTarget } from './forward-target.ts';
import type { Message } from './messages.ts';
import { createReplyToken, newestReplyTokenOfConversation, type ReplyToken } from './reply-tokens.ts';

// One conversation's replies are forwarded one by one up to here; above it a digest an hour tells the rep of the rest.
const FORWARDS_AN_HOUR = 20;

export type ForwardRequest = {
  portal: Portal;
  contact: Contact;
  /** The address that the reply went to: it says which rep gets the reply. */
  token: ReplyToken;
  messageId: string;
  recipients: MailAddress[];
  mailKind: MailKind;
};

/** Asks for the forward of a reply to its rep. Returns the effect to send now, or null where nothing is to be sent now. */
export async function askForForward(
  sql: Queryable,
  { portal, contact, token, messageId, recipients, mailKind }: ForwardRequest,
  { signingKey, now }: { signingKey: Buffer; now: Date },
): Promise<string | null> {
  if (!portal.settings.forward) return null;
  const { portalId, conversationId } = token;
  const about = { portalId, contactId: contact.id, conversationId, messageId };
  const fromPerson = mailKind === 'human' || mailKind === 'list';
  if (
    fromPerson &&
    (await forwardsSince(sql, conversationId, new Date(now.getTime() - 3_600_000))) >= FORWARDS_AN_HOUR
  ) {
    const hour = new Date(Math.ceil((now.getTime() + 1) / 3_600_000) * 3_600_000);
    const key = `digest:${conversationId}:${hour.toISOString()}`;
    await addEffects(
      sql,
      [{ ...about, kind: 'digest', key, details: { replyTokenId: token.id }, runAfter: hour }],
      now,
    );
    return null;
  }
  const target = await forwardTarget(sql, {
    portalId,
    sentBy: token.sentBy,
    ownerAddress: contact.ownerAddress,
    installerAddress: portal.installerAddress,
  });
  const tracking =
    target && portal.settings.trackAnswers && fromPerson
      ? await createReplyToken(
          sql,
          { portalId, conversationId, sentMessageId: null, sentBy: token.sentBy },
          { key: signingKey, now },
        )
      : null;
  // Machine mail is forwarded once a conversation and kind, so that two robots cannot fill a mailbox.
  const key = fromPerson ? `forward:${messageId}` : `forward:${conversationId}:${mailKind}`;
  const details = { replyTokenId: token.id };
  const added = await addEffects(sql, [{ ...about, kind: 'forward', key, replyTokenId: tracking?.id, details }], now);
  const effectId = added.get(key) ?? null;
  if (effectId && !target) {
    const nextStep = 'set_forward_address';
    const error = 'Nobody to forward this reply to.';
    await failEffect(sql, effectId, { state: 'needs_attention', error, nextStep }, now);
    return null;
  }
  if (effectId && target && recipients.some(({ address }) => sameAddress(address, target.address))) {
    await failEffect(sql, effectId, { state: 'cancelled', error: 'already addressed' }, now);
    return null;
  }
  return effectId;
}

/**
 * A mail whose words looked like a machine's is a person's after all, and of its kind another one may have been
 * forwarded in its place. Returns the effect to send, or null where this one was forwarded or never in doubt.
 */
export async function forwardAfterDoubt(
  sql: Queryable,
  { portal, contact, message }: { portal: Portal; contact: Contact; message: Message },
  options: { signingKey: Buffer; now: Date },
): Promise<string | null> {
  const { id: messageId, mailKind, mailKindCertain, recipients } = message;
  const wasInDoubt = mailKindCertain === false && mailKind !== 'human' && mailKind !== 'list';
  if (message.kind !== 'reply' || !wasInDoubt) return null;
  const [forwarded] = await sql`select 1 from effects where message_id = ${messageId} and kind = 'forward'`;
  const token = forwarded ? null : await newestReplyTokenOfConversation(sql, message.conversationId);
  if (!token) return null;
  const addressed = [...(recipients.to ?? []), ...(recipients.cc ?? [])];
  return askForForward(sql, { portal, contact, token, messageId, recipients: addressed, mailKind: 'human' }, options);
}

async function forwardsSince(sql: Queryable, conversationId: string, since: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from effects where conversation_id = ${conversationId} and kind = 'forward' and created_at > ${since}`;
  return row?.count ?? 0;
}
