import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN_COMMANDS, type AdminArguments, AdminError } from '../../lib/cli/admin/commands.ts';
import { sendOutreach } from '../sandbox/play/play.ts';
import { playAnswer } from '../sandbox/play/story.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let replyId: string;

beforeAll(async () => {
  sandbox = await testSandbox();
  const sent = await sendOutreach(sandbox);
  await playAnswer(sandbox, sent, () => {});
  const [reply] = await sandbox.app.context.sql<{ id: string }[]>`select id from messages where kind = 'reply'`;
  replyId = reply!.id;
});
afterAll(() => sandbox.close());

async function admin(name: string, given: AdminArguments = {}): Promise<string> {
  const lines: string[] = [];
  await ADMIN_COMMANDS[name]!({ ...sandbox.app.context, print: (line) => lines.push(line) }, given);
  return lines.join('\n');
}

test('portals lists the connected account', async () => {
  expect(await admin('portals')).toMatch(/^4711001\tconnected\t/);
});

test('reanalyze shows what differs, and writes only without --dry-run', async () => {
  const versions = async () =>
    (await sandbox.app.context.sql`select version from analyses where message_id = ${replyId}`).length;
  await sandbox.app.context.sql`
    update analyses set fields = fields || '{"response_type": "standard", "opportunity_score": 2}' where message_id = ${replyId}`;
  const dry = await admin('reanalyze', { message: replyId, 'dry-run': true });
  expect(dry).toContain('response_type\tstandard → high_value');
  expect(dry).toContain('1 replies analyzed again, 1 differ; nothing was written.');
  expect(await versions()).toBe(1);
  await admin('reanalyze', { message: replyId });
  expect(await versions()).toBe(2);
});

test('an effect that waits for a person is listed with its next step, and tried again on request', async () => {
  const { sql } = sandbox.app.context;
  const [effect] = await sql<{ id: string }[]>`
    update effects set state = 'needs_attention', reason = 'hubspot_refused', reason_details = '{"status": 400, "said": "No such owner."}', next_step = 'correct_and_retry', result_id = null
    where kind = 'task' returning id`;
  const listed = await admin('effects');
  expect(listed).toContain(`${effect!.id}\t4711001\ttask\tneeds_attention`);
  expect(listed).toContain('HubSpot refused it (400). “No such owner.”\tChange what HubSpot names, then try again.');
  expect(await admin('retry', { argument: effect!.id })).toBe('task is tried again.');
  await until(async () => {
    const [row] = await sql`select 1 from effects where id = ${effect!.id} and state = 'done'`;
    return row ?? null;
  }, 'the task is written');
  expect(await admin('retry', { argument: effect!.id })).toContain('Nothing to retry');
});

test('a mail that could not be read is listed, and placed again on request', async () => {
  const { sql } = sandbox.app.context;
  const [row] = await sql<{ id: string }[]>`update inbound set state = 'failed', outcome = 'unreadable' returning id`;
  expect(await admin('inbound')).toContain(row!.id);
  expect(await admin('inbound-retry', { argument: row!.id })).toBe('The mail is placed again.');
  await until(
    async () => (await sql`select 1 from inbound where id = ${row!.id} and state = 'placed'`)[0] ?? null,
    'it is placed',
  );
});

test.each<[string, AdminArguments, RegExp]>([
  ['retry', {}, /Say which/],
  ['retry', { argument: '0190a3c4-0000-7000-8000-000000000000' }, /no such effect/],
  ['effects', { state: 'lost' }, /--state is one of/],
  ['reanalyze', {}, /Say which replies/],
  ['reanalyze', { since: 'yesterday' }, /--since takes a date/],
  ['contact', { argument: 'erase', rest: ['4711001'] }, /Say what and whose/],
  ['contact', { argument: 'export', rest: ['4711001', '1'] }, /Nothing is kept/],
  ['contact', { argument: 'export', rest: ['x', '1'] }, /PORTAL takes a number/],
  ['keys', {}, /keys rotate/],
  ['quarantine', { portal: 'x' }, /--portal takes a number/],
])('%s with %j says what to give', async (name, given, message) => {
  await expect(admin(name, given)).rejects.toThrow(AdminError);
  await expect(admin(name, given)).rejects.toThrow(message);
});

const whose = (argument: string) => ({ argument, rest: ['4711001', sandbox.hubspot.contacts()[0]!.id] });

test('contact export prints one JSON document with everything of a contact', async () => {
  const document = JSON.parse(await admin('contact', whose('export')));
  expect(document.contact).toMatchObject({ portal_id: 4711001 });
  const reply = document.messages.find(({ kind }: { kind: string }) => kind === 'reply');
  expect(reply.body.new).toContain('plano Pro');
  expect(reply.analyses.length).toBeGreaterThan(0);
  expect(document.effects.length).toBeGreaterThan(0);
});

test('contact erase erases everything of a contact', async () => {
  await admin('contact', whose('erase'));
  expect(await sandbox.app.context.sql`select id from messages`).toHaveLength(0);
  expect(await sandbox.app.context.sql`select id from inbound`).toHaveLength(0);
});
