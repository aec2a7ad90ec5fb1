import { v7 as uuid } from 'uuid';
import type { Queryable } from '../database/types.ts';
import { followPost, type TestStep } from './follow-post.ts';

/** A reply that somebody sent to see the product work. `endedAt`: then its contact and mail are erased, its steps stay. */
export type TestReply = {
  id: string;
  portalId: number;
  contactHubspotId: string;
  inboundId: string;
  startedAt: Date;
  endedAt: Date | null;
  steps: TestStep[];
};

export async function recordTest(
  sql: Queryable,
  { portalId, contactHubspotId, inboundId }: Pick<TestReply, 'portalId' | 'contactHubspotId' | 'inboundId'>,
  now: Date,
): Promise<string> {
  const id = uuid();
  await sql`
    insert into test_replies (id, portal_id, contact_hubspot_id, inbound_id, started_at)
    values (${id}, ${portalId}, ${contactHubspotId}, ${inboundId}, ${now})`;
  return id;
}

/** A test as far as it has come, or null where there is none. */
export async function readTest(sql: Queryable, id: string): Promise<TestReply | null> {
  const [test] = await sql<TestReply[]>`
    select id, portal_id as "portalId", contact_hubspot_id as "contactHubspotId", inbound_id as "inboundId",
           started_at as "startedAt", ended_at as "endedAt", steps
    from test_replies where id = ${id}`;
  if (!test || test.endedAt) return test ?? null;
  return { ...test, steps: (await followPost(sql, test)) ?? [] };
}

/** Keeps how each step went; false where the test had ended before. */
export async function recordTestEnd(sql: Queryable, id: string, steps: TestStep[], now: Date): Promise<boolean> {
  const ended = await sql`
    update test_replies set ended_at = ${now}, steps = ${sql.json(steps as never)} where id = ${id} and ended_at is null`;
  return ended.count > 0;
}
