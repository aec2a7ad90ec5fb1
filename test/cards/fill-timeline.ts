import { v7 as uuid } from 'uuid';
import { upsertContact } from '../../lib/conversations/contacts.ts';
import { openConversation } from '../../lib/conversations/conversations.ts';
import { sealBody } from '../../lib/conversations/message-bodies.ts';
import type { Sql } from '../../lib/database/types.ts';
import type { Keyring } from '../../lib/keyring.ts';

const BATCH = 500;

const LONG = reply({ words: 430, items: 5, quote: 'the words of the reply on which it rests, '.repeat(24) });
const USUAL = reply({ words: 8, items: 1, quote: 'could you send me the price list?' });

function reply({ words, items, quote }: { words: number; items: number; quote: string }) {
  const list = (word: string) =>
    Array.from({ length: items }, (_, n) => `${word} ${n} `.repeat(4 * items).slice(0, 190));
  const quotes = Array.from({ length: items }, () => quote);
  const sentences = (count: number) => 'What matters. '.repeat(count * items);
  const fields = {
    kind: 'human',
    response_type: 'high_value',
    key_insights: sentences(8),
    sentiment: 'positive',
    opportunity_score: 4,
    follow_up_needed: true,
    product_interest: 'interested',
    action_items: list('Send'),
    product_usage: sentences(4),
    monthly_volume: sentences(4),
    pain_points: list('Slow'),
    evidence: { action_items: quotes, product_usage: quote, monthly_volume: quote, pain_points: quotes },
    confidence: items > 1 ? 0.5 : 0.9,
    doubt: items > 1 ? sentences(4) : null,
    absence: null,
    referral: null,
    flags: [],
  };
  return { text: 'Several words of a reply that goes on and on. '.repeat(words), fields, quote };
}

/**
 * A contact with many messages, one a minute, the last one now. The newest 500 are as long as replies get (20 kB of text,
 * an analysis with every list full, five action items), the rest as replies usually are.
 */
export async function fillTimeline(
  sql: Sql,
  { portalId, hubspotId, count, keyring }: { portalId: number; hubspotId: string; count: number; keyring: Keyring },
): Promise<string> {
  const facts = { hubspotId, name: 'John Carter', addresses: [], ownerId: null, ownerAddress: null };
  const now = new Date();
  const contact = await upsertContact(sql, portalId, facts, now);
  const { id: conversationId } = await openConversation(sql, { portalId, contactId: contact.id, subject: 'Long' }, now);
  for (let start = 0; start < count; start += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, count - start) }, (_, n) => ({
      id: uuid(),
      at: new Date(now.getTime() - (count - start - n) * 60_000),
    }));
    const { text, fields, quote } = count - start <= BATCH ? LONG : USUAL;
    const body = sealBody({ full: text, new: text }, keyring);
    await sql`
      insert into messages ${sql(
        ids.map(({ id, at }) => ({
          id,
          portal_id: portalId,
          conversation_id: conversationId,
          contact_id: contact.id,
          kind: 'reply',
          direction: 'incoming',
          author: sql.json({ name: 'John Carter', address: 'john@northwind.example' }),
          subject: 'Re: Long',
          body: body.bytes,
          body_key_id: body.keyId,
          mail_kind: 'human',
          mail_kind_certain: true,
          trust: 'verified',
          occurred_at: at,
          received_at: at,
        })) as never,
      )}`;
    await sql`
      insert into analyses (id, portal_id, message_id, version, analyst, prompt_version, fields, created_at)
      select gen_random_uuid(), ${portalId}, id, 1, 'rules', '1', ${sql.json(fields)}, ${now}
      from unnest(${ids.map(({ id }) => id)}::uuid[]) as id`;
    await sql`
      insert into action_items (id, portal_id, message_id, position, text, quote, created_at)
      select gen_random_uuid(), ${portalId}, id, n, ${fields.action_items[0] ?? ''}, ${quote}, ${now}
      from unnest(${ids.map(({ id }) => id)}::uuid[]) as id, generate_series(0, ${fields.action_items.length - 1}::integer) as n`;
  }
  await sql`analyze`;
  return contact.id;
}
