import { v7 as uuid } from 'uuid';
import { deriveReplyToken, lookupHash } from '../../lib/conversations/reply-tokens.ts';
import type { Sql } from '../../lib/database/types.ts';
import { replyAddress } from '../../lib/mail/own-marks/reply-address.ts';
import { REPLY_DOMAIN } from '../sandbox/index.ts';
import type { ProductProcesses } from './product-processes.ts';

// The sandbox's own, which `environment` gives the product.
const SIGNING_KEY = Buffer.alloc(32, 'sandbox token key');

/** As many contacts in HubSpot, each with a conversation of ours and an address that takes its replies. */
export async function contactsWithTokens(
  sql: Sql,
  { hubspot, portalId }: Pick<ProductProcesses, 'hubspot' | 'portalId'>,
  count: number,
): Promise<{ contact: string; to: string }[]> {
  const now = new Date();
  const [user, owner] = [hubspot.portal().users[0]!, hubspot.portal().owners[0]!];
  const rep = { userId: String(user.id), ownerId: owner.id, name: 'Rep', address: user.email };
  const rows = Array.from({ length: count }, (_, n) => {
    const email = `c${n}@kunde.example`;
    const record = hubspot.person.createContact({ email, firstname: `C${n}`, hubspot_owner_id: owner.id });
    return { n, email, hubspotId: record.id, contact: uuid(), conversation: uuid(), token: uuid() };
  });
  await sql`insert into contacts ${sql(rows.map((r) => ({ id: r.contact, portal_id: portalId, hubspot_id: r.hubspotId, name: `C${r.n}`, addresses: [r.email], owner_id: owner.id, owner_address: owner.email, created_at: now })) as never)}`;
  await sql`insert into conversations ${sql(rows.map((r) => ({ id: r.conversation, portal_id: portalId, contact_id: r.contact, subject: 'Prices', subject_key: 'prices', last_message_at: now, created_at: now })))}`;
  await sql`insert into reply_tokens ${sql(rows.map((r) => ({ id: r.token, portal_id: portalId, conversation_id: r.conversation, kind: 'customer', sent_by: sql.json(rep), lookup_hash: lookupHash(SIGNING_KEY, deriveReplyToken(SIGNING_KEY, r.token)), created_at: now, expires_at: new Date(now.getTime() + 86_400_000 * 90) })) as never)}`;
  return rows.map(({ email, token }) => ({
    contact: email,
    to: replyAddress(deriveReplyToken(SIGNING_KEY, token), REPLY_DOMAIN),
  }));
}
