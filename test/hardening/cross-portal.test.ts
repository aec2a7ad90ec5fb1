import { randomUUID } from 'node:crypto';
import type { Router } from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContactSummary } from '../../cards/dto/contact.ts';
import type { RecordSummary } from '../../cards/dto/record.ts';
import { type CardDependencies, createCardRoutes } from '../../cards/index.ts';
import { OPTIONAL_SCOPES } from '../../lib/portals/scopes.ts';
import { type Caller, createCaller, customerMail, hubspotIdOf, sendTracked } from '../cards/support.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';

const OTHER = 999_111;
const SECRET = 'The launch code is 4711-Rosebud.';
/** Of which a suggestion is made. */
const REFERRAL = 'I am the wrong person for it. Please talk to Rosa Gil, rosa.gil@northwind.example.';

let sandbox: TestSandbox;
let caller: Caller;
/** Ids of the first portal, by the name of a route's parameter. */
let ids: Record<string, string>;
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
  const hubspotId = hubspotIdOf(sandbox, 'Carter');
  const { replyTo, to } = await sendTracked(sandbox, caller, hubspotId, 'Rates');
  await customerMail(sandbox, { from: to, to: replyTo, subject: 'Re: Rates', text: `${SECRET} ${REFERRAL}` });
  const { messageId, key: suggestion } = await until(async () => {
    const { suggestions } = await caller.get<ContactSummary>(`/contacts/${hubspotId}/summary`);
    return suggestions[0] ?? null;
  }, 'the reply is analyzed');
  const { sql } = sandbox.app.database;
  const { portalId } = sandbox;
  const [effect] = await sql<{ id: string }[]>`
    update effects set state = 'needs_attention' where id = (select id from effects limit 1) returning id`;
  const actionItemId = randomUUID();
  await sql`
    insert into action_items (id, portal_id, message_id, position, text, quote, created_at)
    values (${actionItemId}, ${portalId}, ${messageId}, 9, 'x', 'x', now())`;
  const [inbound] = await sql<{ id: string }[]>`select id from inbound where portal_id = ${portalId} limit 1`;
  const lateReplyId = randomUUID();
  await sql`
    insert into quarantine (id, portal_id, inbound_id, reason, from_address, subject, received_at, expires_at)
    values (${lateReplyId}, ${portalId}, ${inbound!.id}, 'expired_token', 'x@x.example', 'x', now(), now())`;
  const templateId = randomUUID();
  await sql`
    insert into templates (id, portal_id, author, name, subject, body, changed_at)
    values (${templateId}, ${portalId}, '{}', 'x', 'x', 'x', now())`;
  // The account of the contact, under the number that the other portal asks for.
  const { hubspot } = sandbox;
  const recordId = hubspot.person.createRecord('companies', { name: 'Carter Freight' }).id;
  hubspot.person.associate(['contacts', hubspotId], ['companies', recordId]);
  const summary = await caller.get<RecordSummary>(`/records/companies/${recordId}/waiting`);
  expect(summary.latest?.id).toBe(messageId);
  ids = {
    object: 'companies',
    recordId,
    templateId,
    hubspotId,
    messageId,
    effectId: effect!.id,
    actionItemId,
    lateReplyId,
    testId: inbound!.id,
    suggestion,
  };
  await sql`
    insert into portals ${sql({ portal_id: OTHER, state: 'connected', scopes: OPTIONAL_SCOPES as unknown as string[], created_at: sandbox.clock.now(), updated_at: sandbox.clock.now() })}`;
});
afterAll(() => sandbox?.close());

type Route = { method: string; path: string };

/** Every route that the pages can call, read from the routers themselves: a new one is swept without being named here. */
function routes(): Route[] {
  const nothing = new Proxy({} as CardDependencies, { get: () => () => undefined });
  type Layer = { route?: { path: string; methods: Record<string, boolean> }; handle: { stack?: Layer[] } };
  const walk = (stack: Layer[]): Route[] =>
    stack.flatMap(({ route, handle }) => {
      if (route)
        return Object.keys(route.methods).map((method) => ({ method: method.toUpperCase(), path: route.path }));
      return handle.stack ? walk(handle.stack) : [];
    });
  return walk((createCardRoutes(nothing) as Router & { stack: Layer[] }).stack);
}

