import type { Queryable } from '../database/types.ts';
import type { Keyring } from '../keyring.ts';
import { addEffects } from '../outbox/add-effects.ts';
import type { Portal } from '../portals/portals.ts';
import type { Tx } from '../queue.ts';
import { type ContactFacts, upsertContact } from './contacts.ts';
import { openConversation } from './conversations.ts';
import { currentAnalysis } from './current-analysis.ts';
import { sealBody } from './message-bodies.ts';
import { addMessage } from './messages.ts';
import { createReplyToken, type Rep } from './reply-tokens.ts';
import { findSuppression } from './suppressions.ts';
import { waits } from './waits.ts';

export type Recipient = ContactFacts & {
  /** HubSpot's `hs_email_optout`. */
  optedOut: boolean;
};

export type TrackedEmail = {
  portal: Portal;
  recipient: Recipient;
  rep: Rep;
  subject: string;
  text: string;
  /** The thread to go on with; without it the contact's newest with the same subject, else a new one. */
  conversationId?: string | null;
  /** Sent by a workflow: then it is held while a reply waits that needs handling. */
  automated: boolean;
  /** One click or one workflow call; the same key sends once. */
  key: string;
};

export type SendRefusal = 'opted_out' | 'suppressed' | 'no_address' | 'dead_address' | 'capped';
export type SendOutcome =
  | { outcome: 'queued' | 'held'; messageId: string; conversationId: string; replyTokenId: string }
  | { outcome: SendRefusal };

/** Stores a tracked email with its reply address and asks for its sending; or says by name why it may not go out. */
export async function queueTrackedSend(
  tx: Tx,
  email: TrackedEmail,
  { signingKey, keyring, now }: { signingKey: Buffer; keyring: Keyring; now: Date },
): Promise<SendOutcome> {
  const { portal, recipient, rep } = email;
  const { portalId } = portal;
  const key = `send:${email.key}`;
  // Locks the contact's row: of two requests with one key the second finds what the first has stored.
  const contact = await upsertContact(tx.sql, portalId, recipient, now);
  const earlier = await findSend(tx.sql, portalId, key);
  if (earlier) return earlier;
  const address = recipient.addresses[0]?.toLowerCase();
  if (!address) return { outcome: 'no_address' };
  if (recipient.optedOut) return { outcome: 'opted_out' };
  if (await findSuppression(tx.sql, portalId, address)) return { outcome: 'suppressed' };
  if (contact.deadAddresses.includes(address)) return { outcome: 'dead_address' };
  if ((await sentSince(tx.sql, portalId, new Date(now.getTime() - 86_400_000))) >= portal.settings.dailyCap)
    return { outcome: 'capped' };

  const { subject, text, conversationId: wanted } = email;
  const conversation = await openConversation(
    tx.sql,
    { portalId, contactId: contact.id, subject, conversationId: wanted },
    now,
  );
  const held = email.automated && (await needsHandling(tx.sql, contact.id));
  const messageId = await addMessage(tx.sql, {
    portalId,
    conversationId: conversation.id,
    contactId: contact.id,
    kind: 'sent',
    direction: 'outgoing',
    author: { userId: rep.userId ?? undefined, name: rep.name, address: rep.address },
    recipients: { to: [{ name: recipient.name, address }] },
    subject,
    sealedBody: sealBody({ full: text, new: text }, keyring),
    source: email.automated ? 'workflow' : 'composer',
    occurredAt: now,
    receivedAt: now,
  });
  const token = await createReplyToken(
    tx.sql,
    { portalId, conversationId: conversation.id, sentMessageId: messageId, sentBy: rep },
    { key: signingKey, now },
  );
  const about = { portalId, contactId: contact.id, conversationId: conversation.id, messageId, replyTokenId: token.id };
  await addEffects(tx, [{ ...about, kind: 'tracked_send', key, state: held ? 'held' : 'pending' }], now);
  return {
    outcome: held ? 'held' : 'queued',
    messageId,
    conversationId: conversation.id,
    replyTokenId: token.id,
  };
}

/** A portal's first tracked email waits for the company's postal address; one that has sent before is not stopped. */
export async function lacksPostalAddress(sql: Queryable, { portalId, settings }: Portal): Promise<boolean> {
  if (!settings.optOutLine || settings.postalAddress !== '') return false;
  const sent = await sql`
    select 1 from effects where portal_id = ${portalId} and kind = 'tracked_send' and state = 'done' limit 1`;
  return sent.length === 0;
}

async function findSend(sql: Queryable, portalId: number, key: string): Promise<SendOutcome | null> {
  const [row] = await sql<{ state: string; message_id: string; conversation_id: string; reply_token_id: string }[]>`
    select state, message_id, conversation_id, reply_token_id from effects where portal_id = ${portalId} and key = ${key}`;
  if (!row) return null;
  const { message_id: messageId, conversation_id: conversationId, reply_token_id: replyTokenId } = row;
  return {
    outcome: row.state === 'held' ? 'held' : 'queued',
    messageId,
    conversationId,
    replyTokenId,
  };
}

async function sentSince(sql: Queryable, portalId: number, since: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from effects
    where portal_id = ${portalId} and kind = 'tracked_send' and created_at > ${since} and state <> 'cancelled'`;
  return row?.count ?? 0;
}

/** A reply of the contact waits, and its current analysis says that a person has to handle it. */
async function needsHandling(sql: Queryable, contactId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from conversations c
    join messages m on m.conversation_id = c.id and ${waits(sql)}
    join lateral (${currentAnalysis(sql)}) a on a.fields->>'response_type' = 'needs_handling'
    where c.contact_id = ${contactId} and c.waiting_since is not null limit 1`;
  return rows.length > 0;
}
