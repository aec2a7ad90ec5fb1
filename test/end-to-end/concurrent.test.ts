import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sent, sendOutreach } from '../sandbox/play/play.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let sent: Sent;
beforeAll(async () => {
  sandbox = await testSandbox();
  sent = await sendOutreach(sandbox);
});
afterAll(() => sandbox.close());

test('forty replies to one contact at the same moment are all placed and counted, none at the second try', async () => {
  const { sql } = sandbox.app.context;
  const posts = Array.from({ length: 40 }, (_, n) =>
    sandbox.sendgrid.postInbound({
      eml: Buffer.from(
        `From: <${sent.contactAddress}>\r\nTo: ${sent.replyAddress}\r\nSubject: Re\r\nMessage-ID: <${n}@padariasol.example>\r\n\r\nPoint ${n}.\r\n`,
      ),
    }),
  );
  await Promise.all(posts);
  await until(async () => {
    const [row] = await sql<{ count: number }[]>`select count(*)::integer as count from messages where kind = 'reply'`;
    return row!.count === 40 ? true : null;
  }, 'all are placed');
  const [contact] = await sql`select reply_count from contacts where hubspot_id = ${sent.contactId}`;
  expect(contact!.reply_count).toBe(40);
  const [attempts] = await sql`select max(attempts) as most from inbound`;
  expect(attempts!.most).toBe(0);
  expect(sandbox.logLines()).not.toContain('job failed');
});
