import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../sandbox/play/until.ts';
import { embeddedFolder, serverDatabase } from '../support/database.ts';
import { keepCalls } from '../support/openapi.ts';
import { type SandboxDetails, sandboxProcess } from '../support/sandbox-process.ts';

let dataDir: string;
let databaseUrl: string | undefined;
beforeAll(async () => {
  databaseUrl = await serverDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'reply-tracking-crash-'));
  if (!databaseUrl) await embeddedFolder(join(dataDir, 'database'));
});
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

type Mail = { subject: string; text: string };
const json = async <T>(url: string, token?: string): Promise<T> =>
  (await fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {})).json() as Promise<T>;
const forwards = async ({ mailbox }: SandboxDetails) =>
  (await json<Mail[]>(mailbox)).filter(({ text }) => text.includes('before the power cut'));
const contact = async ({ hubspot, contactId, hubspotToken }: SandboxDetails) =>
  (
    await json<{ properties: Record<string, string> }>(
      `${hubspot}/crm/objects/2026-09/contacts/${contactId}?properties=reply_count,reply_response_type,reply_last_analyzed_at`,
      hubspotToken,
    )
  ).properties;
const emails = async ({ hubspot, contactId, hubspotToken }: SandboxDetails) =>
  (
    await json<{ results: { id: string }[] }>(
      `${hubspot}/crm/v4/objects/contacts/${contactId}/associations/emails`,
      hubspotToken,
    )
  ).results;

test('a reply that was received before a kill -9 is forwarded once and written once after the restart', async () => {
  const first = await sandboxProcess(
    ['--data', dataDir, '--hold', 'forward', '--hold', 'analyze', '--hold', 'sync'],
    databaseUrl,
  );
  const { details } = first;
  const transport = createTransport({ ...details.smtp, secure: false, ignoreTLS: true });
  await transport.sendMail({
    from: details.contactEmail,
    to: details.replyAddress!,
    subject: 'Re: stock report',
    text: 'We sent this before the power cut. Please send us the price list of the Pro plan for all shops.',
  });
  expect(await forwards(details)).toHaveLength(0);
  await first.kill();

  // On a server a killed worker's job is back after 11 s; with both cores busy, 30 s for all that follows were too short.
  const second = await sandboxProcess(['--data', dataDir], databaseUrl);
  try {
    await until(
      async () => ((await forwards(second.details)).length > 0 ? true : null),
      'the reply is forwarded after the restart',
      60,
    );
    await until(
      async () => ((await contact(second.details)).reply_count === '2' ? true : null),
      'both replies are written after the restart',
      60,
    );
    const emailsThen = (await emails(second.details)).length;
    await second.kill();

    const third = await sandboxProcess(['--data', dataDir], databaseUrl);
    await until(async () => (await contact(third.details)).reply_last_analyzed_at ?? null, 'the state is still there');
    expect(await forwards(third.details)).toHaveLength(1);
    expect(await contact(third.details)).toMatchObject({ reply_count: '2' });
    expect(await emails(third.details)).toHaveLength(emailsThen);
    expect(emailsThen).toBe(3);
    keepCalls(await json(`${third.details.hubspot}/sandbox/calls`));
    await third.kill();
  } finally {
    await second.kill();
  }
}, 120_000);
