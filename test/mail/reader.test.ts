import { afterAll, expect, test } from 'vitest';
import type { OpenedPost, StoredPost } from '../../lib/mail/in-threads.ts';
import { createMailReader, type MailReader } from '../../lib/mail/reader.ts';
import { createThreads, TaskEndedError } from '../../lib/threads.ts';
import { multipart, rawPost } from '../support/inbound-post.ts';

const replyDomain = 'reply.acme.example';
const own = { domains: [replyDomain], loopHeader: 'X-Loop', messageIdDomain: replyDomain };
const threads = createThreads({ size: 2, timeLimitMs: 20_000 });
const reader = createMailReader(threads, { replyDomain });
async function opened(by: MailReader, stored: StoredPost): Promise<OpenedPost> {
  const readBody = async () => Buffer.from(stored.body);
  const result = await by.open({ contentType: stored.contentType, readBody });
  if ('malformed' in result) throw new Error(result.malformed);
  return result;
}

afterAll(() => threads.close());

const post = (mail: string) =>
  multipart(rawPost(mail, { to: ['reply+0123456789abcdef@reply.acme.example'], from: 'max@acme.example' }));

const MAIL =
  'From: Max <max@acme.example>\r\nTo: reply+0123456789abcdef@reply.acme.example\r\n' +
  'Date: Mon, 2 Nov 2026 10:00:00 +0100\r\nSubject: Hi\r\n\r\nYes, please.\r\n\r\n' +
  'On Mon, 2 Nov 2026, Anna <reply+0123456789abcdef@reply.acme.example> wrote:\r\n> Would you?\r\n';

test('a post comes back as a mail with what says where it belongs', async () => {
  const first = await opened(reader, post(MAIL));
  expect(first.mail.from).toEqual({ name: 'Max', address: 'max@acme.example' });
  expect(first.mail.date?.toISOString()).toBe('2026-11-02T09:00:00.000Z');
  expect(first).toMatchObject({ tokens: ['0123456789abcdef'], authentication: { spf: 'pass' } });
  expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ['a space that does not break', 'Ana\u00a0\u202f Souza'],
  ['spaces of other widths', '\u2003Ana\u3000Souza\u2009'],
  ['letters that show nothing', 'Ana\u3164\u2800Souza\u115f'],
  ['characters that only format', 'A\u200bn\u00ada\u200d \u202eSou\u2060za\ufeff'],
])('a name with %s is the name as it looks', async (_what, name) => {
  const encoded = `=?utf-8?b?${Buffer.from(name).toString('base64')}?=`;
  const { mail } = await opened(reader, post(MAIL.replace('Max <', `${encoded} <`)));
  expect(mail.from?.name).toBe('Ana Souza');
});

test('a joiner stays where its script needs it', async () => {
  const name = 'می\u200cخواهم';
  const { mail } = await opened(
    reader,
    post(MAIL.replace('Max <', `=?utf-8?b?${Buffer.from(name).toString('base64')}?= <`)),
  );
  expect(mail.from?.name).toBe(name);
});

test('the words come back in parts, judged, without a usable address', async () => {
  const { mail, envelope } = await opened(reader, post(MAIL));
  const read = await reader.read({ mail, envelope, sent: [], own });
  expect(read.text.new).toBe('Yes, please.');
  expect(read.verdict.kind).toBe('human');
  expect(JSON.stringify({ text: read.text, to: read.mail.to })).not.toContain('0123456789abcdef');
});

test('what is no post of SendGrid says so', async () => {
  expect(await reader.open({ contentType: 'text/plain', readBody: async () => Buffer.from('x') })).toEqual({
    malformed: expect.stringContaining('it is not multipart/form-data'),
  });
});

test('more mails than threads', async () => {
  const posts = Array.from({ length: 12 }, (_, n) => post(`Subject: mail ${n}\r\n\r\nbody`));
  const all = await Promise.all(posts.map((one) => opened(reader, one)));
  expect(all.map(({ mail }) => mail.subject)).toEqual(Array.from({ length: 12 }, (_, n) => `mail ${n}`));
});

test('a mail whose reading was ended is given unread, and its words uncut', async () => {
  const tried: string[] = [];
  const impatient: typeof threads = {
    ...threads,
    run(task, input) {
      tried.push(task.name);
      if (tried.length % 2 === 1) return Promise.reject(new TaskEndedError(task.name, 'it took longer than 5 ms'));
      return threads.run(task, input);
    },
  };
  const hasty = createMailReader(impatient, { replyDomain });
  const { mail, envelope } = await opened(hasty, post(MAIL.replace('Hi', '=?utf-8?q?Gr=C3=BC=C3=9Fe?=')));
  expect(mail.subject).toBe('Grüße');
  expect(mail.problems.join()).toContain('took longer than 5 ms');
  const { text, verdict } = await hasty.read({ mail, envelope, sent: [], own });
  expect(text).toMatchObject({ quoted: '', confidence: 0 });
  expect(text.new).toContain('Would you?');
  expect(verdict.kind).toBe('human');
  expect(tried).toEqual(['openPost', 'openUnparsed', 'readReply', 'readWhole']);
});
