import { expect, test } from 'vitest';
import { hashPost } from '../../../lib/mail/incoming/post-hash.ts';
import type { InboundPost } from '../../../lib/mail/types.ts';
import { rawPost } from '../support.ts';

const MAIL = 'From: a@acme.example\r\nSubject: x\r\n\r\nok';
const received = (id: string) => `Received: from a by b id ${id};\r\n\tMon, 2 Nov 2026 10:00:00 +0000\r\n`;
const parsed = (
  fields: Record<string, string>,
  files: Extract<InboundPost, { mode: 'parsed' }>['files'] = [],
): InboundPost => ({
  ...(rawPost('') as Extract<InboundPost, { mode: 'raw' }>),
  mode: 'parsed',
  fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Buffer.from(value)])),
  files,
});

test('the same mail by another way is the same post', () => {
  expect(hashPost(rawPost(received('1') + received('2') + MAIL))).toBe(hashPost(rawPost(received('3') + MAIL)));
  expect(hashPost(rawPost(MAIL))).toMatch(/^[0-9a-f]{64}$/);
});

test('what SendGrid found out about the delivery does not count', () => {
  expect(hashPost(rawPost(MAIL, { spf: 'fail', dkim: null, senderIp: '192.0.2.9' }))).toBe(hashPost(rawPost(MAIL)));
  expect(hashPost(parsed({ headers: `${received('1')}From: a`, text: 'x', SPF: 'pass' }))).toBe(
    hashPost(parsed({ SPF: 'fail', text: 'x', headers: 'From: a' })),
  );
});

test('the order and case of recipients do not count, the recipients do', () => {
  const to = (...to: string[]) => hashPost(rawPost(MAIL, { envelope: { to, from: '' } }));
  expect(to('a@x', 'B@x')).toBe(to('b@x', 'A@x', 'a@x'));
  expect(to('a@x')).not.toBe(to('b@x'));
  expect(to('a@x', 'b@x')).not.toBe(to('a@xb@x'));
});

test.each([
  ['another text', MAIL.replace('ok', 'no')],
  ['a second "ok" with its own Message-ID', `Message-ID: <2@acme.example>\r\n${MAIL}`],
  ['a Received line further down', MAIL.replace('Subject', `${received('1')}Subject`)],
])('%s is another post', (_name, mail) => expect(hashPost(rawPost(mail))).not.toBe(hashPost(rawPost(MAIL))));

test('fields and files cannot pass for one another', () => {
  const file = { field: 'attachment1', filename: 'a', contentType: 'text/plain', content: Buffer.from('x') };
  const hashes = [
    parsed({ text: 'ab', html: '' }),
    parsed({ text: 'a', html: 'b' }),
    parsed({ text: 'ab' }),
    parsed({ text: 'ab' }, [file]),
    parsed({ text: 'ab' }, [{ ...file, content: Buffer.from('y') }]),
  ].map(hashPost);
  expect(new Set(hashes).size).toBe(hashes.length);
});
