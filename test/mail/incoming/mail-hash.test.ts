import { expect, test } from 'vitest';
import { hashMail } from '../../../lib/mail/incoming/mail-hash.ts';
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
  expect(hashMail(rawPost(received('1') + received('2') + MAIL))).toBe(hashMail(rawPost(received('3') + MAIL)));
  expect(hashMail(rawPost(MAIL))).toMatch(/^[0-9a-f]{64}$/);
});

test('what SendGrid found out about the delivery does not count', () => {
  expect(hashMail(rawPost(MAIL, { spf: 'fail', dkim: null, senderIp: '192.0.2.9' }))).toBe(hashMail(rawPost(MAIL)));
  expect(hashMail(parsed({ headers: `${received('1')}From: a`, text: 'x', SPF: 'pass' }))).toBe(
    hashMail(parsed({ SPF: 'fail', text: 'x', headers: 'From: a' })),
  );
});

test('whom it is addressed to on the way does not count', () => {
  const to = (...to: string[]) => hashMail(rawPost(MAIL, { envelope: { to, from: '' } }));
  expect(to('a@x')).toBe(to('b@x', 'a@x'));
  expect(hashMail(rawPost(`Delivered-To: a@x\r\nReturn-Path: <b@y>\r\n${received('1')}${MAIL}`))).toBe(
    hashMail(rawPost(MAIL)),
  );
});

test.each([
  ['another text', MAIL.replace('ok', 'no')],
  ['a second "ok" with its own Message-ID', `Message-ID: <2@acme.example>\r\n${MAIL}`],
  ['a Received line further down', MAIL.replace('Subject', `${received('1')}Subject`)],
])('%s is another post', (_name, mail) => expect(hashMail(rawPost(mail))).not.toBe(hashMail(rawPost(MAIL))));

test('fields and files cannot pass for one another', () => {
  const file = { field: 'attachment1', filename: 'a', contentType: 'text/plain', content: Buffer.from('x') };
  const hashes = [
    parsed({ text: 'ab', html: '' }),
    parsed({ text: 'a', html: 'b' }),
    parsed({ text: 'ab' }),
    parsed({ text: 'ab' }, [file]),
    parsed({ text: 'ab' }, [{ ...file, content: Buffer.from('y') }]),
  ].map(hashMail);
  expect(new Set(hashes).size).toBe(hashes.length);
});
