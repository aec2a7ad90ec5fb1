import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storeMembers } from '../../lib/conversations/contact-records.ts';
import { listRecordTimeline } from '../../lib/conversations/screens/record-timeline.ts';
import type { Queryable } from '../../lib/database/types.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const PORTAL = 4711;
const MEMBERS = 60;
const record = { portalId: PORTAL, object: 'companies', recordId: '91200001' } as const;
const window = { previewLength: 10, limit: 41, keyring: { current: 'k', keys: { k: Buffer.alloc(32) } } };

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const { sql } = database;
  await sql`insert into portals (portal_id, created_at, updated_at) values (${PORTAL}, now(), now()), (${PORTAL + 1}, now(), now())`;
  const contacts = Array.from({ length: 2 * MEMBERS }, (_, n) => ({
    id: uuid(),
    portal_id: PORTAL,
    hubspot_id: String(n),
    name: `C${n}`,
    created_at: new Date(),
  }));
  await sql`insert into contacts ${sql(contacts)}`;
  await sql`
    with threads as (
      insert into conversations (id, portal_id, contact_id, subject, subject_key, last_message_at, created_at)
      select gen_random_uuid(), ${PORTAL}, id, 'x', 'x', now(), now() from contacts returning id, contact_id
    )
    insert into messages (id, portal_id, conversation_id, contact_id, kind, direction, author, occurred_at, received_at)
    select gen_random_uuid(), ${PORTAL}, t.id, t.contact_id, 'reply', 'incoming', '{"name":"x"}',
      now() - n * interval '1 minute', now() from threads t, generate_series(1, 200) n`;
  await storeMembers(
    sql,
    record,
    contacts.slice(0, MEMBERS).map((contact) => contact.hubspot_id),
  );
  // Other companies of the same account, whose rows are not read.
  await sql`
    insert into contact_records (portal_id, object, record_id, contact_id)
    select ${PORTAL}, 'companies', n::text, c.id from contacts c, generate_series(1, 100) n`;
  await sql`analyze`;
}, 60_000);
afterAll(() => database.close());

test('a page of a company of 60 contacts is one statement that reads by index, the account first', async () => {
  const { sql } = database;
  const statements: string[] = [];
  // The statement itself, explained in place of run.
  const explaining = new Proxy(sql, {
    apply(target, self, values: Parameters<Queryable>) {
      const text = Array.isArray(values[0]) && 'raw' in values[0] ? values[0].join('') : '';
      if (!text.includes('join lateral')) return Reflect.apply(target, self, values);
      statements.push(text);
      return sql`explain (format json) ${Reflect.apply(target, self, values)}`.then((rows) => {
        statements.push(JSON.stringify(rows));
        return [];
      });
    },
  });
  await listRecordTimeline(explaining as typeof sql, record, window);
  expect(statements).toHaveLength(2);
  const plan = statements[1]!;
  expect(plan).toContain('"contact_records_pkey"');
  expect(plan).toContain('"messages_happened"');
  expect(plan).not.toContain('"Seq Scan","Parallel Aware":false,"Async Capable":false,"Relation Name":"messages"');
  expect(plan).toMatch(/Index Cond[^}]*portal_id = /);
});

test('another account finds nothing under the same number, and a contact of another record is not in it', async () => {
  const { sql } = database;
  expect(await listRecordTimeline(sql, { ...record, portalId: PORTAL + 1 }, window)).toEqual([]);
  expect(await listRecordTimeline(sql, { ...record, object: 'deals' }, window)).toEqual([]);
  const found = await listRecordTimeline(sql, record, { ...window, limit: 1_000 });
  expect(new Set(found.map(({ hubspotId }) => Number(hubspotId))).size).toBeLessThanOrEqual(MEMBERS);
  expect(Math.max(...found.map(({ hubspotId }) => Number(hubspotId)))).toBeLessThan(MEMBERS);
});
