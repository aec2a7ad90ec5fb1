import { inTransaction } from '../database/transaction.ts';
import type { Sql, Transaction } from '../database/types.ts';
import type { Keyring } from '../keyring.ts';
import { forgetResultsWith } from '../portals/once.ts';
import { countOut, foldPortal, recount } from './rollups.ts';

/**
 * Erases a contact that a person deleted permanently in HubSpot (GDPR, article 17): every row of theirs, the mails as
 * they came included, at once. A tombstone with HubSpot's id alone stays, so that a late write or a late job stops.
 */
export async function eraseContact(
  sql: Sql,
  { portalId, hubspotId }: { portalId: number; hubspotId: string },
  { keyring, now }: { keyring: Keyring; now: Date },
): Promise<void> {
  await inTransaction(sql, async (tx) => {
    await tx`
      insert into tombstones (portal_id, hubspot_id, erased_at) values (${portalId}, ${hubspotId}, ${now}) on conflict do nothing`;
    const [contact] = await tx<{ id: string; addresses: string[] }[]>`
      select id, addresses || dead_addresses as addresses from contacts
      where portal_id = ${portalId} and hubspot_id = ${hubspotId} for update`;
    if (contact) await eraseRows(tx, { portalId, hubspotId, ...contact }, { keyring, now });
  });
}

async function eraseRows(
  tx: Transaction,
  contact: { portalId: number; hubspotId: string; id: string; addresses: string[] },
  { keyring, now }: { keyring: Keyring; now: Date },
): Promise<void> {
  const { portalId, hubspotId } = contact;
  const messages = await tx<{ id: string; inbound_id: string | null; address: string | null }[]>`
    select id, inbound_id, case when direction = 'incoming' then lower(author->>'address') end as address
    from messages where contact_id = ${contact.id}`;
  const messageIds = messages.map(({ id }) => id);
  const written = messages.flatMap(({ address }) => address ?? []);
  const known = [...new Set([...contact.addresses, ...written])];
  // Colleagues who wrote in this contact's place may be contacts of their own: theirs stays, an opt-out above all.
  const others = await tx<{ address: string }[]>`
    select unnest(addresses) as address from contacts
    where portal_id = ${portalId} and addresses && ${known} and id <> ${contact.id}`;
  const kept = new Set(others.map(({ address }) => address));
  const addresses = known.filter((address) => !kept.has(address));
  const quarantined = await tx<{ inbound_id: string | null }[]>`
    delete from quarantine
    where contact_id = ${contact.id} or attached_message_id = any(${messageIds}::uuid[])
      or reply_token_id in (select t.id from reply_tokens t join conversations c on c.id = t.conversation_id where c.contact_id = ${contact.id})
      or ((portal_id = ${portalId} or portal_id is null) and lower(from_address) = any(${addresses}))
    returning inbound_id`;
  const unplaced = await tx<{ inbound_id: string }[]>`
    select details->>'inboundId' as inbound_id from effects where contact_id = ${contact.id} and kind = 'placing'`;
  const inboundIds = [...messages, ...quarantined, ...unplaced].flatMap((row) => row.inbound_id ?? []);
  await tx`
    delete from effects
    where contact_id = ${contact.id} or message_id = any(${messageIds}::uuid[])
      or conversation_id = any(array(select id from conversations where contact_id = ${contact.id}))`;
  const conversations = await tx<{ id: string }[]>`select id from conversations where contact_id = ${contact.id}`;
  await countOut(
    tx,
    conversations.map(({ id }) => id),
  );
  const lifted = await tx<{ conversation_id: string | null }[]>`
    delete from suppressions s
    where portal_id = ${portalId} and address <> all(${[...kept]})
      and (address = any(${addresses}) or message_id = any(${messageIds}::uuid[]))
    returning (select m.conversation_id from messages m where m.id = s.message_id and m.contact_id <> ${contact.id})`;
  await tx`
    with gone as (
      delete from reply_tokens where conversation_id in (select id from conversations where contact_id = ${contact.id})
      returning lookup_hash
    )
    insert into erased_tokens (lookup_hash, erased_at) select lookup_hash, ${now} from gone on conflict do nothing`;
  // Revisions, attachments, analyses and action items go with their message.
  await tx`delete from messages where contact_id = ${contact.id}`;
  await tx`delete from conversations where contact_id = ${contact.id}`;
  // Another contact's mail that had brought an opt-out of one of these addresses.
  await recount(
    tx,
    lifted.flatMap((row) => row.conversation_id ?? []),
  );
  await foldPortal(tx, portalId);
  await tx`delete from inbound where id = any(${inboundIds}::uuid[])`;
  // Returns of the cards, kept for HubSpot's one repetition.
  const traces = [hubspotId, contact.id, ...messageIds, ...addresses];
  await forgetResultsWith(tx, { portalId, traces }, keyring);
  await tx`delete from audit where contact_id = ${contact.id}`;
  await tx`delete from contacts where id = ${contact.id}`;
}
