import { createTransport } from 'nodemailer';
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

const sql = () => sandbox.app.context.sql;
const mail = (from: string, to: string, subject: string, text: string) =>
  createTransport({ ...sandbox.sendgrid.smtp, secure: false, ignoreTLS: true }).sendMail({
    envelope: { from, to },
    from: { name: 'Mariana Zebrowska', address: from },
    to,
    subject,
    text,
    messageId: '<walrus-4711@kunde.example>',
    attachments: [{ filename: 'walrus.txt', content: 'walrus figures' }],
  });

/** Which tables hold one of these, as text or as bytes; every table there is, the queue's included. */
async function tablesWith(needles: string[]): Promise<string[]> {
  const tables = await sql()<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  expect(tables.map(({ schema }) => schema)).toContain('pgboss');
  const hits = new Set<string>();
  for (const { schema, name } of tables) {
    for (const { row } of await sql()<
      { row: string }[]
    >`select t::text as row from ${sql()(schema)}.${sql()(name)} t`) {
      const found = needles.filter(
        (needle) => row.toLowerCase().includes(needle) || row.includes(Buffer.from(needle).toString('hex')),
      );
      for (const needle of found) hits.add(`${schema}.${name}: ${needle}`);
    }
  }
  return [...hits].sort();
}

test('after a privacy deletion no table and no line of the log knows the contact', async () => {
  const { contactId, contactAddress, replyAddress } = sent;
  const token = replyAddress.slice('reply+'.length, replyAddress.indexOf('@'));
  await mail(contactAddress, replyAddress, 'Re: walrus', 'The walrus costs too much. Please send us the price list.');
  await mail('mariana.zebrowska@home.example', replyAddress, 'Re: walrus', 'The walrus again, from home.');
  await until(async () => {
    const [row] = await sql()<{ open: number }[]>`
      select ((select count(*) from effects where state in ('pending', 'sending'))
            + (select 2 - count(distinct message_id) from analyses))::integer as open`;
    return row?.open === 0 ? true : null;
  }, 'both replies have gone their whole way');
  const about = [contactAddress, 'zebrowska', 'walrus', token];
  const before = await tablesWith(about);
  expect(before.map((hit) => hit.split(':')[0])).toEqual(
    expect.arrayContaining(['public.contacts', 'public.messages']),
  );

  sandbox.hubspot.person.privacyDelete(contactId);
  await until(async () => ((await sql()`select 1 from tombstones`).length > 0 ? true : null), 'the event has arrived');
  await until(
    async () =>
      (await sql()`select 1 from pgboss.job where state < 'completed' and name <> 'sweep'`).length ? null : true,
    'nothing is left to do',
  );
  expect(await tablesWith(about)).toEqual([]);
  // HubSpot's number of the contact alone stays, in the tombstone.
  expect((await tablesWith([contactId])).map((hit) => hit.split(':')[0])).toEqual(['public.tombstones']);

  await mail(contactAddress, replyAddress, 'Re: walrus', 'Is the walrus still there?');
  await until(async () => {
    const [row] = await sql()`select 1 from inbound`;
    return row ? null : sandbox.logLines().includes('erased') || null;
  }, 'a late reply is dropped');
  expect(await tablesWith(about)).toEqual([]);
  const log = sandbox.logLines().toLowerCase();
  expect(log.length).toBeGreaterThan(1000);
  expect(about.filter((one) => log.includes(one))).toEqual([]);
});
