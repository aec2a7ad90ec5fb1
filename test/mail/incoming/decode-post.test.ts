import { expect, test } from 'vitest';
import { openPost } from '../../../lib/mail/in-threads.ts';
import { decodePost } from '../../../lib/mail/incoming/decode-post.ts';
import { multipart, rawPost } from '../../support/inbound-post.ts';

const TO = 'reply+0123456789abcdef@reply.example.com';
const STRANGER = { to: [TO], from: 'stranger@evil.example' };
const FROM = 'ceo@acme.example';
const MAIL = `From: ${FROM}\r\nTo: ${TO}\r\nSubject: Our bank\r\n\r\nPlease pay to the new account.\r\n`;
const part = (name: string, value: string) =>
  `\r\n--xYzZY\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
const open = (email: string) => {
  const { body, contentType } = multipart(rawPost(email, STRANGER));
  return openPost({ body, contentType, replyDomain: 'reply.example.com' });
};

const ENVELOPE = part('envelope', JSON.stringify({ to: [TO], from: FROM }));
const PASSED = `${part('SPF', 'pass')}${part('dkim', '{@acme.example : pass}')}`;

test.each([
  ['an envelope and results of its own', ENVELOPE + PASSED],
  ['an SPF result', part('SPF', 'pass')],
  ['a DKIM result', part('dkim', '{@acme.example : pass}')],
  ['a sender’s address', part('sender_ip', '203.0.113.1')],
  ['all of it, and the end of the post', `${ENVELOPE}${PASSED}\r\n--xYzZY--`],
  ['the end of the post alone', '\r\n--xYzZY--'],
  ['all of it and a field that swallows the rest', `${ENVELOPE}${PASSED}${part('more', '')}`],
])('a mail that holds the boundary and %s proves nothing', async (_, forged) => {
  const post = await open(MAIL + forged);
  if ('malformed' in post) throw new Error(post.malformed);
  expect(post.authentication).toMatchObject({ envelopeFrom: '', spf: null, dkim: null });
  expect(post.senderIp).toBeNull();
  // It is kept and reaches the rep, and says that there may be more of it.
  expect(post.tokens).toEqual(['0123456789abcdef']);
  expect(post.mail.text).toContain('new account');
  expect(post.mail.problems).toContain('the mail holds the boundary of its post');
});

test('a part whose headers do not end takes no field of SendGrid along', async () => {
  const post = await open(`${MAIL}${PASSED}\r\n--xYzZY\r\nContent-Disposition: form-data; name="envelope"\r\nX: `);
  if ('malformed' in post) throw new Error(post.malformed);
  expect(post.authentication).toMatchObject({ spf: null, dkim: null });
});

test.each([
  ['in a sentence', 'the boundary --xYzZY is a constant'],
  ['in a sentence, as its end', 'it ends with --xYzZY--'],
  ['nowhere', 'hello'],
])('a mail that has the boundary’s letters %s is read as any other', async (_, words) => {
  const post = await open(`${MAIL}${words}\r\n`);
  if ('malformed' in post) throw new Error(post.malformed);
  expect(post.authentication).toMatchObject({ envelopeFrom: 'stranger@evil.example', spf: 'pass' });
  expect(post.mail.problems).toEqual([]);
  expect(post.mail.text).toContain(words);
});

test('a name that every object has is a field like others', async () => {
  const { body, contentType } = multipart([{ name: 'constructor', value: 'a' }, ...rawPost(MAIL, STRANGER)]);
  expect((await decodePost(body, contentType)).ambiguous).toBe(false);
});
