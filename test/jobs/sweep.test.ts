import { afterAll, beforeAll, expect, test } from 'vitest';
import { quarantine } from '../../lib/intake/quarantine.ts';
import { removeExpired } from '../../lib/jobs/retention.ts';
import { sweep } from '../../lib/jobs/sweep.ts';
import { type Sent, sendOutreach } from '../sandbox/play/play.ts';
import { playAnswer } from '../sandbox/play/story.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let sent: Sent;
beforeAll(async () => {
  sandbox = await testSandbox();
  sent = await sendOutreach(sandbox);
  await playAnswer(sandbox, sent, () => {});
});
afterAll(() => sandbox.close());

const sql = () => sandbox.app.context.sql;
const count = async (table: string) =>
  (await sql()<{ n: number }[]>`select count(*)::integer as n from ${sql()(table)}`)[0]!.n;

test('an effect whose job was lost is found and sent', async () => {
  const [lost] = await sql()<{ id: string }[]>`
    update effects set state = 'pending', created_at = created_at - interval '10 minutes', result_id = null where kind = 'forward' returning id`;
  await sweep(sandbox.app.context);
  await until(
    async () => (await sql()`select 1 from effects where id = ${lost!.id} and state = 'done'`)[0] ?? null,
    'it is sent',
  );
});

test('what has its job already gets no second one', async () => {
  const [row] = await sql()<{ id: string }[]>`
    update effects set state = 'pending', created_at = created_at - interval '10 minutes' where kind = 'forward' returning id`;
  await sql()`
    insert into pgboss.job (name, data, start_after) values ('forward', ${sql().json({ effectId: row!.id })}, now())`;
  const jobs = async () =>
    (
      await sql()<
        { n: number }[]
      >`select count(*)::integer as n from pgboss.job where name = 'forward' and data->>'effectId' = ${row!.id}`
    )[0]!.n;
  const before = await jobs();
  await sweep(sandbox.app.context);
  expect(await jobs()).toBe(before);
});

test('the operator’s quarantine is bounded in bytes: the oldest mail makes room', async () => {
  const now = sandbox.app.context.now();
  for (const [n, size] of [600_000_000, 600_000_000, 10].entries()) {
    const id = `0190a3c4-0000-7000-8000-00000000000${n}`;
    const receivedAt = new Date(now.getTime() - n * 1000);
    await sql()`
      insert into inbound (id, content_type, size, key_id, state, received_at)
      values (${id}, 'x', ${size}, 'k', 'quarantined', ${receivedAt})`;
    await quarantine(sql(), {
      inboundId: id,
      portalId: null,
      reason: 'no_token',
      fromAddress: null,
      subject: null,
      receivedAt,
    });
  }
  await removeExpired(sandbox.app.context, now);
  expect(await count('quarantine')).toBe(1);
});

test('posts, attachments and quarantined mail go when their time is over', async () => {
  sandbox.clock.advance('+31d');
  await removeExpired(sandbox.app.context, sandbox.app.context.now());
  expect(await count('inbound')).toBe(0);
  expect(await count('quarantine')).toBe(0);
  expect(await count('messages')).toBeGreaterThan(0);
});

test('a conversation whose address ran out is expired once nothing waits in it', async () => {
  sandbox.clock.advance('+100d');
  await sql()`update conversations set waiting_since = null`;
  await removeExpired(sandbox.app.context, sandbox.app.context.now());
  expect(await sql()`select distinct state from conversations`).toEqual([{ state: 'expired' }]);
});

test('an account that left is erased after thirty days', async () => {
  await sql()`update portals set state = 'uninstalled', updated_at = ${sandbox.app.context.now()}`;
  sandbox.clock.advance('+29d');
  await removeExpired(sandbox.app.context, sandbox.app.context.now());
  expect(await count('portals')).toBe(1);
  sandbox.clock.advance('+2d');
  await removeExpired(sandbox.app.context, sandbox.app.context.now());
  for (const table of ['portals', 'contacts', 'messages', 'effects', 'analyses', 'reply_tokens'])
    expect(await count(table)).toBe(0);
});