/** What each POST takes, so that it gets past the check of its input. */
const BODIES: Record<string, object> = {
  '/contacts/:hubspotId/email': { subject: 'Hi', text: 'Hi', answeredMessageId: null },
  '/contacts/:hubspotId/draft': { answeredMessageId: null, draft: { subject: 'x', text: 'x', cc: '' } },
  '/templates': { name: 'x', subject: 'x', text: 'x', shared: true },
  '/contacts/:hubspotId/status': { status: 'interested' },
  '/contacts/:hubspotId/log': { direction: 'incoming', channel: 'call', subject: 'Call', text: 'x' },
  '/messages/:messageId/edit': { channel: 'call', subject: 'x', text: 'x', revision: 1 },
  '/messages/:messageId/correction': { version: 1, fields: { sentiment: 'negative' } },
  '/messages/:messageId/confirmation': { version: 1 },
  '/messages/:messageId/accept-sender': { confirmed: true },
  '/action-items/:actionItemId': { done: true },
  '/action-items/:actionItemId/change': { text: 'x' },
  '/contacts/:hubspotId/snooze': { until: null },
  '/contacts/:hubspotId/hand-over': { ownerId: '1' },
  '/waiting/snooze': { until: new Date(Date.now() + 3_600_000).toISOString() },
  '/waiting/hand-over': { ownerId: '1' },
  '/home/whose': { whose: 'mine' },
  '/settings/user': { answersThrough: 'own_address' },
  '/settings': { settings: { tasks: false } },
  '/settings/words': { words: { highValue: ['seats'] } },
  '/settings/words/try': { words: { highValue: ['wrong person'] } },
  '/settings/forward-address': { scope: 'portal', address: 'thief@evil.example' },
  '/analysis/try': { text: 'Hello' },
};

/** What a GET says in its address beside the path. */
const LATER = Buffer.from(JSON.stringify(['2100-01-01T00:00:00.000Z', randomUUID()])).toString('base64url');
const QUERIES: Record<string, string> = {
  // A further page, which asks our own rows alone.
  '/records/:object/:recordId/timeline': `?cursor=${LATER}`,
  '/messages/:messageId/page': '?language=en',
  '/messages/:messageId/compose-page': '?language=en',
};

/** Everything of a portal that a person could change, table by table. */
async function rowsOf(portalId: number): Promise<Record<string, unknown[]>> {
  const { sql } = sandbox.app.database;
  const tables = await sql<{ table_name: string }[]>`
    select table_name from information_schema.columns
    where table_schema = 'public' and column_name = 'portal_id' and table_name not in ('client_keys', 'inbound')`;
  const rows: Record<string, unknown[]> = {};
  for (const { table_name: table } of tables) {
    const own = await sql`select to_jsonb(t) - 'budget_at' as row from ${sql(table)} t where portal_id = ${portalId}`;
    rows[table] = own.map(({ row }) => JSON.stringify(row)).sort();
  }
  return rows;
}

test('every route, asked by another portal with the ids of the first, tells nothing and changes nothing', async () => {
  await until(async () => {
    const [row] = await sandbox.app.database.sql<{ busy: boolean }[]>`
      select exists (select 1 from effects where state in ('pending', 'sending')) as busy`;
    return row?.busy ? null : true;
  }, 'what the reply asked for is done');
  const before = await rowsOf(sandbox.portalId);
  const all = routes();
  expect(all.length).toBeGreaterThan(20);
  const who = { portalId: OTHER };
  const told: string[] = [];
  for (const { method, path } of all) {
    const filled = path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? expect.fail(`no id for ${path}`));
    const occurredAt = sandbox.clock.now().toISOString();
    const result =
      method === 'GET'
        ? await caller.get(`${filled}${QUERIES[path] ?? ''}`, who)
        : await caller.post(
            filled,
            {
              occurredAt,
              hubspotId: ids.hubspotId,
              effectIds: [ids.effectId],
              hubspotIds: [ids.hubspotId],
              contacts: [ids.hubspotId],
              suggestion: ids.suggestion,
              ...BODIES[path],
            },
            who,
          );
    // Past the check of its input, so that the sweep reaches what lies behind.
    expect({ path, code: result.code }).not.toEqual({ path, code: 'invalid_input' });
    told.push(`${method} ${path} ${JSON.stringify(result)}`);
  }
  expect(
    told.filter((line) => line.includes('4711-Rosebud') || line.includes('Carter') || line.includes('Gil')),
  ).toEqual([]);
  expect(await rowsOf(sandbox.portalId)).toEqual(before);
});

test('and the first portal finds its own, so that the sweep fails for its own reason', async () => {
  const summary = await caller.get<ContactSummary>(`/contacts/${ids.hubspotId}/summary`);
  expect(JSON.stringify(summary)).toContain('4711-Rosebud');
  const page = await caller.get(`/records/companies/${ids.recordId}/timeline?cursor=${LATER}`);
  expect(JSON.stringify(page)).toContain('4711-Rosebud');
});
