import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecordSummary, RecordTimeline } from '../../cards/dto/record.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { fillTimeline } from './fill-timeline.ts';
import { type Caller, createCaller, customerMail, hubspotIdOf, sendTracked } from './support.ts';

let sandbox: TestSandbox;
let caller: Caller;
let john: string;
let priya: string;
let company: string;
let deal: string;
let ticket: string;

beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
  [john, priya] = [hubspotIdOf(sandbox, 'Carter'), hubspotIdOf(sandbox, 'Shah')];
  const { person } = sandbox.hubspot;
  company = person.createRecord('companies', { name: 'Northwind' }).id;
  deal = person.createRecord('deals', { dealname: 'Rates', dealstage: 'contractsent' }).id;
  ticket = person.createRecord('tickets', { subject: 'Late', hs_pipeline_stage: '1' }).id;
  for (const contact of [john, priya]) person.associate(['contacts', contact], ['companies', company]);
  person.associate(['contacts', john], ['deals', deal]);
  person.associate(['contacts', priya], ['tickets', ticket]);
  for (const [contact, text] of [
    [john, 'Yes please, send me the prices for 400 pallets a month. We want to upgrade now.'],
    [priya, 'The invoice is wrong again. I am angry and want to cancel.'],
  ] as const) {
    const { replyTo, to } = await sendTracked(sandbox, caller, contact, `Rates for ${contact}`);
    await customerMail(sandbox, { from: to, to: replyTo, subject: `Re: Rates for ${contact}`, text });
  }
  await until(async () => {
    const { waiting } = await caller.get<RecordSummary>(`/records/companies/${company}/waiting`);
    return waiting?.filter(({ responseType }) => responseType !== null).length === 2 || null;
  }, 'both replies are analyzed');
}, 60_000);
afterAll(() => sandbox?.close());

const timeline = (path: string) => caller.get<RecordTimeline>(`/records/${path}`);
const names = ({ messages }: RecordTimeline) => messages.map(({ contactName, kind }) => `${contactName} ${kind}`);

describe('a record shows what its contacts wrote', () => {
  test('a company: who waits, the most urgent first, and the newest reply', async () => {
    const summary = await caller.get<RecordSummary>(`/records/companies/${company}/waiting`);
    expect(summary.granted).toBe(true);
    expect(summary.waiting.map(({ hubspotId, responseType }) => [hubspotId, responseType])).toEqual([
      [john, 'high_value'],
      [priya, 'needs_handling'],
    ]);
    expect(summary.waitingTotal).toBe(2);
    expect(summary.latest).toMatchObject({ kind: 'reply' });
    expect(summary.contactUrl).toMatch(/\/record\/0-1\/$/);
  });

  test('all messages of all contacts, or the replies alone', async () => {
    const all = await timeline(`companies/${company}/timeline`);
    expect(names(all).toSorted()).toEqual([
      'John Carter reply',
      'John Carter sent',
      'Priya Shah reply',
      'Priya Shah sent',
    ]);
    const times = all.messages.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual(times.toSorted().reverse());
    expect(all.total).toBe(4);
    const replies = await timeline(`companies/${company}/timeline?filter=replies`);
    expect(names(replies).toSorted()).toEqual(['John Carter reply', 'Priya Shah reply']);
    expect(replies.total).toBe(2);
  });

  test('a deal and a ticket have their own contacts', async () => {
    expect(names(await timeline(`deals/${deal}/timeline?filter=replies`))).toEqual(['John Carter reply']);
    expect(names(await timeline(`tickets/${ticket}/timeline?filter=replies`))).toEqual(['Priya Shah reply']);
    const none = await timeline(`deals/92399999/timeline`);
    expect(none).toMatchObject({ granted: true, messages: [], total: 0 });
  });

  test('whoever leaves the company is gone the next time the card is opened', async () => {
    sandbox.hubspot.person.associate(['contacts', priya], ['companies', company], { linked: false });
    expect(names(await timeline(`companies/${company}/timeline?filter=replies`))).toEqual(['John Carter reply']);
    const { waitingTotal } = await caller.get<RecordSummary>(`/records/companies/${company}/waiting`);
    expect(waitingTotal).toBe(1);
    sandbox.hubspot.person.associate(['contacts', priya], ['companies', company]);
  });

  test('where the account has not granted it, nothing is asked and the card is told', async () => {
    const { sql } = sandbox.app.context;
    const [row] = await sql<{ scopes: string[] }[]>`select scopes from portals where portal_id = ${sandbox.portalId}`;
    await sql`update portals set scopes = ${row!.scopes.filter((scope) => scope !== 'tickets')} where portal_id = ${sandbox.portalId}`;
    sandbox.hubspot.clearCalls();
    expect(await timeline(`tickets/${ticket}/timeline`)).toMatchObject({ ok: true, granted: false, messages: [] });
    expect(await caller.get(`/records/tickets/${ticket}/waiting`)).toMatchObject({ ok: true, granted: false });
    expect(sandbox.hubspot.calls()).toEqual([]);
    await sql`update portals set scopes = ${row!.scopes} where portal_id = ${sandbox.portalId}`;
  });

  test.each(['widgets/1/timeline', 'contacts/1/timeline', 'companies/x/timeline'])('not %s', async (path) => {
    expect(await caller.get(`/records/${path}`)).toMatchObject({ ok: false, code: 'invalid_input' });
  });
});

describe('a company with two contacts of 500 messages each', () => {
  beforeAll(async () => {
    const { sql, keyring } = sandbox.app.context;
    for (const hubspotId of [john, priya])
      await fillTimeline(sql, { portalId: sandbox.portalId, hubspotId, count: 500, keyring });
  }, 120_000);

  test('page by page every message comes once, the newest first, and HubSpot is asked for the first page alone', async () => {
    sandbox.hubspot.clearCalls();
    const seen: RecordTimeline['messages'] = [];
    let cursor: string | null = null;
    do {
      const page: RecordTimeline = await timeline(`companies/${company}/timeline${cursor ? `?cursor=${cursor}` : ''}`);
      seen.push(...page.messages);
      cursor = seen.length < 100 ? page.nextCursor : null;
    } while (cursor);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(new Set(seen.map(({ hubspotId }) => hubspotId)).size).toBe(2);
    const times = seen.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual(times.toSorted().reverse());
    const reads = sandbox.hubspot.calls().filter(({ path }) => path.includes('/associations/'));
    expect(reads).toHaveLength(1);
  });
});
