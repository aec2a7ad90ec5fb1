import type { Queryable } from '../../database/types.ts';
import type { RecordObject } from '../contact-records.ts';
import { currentAnalysis } from '../current-analysis.ts';

/** What all contacts say together whose primary company, or only open deal, a record is. */
export type RecordFacts = { lastReceivedAt: Date | null; waitingSince: Date | null; responseType: string | null };

/** By HubSpot's id of the record. One whose contacts have all left has nothing. */
export async function recordFacts(
  sql: Queryable,
  { portalId, object, recordIds }: { portalId: number; object: RecordObject; recordIds: string[] },
): Promise<Map<string, RecordFacts>> {
  const rows = await sql<(RecordFacts & { recordId: string })[]>`
    select r.record_id as "recordId", max(c.last_received_at) as "lastReceivedAt", min(w.since) as "waitingSince",
      (array_agg(n.type order by n.at desc nulls last) filter (where n.at is not null))[1] as "responseType"
    from contact_records r
    join contacts c on c.id = r.contact_id and c.deleted_at is null
    left join lateral (
      select min(waiting_since) as since from conversations where contact_id = c.id and waiting_since is not null
    ) w on true
    left join lateral (
      select m.occurred_at as at, a.fields->>'response_type' as type
      from messages m join lateral (${currentAnalysis(sql)}) a on true
      where m.contact_id = c.id and m.direction = 'incoming' and m.counted_at is not null
      order by m.occurred_at desc limit 1
    ) n on true
    where r.portal_id = ${portalId} and r.object = ${object} and r.record_id = any(${recordIds}) and r.main
    group by r.record_id`;
  return new Map(rows.map(({ recordId, ...facts }) => [recordId, facts]));
}
