import { expect, test } from 'vitest';
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
