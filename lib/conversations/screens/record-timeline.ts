import type { Queryable } from '../../database/types.ts';
import { membersOf, type RecordRef } from '../contact-records.ts';
import {
  columns,
  filtered,
  type StoredRow,
  type TimelineFilter,
  type TimelineRow,
  toRow,
  type Window,
} from './timeline.ts';

/** A message of one of a record's contacts. */
export type RecordRow = TimelineRow & { hubspotId: string; contactName: string };

/**
 * The messages of all contacts of a company, deal or ticket, the newest first. One statement: of each contact the newest
 * of the page by index, then the newest of these.
 */
export async function listRecordTimeline(sql: Queryable, record: RecordRef, window: Window): Promise<RecordRow[]> {
  const { before, limit } = window;
  const rows = await sql<(StoredRow & { hubspotId: string; contactName: string })[]>`
    select newest.*, t.hubspot_id as "hubspotId", t.name as "contactName"
    from (${membersOf(sql, record)}) r
    join contacts t on t.id = r.contact_id and t.deleted_at is null
    join lateral (
      select ${columns(sql)} from messages m
      where m.contact_id = r.contact_id and m.kind <> 'status_change' ${filtered(sql, window.filter)}
        ${before ? sql`and (occurred_at, id) < (${before.occurredAt}, ${before.id})` : sql``}
      order by occurred_at desc, id desc limit ${limit}
    ) newest on true
    order by newest."occurredAt" desc, newest.id desc limit ${limit}`;
  return rows.map(({ hubspotId, contactName, ...row }) => ({ ...toRow(row, window), hubspotId, contactName }));
}

export async function countRecordMessages(sql: Queryable, record: RecordRef, filter?: TimelineFilter): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from messages m
    where m.contact_id in (select id from contacts where id in (${membersOf(sql, record)}) and deleted_at is null)
      and m.kind <> 'status_change' ${filtered(sql, filter)}`;
  return row?.count ?? 0;
}
