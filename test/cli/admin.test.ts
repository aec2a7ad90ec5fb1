import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDS, runAdmin } from '../../lib/cli/admin/program.ts';
import { readSettings } from '../../lib/config.ts';
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

const uninstalled: number[] = [];

/** One command line: its exit code, and what it printed. */
async function typed(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const open = async () => ({
    ...sandbox.app.context,
    backup: null,
    cwd: '/',
    uninstall: async (portalId: number) => void uninstalled.push(portalId),
    close: async () => {},
  });
  const place = () => ({ dataDir: '/nowhere', cwd: '/' });
  const speaks = { print: (line: string) => out.push(line), printError: (line: string) => err.push(line) };
  const code = await runAdmin(
    argv,
    { open, place, reading: () => readSettings({}), cwd: '/' },
    { ...speaks, headings: false },
  );
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** What a command prints that goes well. */
async function admin(...argv: string[]): Promise<string> {
  const { code, out, err } = await typed(...argv);
  if (code !== 0) throw new Error(`exit ${code}: ${err}`);
  return out;
}

test('trace tells the whole story of a mail, by every id of it, and none of its words', async () => {
  const { sql } = sandbox.app.context;
  const [reply] = await sql<{ inbound_id: string }[]>`select inbound_id from messages where id = ${replyId}`;
  const [effect] = await sql<
    { id: string }[]
  >`select id from effects where message_id = ${replyId} and kind = 'forward'`;
  const told = await admin('trace', reply!.inbound_id);
  expect(told.split('\n')[0]).toMatch(/message\treply of portal 4711001, .*sender verified/);
  const steps = told.split('\n').map((line) => line.split('\t')[2]);
  expect(steps.slice(0, 3)).toEqual(['message', 'kept', 'placed']);
  expect(told).toMatch(/\+\d+\.\d{3} s\tdone\tforward, result /);
  expect(told).toMatch(/\tanalyzed\tby gemini:\S+, high_value, \d+ tokens\t/);
  expect(told).toMatch(/\tdone\tproperties/);
  expect(told).not.toContain('Pro');
  for (const id of [replyId, effect!.id]) expect(await admin('trace', id)).toBe(told);
});

test('portals lists the connected account', async () => {
  expect(await admin('portals')).toMatch(/^4711001\tconnected\t/);
});

test('reanalyze shows what differs, and writes only without --dry-run', async () => {
  const versions = async () =>
    (await sandbox.app.context.sql`select version from analyses where message_id = ${replyId}`).length;
  await sandbox.app.context.sql`
    update analyses set fields = fields || '{"response_type": "standard", "opportunity_score": 2}' where message_id = ${replyId}`;
  const dry = await admin('reanalyze', '--message', replyId, '--dry-run');
  expect(dry).toContain('response_type\tstandard → high_value');
  expect(dry).toContain('1 replies analyzed again, 1 differ; nothing was written.');
  expect(await versions()).toBe(1);
  await admin('reanalyze', '--message', replyId);
  expect(await versions()).toBe(2);
});

test('rollups rebuild counts the numbers of the home page from the messages', async () => {
  const { sql } = sandbox.app.database;
  const sums = async () => {
    const [row] =
      await sql`select coalesce(sum(sent), 0)::integer as sent, coalesce(sum(replies), 0)::integer as replies from rollups where split = 'all'`;
    return row;
  };
  await admin('rollups', 'rebuild');
  const before = await sums();
  expect(before!.sent).toBeGreaterThan(0);
  await sql`update rollups set sent = sent + 7`;
  await sql`delete from tallies`;
  expect(await admin('rollups', 'rebuild', '--portal', String(sandbox.portalId))).toContain('1 counted anew.');
  expect(await sums()).toEqual(before);
  await expect(admin('rollups', 'rebuild', '--portal', '1')).rejects.toThrow('There is no such account');
});

test('an effect that waits for a person is listed with its next step, and tried again on request', async () => {
  const { sql } = sandbox.app.context;
  const [effect] = await sql<{ id: string }[]>`
    update effects set state = 'needs_attention', reason = 'hubspot_refused', reason_details = '{"status": 400, "said": "No such owner."}', next_step = 'correct_and_retry', result_id = null
    where kind = 'task' returning id`;
  const listed = await admin('effects');
  expect(listed).toContain(`${effect!.id}\t4711001\ttask\tneeds_attention`);
  expect(listed).toContain('HubSpot refused it (400). “No such owner.”\tFix what HubSpot reported, then try again.');
  expect(await admin('retry', effect!.id)).toBe('task is tried again.');
  await until(async () => {
    const [row] = await sql`select 1 from effects where id = ${effect!.id} and state = 'done'`;
    return row ?? null;
  }, 'the task is written');
  expect(await admin('retry', effect!.id)).toContain('Nothing to retry');
});

test('a mail that could not be read is listed, and placed again on request', async () => {
  const { sql } = sandbox.app.context;
  const [row] = await sql<{ id: string }[]>`update inbound set state = 'failed', outcome = 'unreadable' returning id`;
  expect(await admin('inbound')).toContain(row!.id);
  expect(await admin('inbound-retry', row!.id)).toBe('The mail is placed again.');
  await until(
    async () => (await sql`select 1 from inbound where id = ${row!.id} and state = 'placed'`)[0] ?? null,
    'it is placed',
  );
});

test.each<[string[], number, RegExp]>([
  [['retry'], 1, /Say which/],
  [['retry', '0190a3c4-0000-7000-8000-000000000000'], 1, /no such effect/],
  [['retry', 'x'], 1, /"x" is no id/],
  [['effects', '--state', 'lost'], 1, /--state is one of/],
  [['effects', '--older', 'long'], 1, /--older takes an age/],
  [['reanalyze'], 1, /Say which replies/],
  [['reanalyze', '--since', 'yesterday'], 1, /--since takes a date/],
  [['contact', 'erase', '4711001'], 2, /missing required argument 'contact'/],
  [['contact', 'export', '4711001', '1'], 1, /Nothing is kept/],
  [['contact', 'export', 'x', '1'], 1, /PORTAL takes a number/],
  [['quarantine', '--portal', 'x'], 1, /--portal takes a number/],
  [['quarantine', 'show', '0190a3c4-0000-7000-8000-000000000000'], 1, /no such mail/],
  [['inbound', 'retry', '0190a3c4-0000-7000-8000-000000000000'], 1, /no such mail that failed/],
  [['portals', 'show', '5'], 1, /has not installed the app/],
  [['portals', 'disconnect', '4711001'], 1, /Add --yes/],
  [['trace', '0190a3c4-0000-7000-8000-000000000000'], 1, /Nothing is kept under this id/],
  [['backup', 'b'], 1, /pg_dump/],
  [['restore', 'b'], 1, /is no backup/],
  [['efects'], 2, /unknown command 'efects'/],
  [['effects', '--stat', 'done'], 2, /unknown option '--stat'/],
])('%j is refused with exit code %i and says what to give', async (argv, code, message) => {
  expect(await typed(...argv)).toMatchObject({ code, out: '', err: expect.stringMatching(message) });
});

test('every command has a --help, and the first one names them all', async () => {
  const all = await admin('--help');
  for (const { path, says } of COMMANDS) {
    expect(all).toContain(path.split(' ')[0]);
    expect(await admin(...path.split(' '), '--help')).toContain(says);
  }
});

test('--json gives scripts the same as data', async () => {
  expect(JSON.parse(await admin('portals', '--json'))).toMatchObject([{ portal: 4711001, state: 'connected' }]);
  expect(JSON.parse(await admin('portals', 'show', '4711001', '--json'))).toMatchObject({ missingScopes: [] });
  expect(JSON.parse(await admin('inbound', '--json'))).toEqual([]);
  expect(JSON.parse(await admin('corrections', '--json'))).toEqual([]);
});

test('jobs tells what each step has to do, ai cost what the AI took', async () => {
  expect(await admin('jobs')).toMatch(/^forward\t0\t\d\t0\t/m);
  expect(await admin('jobs', 'failed')).toBe('No job has failed for good.');
  expect(await admin('ai', 'cost')).toMatch(/^\d{4}-\d\d-\d\d\tgemini:\S+\t\d+\t\d+\t\d+\t0\.\d+$/m);
  expect(await admin('ai', 'cost', '--portal', '1')).toBe('Nothing was analyzed in this time.');
});

test('effects are retried by contact, age and state, but no mail that a customer may have', async () => {
  const { sql } = sandbox.app.context;
  await sql`update effects set state = 'unknown', reason = 'stopped_while_sending' where kind = 'tracked_send'`;
  const [contact] = await sql<{ hubspot_id: string }[]>`select hubspot_id from contacts`;
  const which = ['--contact', contact!.hubspot_id, '--state', 'unknown'];
  expect(await admin('effects', 'retry', ...which)).toBe(
    '0 of 1 effects are tried again. 1 mails may have reached a customer: retry each by its id.',
  );
  expect(await admin('effects', ...which, '--older', '1d')).toBe('Nothing of this kind.');
  const [effect] = await sql<{ id: string }[]>`select id from effects where kind = 'tracked_send'`;
  expect(await admin('effects', 'show', effect!.id)).toContain('state\tunknown');
  await sql`update effects set state = 'done', reason = null where kind = 'tracked_send'`;
  await sql`update effects set state = 'needs_attention', reason = 'hubspot_silent' where kind = 'properties'`;
  expect(await admin('effects', 'retry', '--portal', '4711001')).toMatch(/^(\d+) of \1 effects are tried again\.$/);
  await until(
    async () => (await sql`select 1 from effects where kind = 'properties' and state = 'done'`)[0] ?? null,
    'the properties are written',
  );
});

test('a paused account gets nothing and loses nothing, and goes on where it stood', async () => {
  const { sql } = sandbox.app.context;
  expect(await admin('portals', 'pause', '4711001')).toContain('is paused');
  expect(await admin('portals')).toContain('connected, paused');
  const sending = sendOutreach(sandbox);
  const newest = () =>
    sql<{ id: string; state: string; attempts: number }[]>`
      select id, state, attempts from effects where kind = 'tracked_send' order by seq desc limit 1`;
  const [sent] = await until(async () => {
    const rows = await newest();
    return rows[0]?.state === 'pending' ? rows : null;
  }, 'it waits');
  await sandbox.app.context.queue.transact(async ({ enqueue }) => enqueue('sweep', {}));
  await pause(1_500);
  expect(await newest()).toEqual([{ ...sent, state: 'pending', attempts: 0 }]);
  expect(await admin('portals', 'resume', '4711001')).toContain('goes on');
  await sending;
  expect(await admin('portals')).not.toContain('paused');
});

test('portals disconnect takes the app out', async () => {
  expect(await admin('portals', 'disconnect', '4711001', '--yes')).toContain('The app is out of account 4711001');
  expect(uninstalled).toEqual([4711001]);
});

test('a mail of the quarantine is shown without its words, and deleted with its post', async () => {
  const { sql } = sandbox.app.context;
  await sandbox.sendgrid.postInbound({
    eml: Buffer.from(
      'From: max@acme.example\r\nTo: reply+0000000000000000@reply.vendas.example\r\nSubject: Stray\r\n\r\nHello.\r\n',
    ),
  });
  const mail = await until(
    async () => (await sql<{ id: string }[]>`select id from quarantine`)[0] ?? null,
    'it is set aside',
  );
  expect(await admin('quarantine')).toContain(`${mail.id}\t`);
  const shown = await admin('quarantine', 'show', mail.id);
  expect(shown).toContain('reason\tunknown_token');
  expect(shown).toContain('senderDomain\tacme.example');
  expect(shown).not.toMatch(/max@|Stray/);
  expect(await typed('quarantine', 'attach', mail.id)).toMatchObject({
    code: 1,
    err: expect.stringContaining('Only a late reply'),
  });
  expect(await admin('quarantine', 'delete', mail.id)).toBe('The mail is deleted.');
  expect(await admin('quarantine')).toBe('The quarantine is empty.');
});

const whose = (what: string) => ['contact', what, '4711001', sandbox.hubspot.contacts()[0]!.id];

test('contact export prints one JSON document with everything of a contact', async () => {
  const document = JSON.parse(await admin(...whose('export')));
  expect(document.contact).toMatchObject({ portal_id: 4711001 });
  const reply = document.messages.find(({ kind }: { kind: string }) => kind === 'reply');
  expect(reply.body.new).toContain('plano Pro');
  expect(reply.analyses.length).toBeGreaterThan(0);
  expect(document.effects.length).toBeGreaterThan(0);
});

test('contact erase erases everything of a contact', async () => {
  await admin(...whose('erase'));
  expect(await sandbox.app.context.sql`select id from messages`).toHaveLength(0);
  expect(await sandbox.app.context.sql`select id from inbound`).toHaveLength(0);
});
