import { v7 as uuid } from 'uuid';
import { type Analysis, type AnalysisInput, createRulesAnalyst } from '../../lib/analysis/index.ts';
import { addAnalysis, type StoredAnalysis } from '../../lib/conversations/analyses.ts';
import { upsertContact } from '../../lib/conversations/contacts.ts';
import { openConversation } from '../../lib/conversations/conversations.ts';
import { openBody, sealBody } from '../../lib/conversations/message-bodies.ts';
import { addMessage, getMessage, type Message, type NewMessage } from '../../lib/conversations/messages.ts';
import { createReplyToken } from '../../lib/conversations/reply-tokens.ts';
import type { Sql } from '../../lib/database/types.ts';
import { connectPortal, readPortal } from '../../lib/portals/portals.ts';

export const PORTAL_ID = 4711;
export const CUSTOMER = 'max@acme.example';
export const REP = 'anna@seller.example';
export const signingKey = Buffer.alloc(32, 5);
export const keyring = { current: 'k1', keys: { k1: Buffer.alloc(32, 1) } };

type MessageChanges = Partial<NewMessage> & { text?: string };

/** An account with one contact and one conversation, in which Anna has written. */
export async function world(sql: Sql, now: Date) {
  const connection = {
    portalId: PORTAL_ID,
    tokens: { accessToken: 'a', refreshToken: 'r' },
    expireAt: now,
    scopes: [],
    timeZone: 'UTC',
    uiDomain: 'app.hubspot.com',
    installerAddress: 'admin@seller.example',
    firstSettings: {},
  };
  await connectPortal(sql, connection, { keyring, now });
  const portal = await readPortal(sql, PORTAL_ID);
  const facts = { hubspotId: uuid(), name: 'Max', addresses: [CUSTOMER], ownerId: null, ownerAddress: null };
  const contact = await upsertContact(sql, PORTAL_ID, facts, now);
  const place = { portalId: PORTAL_ID, contactId: contact.id, subject: 'Offer' };
  const { id: conversationId } = await openConversation(sql, place, now);

  async function message({ text = 'Yes please.', ...changes }: MessageChanges = {}): Promise<Message> {
    const id = await addMessage(sql, {
      portalId: PORTAL_ID,
      conversationId,
      contactId: contact.id,
      kind: 'reply',
      direction: 'incoming',
      author: { name: 'Max', address: CUSTOMER },
      recipients: {},
      sealedBody: sealBody({ full: text, new: text }, keyring),
      mailKind: 'human',
      mailKindCertain: true,
      trust: 'verified',
      occurredAt: now,
      receivedAt: now,
      ...changes,
    });
    return (await getMessage(sql, id))!;
  }
  const sent = () =>
    message({
      kind: 'sent',
      direction: 'outgoing',
      author: { name: 'Anna', address: REP },
      recipients: { to: [{ name: 'Max', address: CUSTOMER }] },
      mailKind: null,
      trust: null,
    });

  async function analysis(message: Message, fields: Partial<Analysis>): Promise<StoredAnalysis> {
    const input: AnalysisInput = {
      text: openBody(message, keyring).new,
      subject: '',
      sentText: null,
      history: [],
      language: 'en',
      senderName: '',
    };
    const result = await createRulesAnalyst()(input);
    const changed = { ...result, analysis: { ...result.analysis, ...fields } };
    return addAnalysis(sql, { portalId: PORTAL_ID, messageId: message.id, result: changed }, now);
  }
  const token = (address: string) =>
    createReplyToken(
      sql,
      {
        portalId: PORTAL_ID,
        conversationId,
        sentMessageId: null,
        sentBy: { userId: null, ownerId: null, name: address, address },
      },
      { key: signingKey, now },
    );
  const effects = async (messageId: string) =>
    (await sql<{ kind: string }[]>`select kind from effects where message_id = ${messageId} order by seq`).map(
      ({ kind }) => kind,
    );
  return { portal, contact, conversationId, message, sent, analysis, token, effects };
}
