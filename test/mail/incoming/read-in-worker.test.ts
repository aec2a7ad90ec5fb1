import { afterAll, expect, test } from 'vitest';
import { createMailReader } from '../../../lib/mail/incoming/read-in-worker.ts';
import { rawPost } from '../support.ts';

const reader = createMailReader({ timeLimitMs: 20_000, size: 2 });
afterAll(() => reader.close());

test('reads mail in a thread and gives dates, bytes and text back', async () => {
  const mail = await reader.read(
    rawPost(
      'From: Max <max@acme.example>\r\nDate: Mon, 2 Nov 2026 10:00:00 +0100\r\nSubject: Hi\r\n\r\nYes, please.\r\n',
    ),
  );
  expect(mail.from).toEqual({ name: 'Max', address: 'max@acme.example' });
  expect(mail.date?.toISOString()).toBe('2026-11-02T09:00:00.000Z');
  expect(mail.text?.trim()).toBe('Yes, please.');
  const text = await reader.split({ text: 'Yes.\n\nOn Mon, 2 Nov 2026, Anna <anna@x.example> wrote:\n> Would you?\n' });
  expect(text.new).toBe('Yes.');
});

test('serves more mails than it has threads', async () => {
  const mails = await Promise.all(
    Array.from({ length: 12 }, (_, n) => reader.read(rawPost(`Subject: mail ${n}\r\n\r\nbody ${n}`))),
  );
  expect(mails.map((mail) => mail.subject)).toEqual(Array.from({ length: 12 }, (_, n) => `mail ${n}`));
});

test('ends a runaway and keeps the whole text', async () => {
  const hasty = createMailReader({ timeLimitMs: 1, size: 1 });
  try {
    const mail = await hasty.read(rawPost('Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nThe whole text.\r\n'));
    expect(mail.subject).toBe('Grüße');
    expect(mail.text).toContain('The whole text.');
    expect(mail.problems.join()).toContain('took longer than 1 ms');
    const text = await hasty.split({ text: 'New.\n\n> old' });
    expect(text).toMatchObject({ new: 'New.\n\n> old', confidence: 0 });
  } finally {
    await hasty.close();
  }
});

test('a closed reader still gives every mail back', async () => {
  const closing = createMailReader({ timeLimitMs: 20_000, size: 1 });
  await closing.close();
  expect((await closing.read(rawPost('Subject: late\r\n\r\ntext'))).text).toContain('text');
});
