import type { Queryable } from '../database/types.ts';
import { sameAddress } from '../mail/addresses.ts';
import type { MailAddress, MailKind } from '../mail/types.ts';
import { addEffects } from '../outbox/add-effects.ts';
import { reason } from '../outbox/reasons.ts';
import type { Tx } from '../queue.ts';
import { type Audience, readAudience } from './audience.ts';
import type { Message } from './messages.ts';
import { createReplyToken, newestReplyTokenOfConversation } from './reply-tokens.ts';

// One conversation's replies are forwarded one by one up to here; above it a digest an hour tells the rep of the rest.
const FORWARDS_AN_HOUR = 20;

const NOBODY = {
  state: 'needs_attention',
  reason: reason('nobody_to_forward_to'),
  nextStep: 'set_forward_address',
} as const;
const ALREADY_ADDRESSED = { state: 'cancelled', reason: reason('already_addressed') } as const;

export type ForwardRequest = {
  audience: Audience;
  messageId: string;
  recipients: MailAddress[];
  mailKind: MailKind;
};

/** Asks for the forward of a reply to its rep, at once or, above the cap, in the digest of the hour. */
export async function askForForward(
  tx: Tx,
  { audience, messageId, recipients, mailKind }: ForwardRequest,
  { signingKey, now }: { signingKey: Buffer; now: Date },
): Promise<void> {
  const { portal, contact, token, target } = audience;
  if (!portal.settings.forward) return;
  const { portalId, conversationId } = token;
  const about = { portalId, contactId: contact.id, conversationId, messageId };
  const fromPerson = mailKind === 'human' || mailKind === 'list';
  if (
    fromPerson &&
    (await forwardsSince(tx.sql, conversationId, new Date(now.getTime() - 3_600_000))) >= FORWARDS_AN_HOUR
  ) {
    const hour = new Date(Math.ceil((now.getTime() + 1) / 3_600_000) * 3_600_000);
    const key = `digest:${conversationId}:${hour.toISOString()}`;
    await addEffects(tx, [{ ...about, kind: 'digest', key, details: { replyTokenId: token.id }, runAfter: hour }], now);
    return;
  }
  const problem = !target
    ? NOBODY
    : recipients.some(({ address }) => sameAddress(address, target.address))
      ? ALREADY_ADDRESSED
      : null;
  const tracking =
    !problem && portal.settings.trackAnswers && fromPerson
      ? await createReplyToken(
          tx.sql,
          { portalId, conversationId, sentMessageId: null, sentBy: token.sentBy },
          { key: signingKey, now },
        )
      : null;
  // Machine mail is forwarded once a conversation and kind, so that two robots cannot fill a mailbox.
  const key = fromPerson ? `forward:${messageId}` : `forward:${conversationId}:${mailKind}`;
  const forward = {
    ...about,
    kind: 'forward',
    key,
    replyTokenId: tracking?.id,
    details: { replyTokenId: token.id },
  } as const;
  await addEffects(tx, [{ ...forward, ...problem }], now);
}

/**
 * A mail whose words looked like a machine's is a person's after all, and of its kind another one may have been
 * forwarded in its place: then this one is forwarded now.
 */
export async function forwardAfterDoubt(
  tx: Tx,
  message: Message,
  options: { signingKey: Buffer; now: Date },
): Promise<void> {
  const { id: messageId, mailKind, mailKindCertain, recipients } = message;
  const wasInDoubt = mailKindCertain === false && mailKind !== 'human' && mailKind !== 'list';
  if (message.kind !== 'reply' || !wasInDoubt) return;
  const [forwarded] = await tx.sql`select 1 from effects where message_id = ${messageId} and kind = 'forward'`;
  const token = forwarded ? null : await newestReplyTokenOfConversation(tx.sql, message.conversationId);
  if (!token) return;
  const addressed = [...(recipients.to ?? []), ...(recipients.cc ?? [])];
  const audience = await readAudience(tx.sql, token);
  await askForForward(tx, { audience, messageId, recipients: addressed, mailKind: 'human' }, options);
}

async function forwardsSince(sql: Queryable, conversationId: string, since: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from effects where conversation_id = ${conversationId} and kind = 'forward' and created_at > ${since}`;
  return row?.count ?? 0;
}
