import type { Queryable } from '../database/types.ts';

/** The primary company and the one open deal of a contact, by HubSpot's ids; null where it has none, or several. */
export type MainRecords = { companyId: string | null; dealId: string | null };

/** Those of these contacts that HubSpot was asked for since then, by our contact id. */
export async function mainRecords(
  sql: Queryable,
  contactIds: string[],
  readSince: Date,
): Promise<Map<string, MainRecords>> {
  if (contactIds.length === 0) return new Map();
  const rows = await sql<{ id: string; companyId: string | null; dealId: string | null }[]>`
    select c.id,
      max(r.record_id) filter (where r.object = 'companies') as "companyId",
      max(r.record_id) filter (where r.object = 'deals') as "dealId"
    from contacts c left join contact_records r on r.contact_id = c.id and r.main
    where c.id = any(${contactIds}::uuid[]) and c.records_read_at >= ${readSince}
    group by c.id`;
  return new Map(rows.map(({ id, ...records }) => [id, records]));
}

/** What HubSpot says now of these contacts, in place of what it said before. */
export async function storeMainRecords(
  sql: Queryable,
  portalId: number,
  found: Map<string, MainRecords>,
  now: Date,
): Promise<void> {
  const contactIds = [...found.keys()];
  if (contactIds.length === 0) return;
  const rows = [...found].flatMap(([contactId, { companyId, dealId }]) => [
    ...(companyId ? [{ contactId, object: 'companies', recordId: companyId }] : []),
    ...(dealId ? [{ contactId, object: 'deals', recordId: dealId }] : []),
  ]);
  await sql`update contact_records set main = false where contact_id = any(${contactIds}::uuid[]) and main`;
  await sql`
    insert into contact_records (portal_id, object, record_id, contact_id, main)
    select ${portalId}, row.object, row.record_id, row.contact_id, true
    from unnest(${rows.map(({ object }) => object)}::text[], ${rows.map(({ recordId }) => recordId)}::text[],
      ${rows.map(({ contactId }) => contactId)}::uuid[]) as row (object, record_id, contact_id)
    join contacts c on c.id = row.contact_id
    on conflict (portal_id, object, record_id, contact_id) do update set main = true`;
  await sql`update contacts set records_read_at = ${now} where id = any(${contactIds}::uuid[])`;
}

export type RecordObject = 'companies' | 'deals' | 'tickets';

/** A record of HubSpot beside contacts. */
export type RecordRef = { portalId: number; object: RecordObject; recordId: string };

/** Which of our contacts belong to a record, as HubSpot says now. */
export async function storeMembers(
  sql: Queryable,
  { portalId, object, recordId }: RecordRef,
  hubspotIds: string[],
): Promise<void> {
  const members = sql`select id from contacts where portal_id = ${portalId} and hubspot_id = any(${hubspotIds})`;
  await sql`
    delete from contact_records
    where portal_id = ${portalId} and object = ${object} and record_id = ${recordId} and contact_id not in (${members})`;
  await sql`
    insert into contact_records (portal_id, object, record_id, contact_id)
    select ${portalId}, ${object}, ${recordId}, id from (${members}) m on conflict do nothing`;
}

/** A subquery: our contacts of a record, read from its primary key. */
export const membersOf = (sql: Queryable, { portalId, object, recordId }: RecordRef) => sql`
  select contact_id from contact_records
  where portal_id = ${portalId} and object = ${object} and record_id = ${recordId}`;

/** Companies and deals that are the main ones of these contacts, by our contact id. */
export async function mainRecordsOf(
  sql: Queryable,
  contactIds: string[],
): Promise<{ contactId: string; object: 'companies' | 'deals'; recordId: string }[]> {
  return sql`
    select contact_id as "contactId", object, record_id as "recordId" from contact_records
    where contact_id = any(${contactIds}::uuid[]) and main`;
}
