import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContactSummary } from '../../cards/dto/contact.ts';
import type { NumberList, NumbersView } from '../../cards/dto/numbers.ts';
import { readReportLink } from '../../lib/mail/own-marks/report-link.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { settled } from '../support/settled.ts';
import { createCaller, customerMail, hubspotIdOf, sendTracked } from './support.ts';

let sandbox: TestSandbox;
let caller: ReturnType<typeof createCaller>;
let contact: string;
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
  contact = hubspotIdOf(sandbox, 'Carter');
  const { replyTo, to } = await sendTracked(sandbox, caller, contact, '=HYPERLINK("x")');
  await customerMail(sandbox, {
    from: to,
    to: replyTo,
    subject: 'Re: x',
    text: 'Yes, please send the prices for 40 shops. We want to buy.',
  });
  await customerMail(sandbox, {
    from: 'who@else.example',
    to: replyTo,
    subject: 'Re: x',
    text: 'Me too.',
    authentication: 'fail',
  });
  await until(async () => {
    const { latestReply } = await caller.get<ContactSummary>(`/contacts/${contact}/summary`);
    return latestReply?.analysis ? latestReply : null;
  }, 'the reply is analyzed');
  await settled(sandbox);
}, 90_000);
afterAll(() => sandbox?.close());

const day = (ago: number) => new Date(sandbox.clock.now().getTime() - ago * 86_400_000).toISOString().slice(0, 10);
const range = (whose: string) => `from=${day(6)}&to=${day(-1)}&whose=${whose}`;
const numbers = (whose = 'everyone') => caller.get<NumbersView>(`/numbers?${range(whose)}`);

test('one email and its one proven reply are counted at once, and never the stranger', async () => {
  const { now, before, reps, subjects } = await numbers();
  expect(now).toMatchObject({
    sent: 1,
    delivered: 1,
    mailed: 1,
    mailedReplied: 1,
    replies: 1,
    answered: 0,
    medianMinutes: null,
  });
  expect(before).toMatchObject({ sent: 0, replies: 0 });
  expect(reps).toMatchObject([{ name: 'Ana Souza', replies: 1 }]);
  expect(subjects).toMatchObject([{ subject: '=HYPERLINK("x")', mailed: 1 }]);
  expect((await numbers('mine')).now).toEqual(now);
  // Without a team in HubSpot it is oneself.
  expect((await numbers('team')).now).toEqual(now);
});

test('the list behind a number names contact and type', async () => {
  const { items, next } = await caller.get<NumberList>(`/numbers/list?${range('everyone')}&number=replies`);
  expect(items).toMatchObject([{ hubspotId: contact, contactName: 'John Carter', rep: 'ana.souza@vendas.example' }]);
  expect(next).toBeNull();
  expect((await caller.get<NumberList>(`/numbers/list?${range('everyone')}&number=bounced`)).items).toEqual([]);
  expect(
    (await caller.get<NumberList>(`/numbers/list?${range('mine')}&number=replies&rep=someone@else.example`)).items,
  ).toEqual([]);
});

test('a team is a line with its own list, and what a workflow sent stands apart from what people sent', async () => {
  expect((await numbers()).byTeam).toEqual([]);
  const [ana] = sandbox.hubspot.portal().owners;
  ana!.teams = ['Sul'];
  sandbox.clock.advance(61_000);
  const { byTeam, now, subjects } = await numbers();
  expect(byTeam).toEqual([{ team: 'Sul', ...now }]);
  const listed = async (part: string) =>
    (await caller.get<NumberList>(`/numbers/list?${range('everyone')}&number=sent&${part}`)).items.length;
  expect([await listed('team=Sul'), await listed('team=Norte')]).toEqual([1, 0]);

  expect(subjects).toMatchObject([{ workflow: false, mailed: 1 }]);
  const { sql } = sandbox.app.context;
  for (const table of ['tallies', 'rollups', 'rollup_deltas'])
    await sql`update ${sql(table)} set source = 'workflow' where sent > 0`;
  expect((await numbers()).subjects.map(({ workflow, sent }) => [workflow, sent])).toEqual([
    [true, 1],
    [false, 0],
  ]);
  expect([await listed('workflow=yes'), await listed('workflow=no')]).toEqual([1, 0]);
  for (const table of ['tallies', 'rollups', 'rollup_deltas'])
    await sql`update ${sql(table)} set source = 'composer' where sent > 0`;
});

test('a range is refused that ends before it begins, or is longer than 400 days', async () => {
  expect(await caller.get(`/numbers?from=${day(0)}&to=${day(1)}&whose=mine`)).toMatchObject({ code: 'invalid_input' });
  expect(await caller.get(`/numbers?from=2020-01-01&to=${day(1)}&whose=mine`)).toMatchObject({ code: 'invalid_input' });
});

test('the spreadsheet has no live formula, and its link ends after a quarter of an hour', async () => {
  const { sql, signingKey } = sandbox.app.context;
  const { csvUrl } = await numbers();
  await sql`update rep_addresses set rep = rep || '{"name": "=1+1"}' where portal_id = ${sandbox.portalId}`;
  const { pathname } = new URL(csvUrl);
  const response = await fetch(`${sandbox.app.url}${pathname}`);
  expect(response.headers.get('content-disposition')).toContain('reply-tracking-');
  const [header, line] = (await response.text()).split('\r\n');
  expect(header).toContain('"Positive replies"');
  expect(line).toMatch(/^"'=1\+1","Sul",1,1,0,1,1,/);
  const forged = pathname.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  expect((await fetch(`${sandbox.app.url}${forged}`)).status).toBe(404);
  const link = pathname.split('/').at(-1)!;
  const at = (minutes: number) => new Date(sandbox.clock.now().getTime() + minutes * 60_000);
  expect(readReportLink(link, signingKey, at(14))).toMatchObject({ portalId: sandbox.portalId, whose: 'everyone' });
  expect(readReportLink(link, signingKey, at(16))).toBeNull();
});
