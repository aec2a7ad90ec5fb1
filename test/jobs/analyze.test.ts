import { expect, test } from 'vitest';
import { analyze } from '../../lib/jobs/analyze.ts';
import { listAttention } from '../../lib/outbox/attention.ts';
import { ThreadsClosedError } from '../../lib/threads.ts';
import { answerAsCustomer, sendOutreach } from '../sandbox/play/play.ts';
import { until } from '../sandbox/play/until.ts';
import { passTime, testSandbox } from '../support/sandbox.ts';

test('a reply waits as long as the AI asks, and the AI is told who wrote, to whom and when', async () => {
  await using sandbox = await testSandbox();
  const { sql } = sandbox.app.context;
  const sent = await sendOutreach(sandbox);
  sandbox.gemini.fault({ effect: 429, times: 1, headers: { 'retry-after': '400' } });
  await answerAsCustomer(sandbox, sent);

  const job = await until(async () => {
    const [row] = await sql<{ seconds: number }[]>`
      select extract(epoch from start_after - created_on)::float as seconds from pgboss.job
      where name = 'analyze' and state = 'created' and start_after > created_on`;
    return row;
  }, 'the analysis waits');
  expect(job.seconds).toBeGreaterThan(399);
  expect(job.seconds).toBeLessThan(402);
  expect(sandbox.gemini.prompts()).toHaveLength(0);

  await passTime(sandbox, 402);
  const [row] = await until(async () => {
    const rows = await sql<{ analyst: string }[]>`select analyst from analyses`;
    return rows.length > 0 ? rows : null;
  }, 'the answer is analyzed');
  expect(row!.analyst).toContain('gemini');
  const rep = sandbox.hubspot.portal().users[0]!;
  const { text } = sandbox.gemini.prompts()[0]!;
  expect(text).toContain('Customer: Mariana Oliveira');
  expect(text).toContain(`Our rep: ${rep.firstName} ${rep.lastName}`);
  expect(text).toMatch(/^Received on: \w+day, \d{4}-\d{2}-\d{2}$/m);
  expect(text.split(/faz sentido levar o plano/i)).toHaveLength(2);
}, 60_000);

test('an AI that stays away longer than its patience leaves the reply to the rules', async () => {
  await using sandbox = await testSandbox();
  const { sql } = sandbox.app.context;
  const sent = await sendOutreach(sandbox);
  sandbox.gemini.fault({ effect: 429, headers: { 'retry-after': '86400' } });
  await answerAsCustomer(sandbox, sent);
  await until(
    async () => (await sql`select 1 from pgboss.job where name = 'analyze' and start_after > created_on`)[0],
    'the analysis waits',
  );
  await passTime(sandbox, 31 * 60);
  const [row] = await until(async () => {
    const rows = await sql<{ analyst: string }[]>`select analyst from analyses`;
    return rows.length > 0 ? rows : null;
  }, 'the rules speak');
  expect(row!.analyst).toBe('rules');
}, 60_000);

test('a reply whose analysis throws each time is shown to a person, and no longer once it is analyzed', async () => {
  await using sandbox = await testSandbox({ hold: ['analyze'] });
  const { context } = sandbox.app;
  const { sql } = context;
  const sent = await sendOutreach(sandbox);
  await answerAsCustomer(sandbox, sent);
  const [message] = await until(async () => {
    const rows = await sql<{ id: string; portalId: number }[]>`
      select id, portal_id as "portalId" from messages where kind = 'reply'`;
    return rows.length > 0 ? rows : null;
  }, 'the reply is stored');
  const { id: messageId, portalId } = message!;
  const broken = (error: Error) => ({
    ...context,
    ai: null,
    pass: async () => {},
    rules: () => Promise.reject(error),
  });
  const shown = async () => (await listAttention(sql, { portalId, limit: 5 }))[0];
  for (let n = 0; n < 8; n++)
    await expect(analyze(broken(new ThreadsClosedError('analyze')), { messageId })).rejects.toThrow();
  for (let n = 0; n < 4; n++) await expect(analyze(broken(new RangeError('x')), { messageId })).rejects.toThrow('x');
  expect(await shown()).toBeUndefined();
  await analyze(broken(new RangeError('x')), { messageId });
  expect(await shown()).toMatchObject({
    kind: 'analysis',
    reason: { code: 'not_analyzed', details: { error: 'RangeError' } },
    nextStep: 'retry',
  });
  await analyze({ ...context, pass: async () => {} }, { messageId });
  expect(await shown()).toBeUndefined();
  expect(await sql`select 1 from analyses where message_id = ${messageId}`).toHaveLength(1);
}, 60_000);
