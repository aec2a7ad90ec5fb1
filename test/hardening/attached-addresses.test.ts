import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { type OpenedPost, openPost, readReply } from '../../lib/mail/in-threads.ts';
import { redactAttachments } from '../../lib/mail/own-marks/redact-attached.ts';
import type { MailAttachment } from '../../lib/mail/types.ts';
import { holdsToken } from '../support/find-token.ts';
import { multipart, rawPost } from '../support/inbound-post.ts';

const DOMAIN = 'reply.example.com';
const TOKEN = '0123456789abcdef';
const ADDRESS = `reply+${TOKEN}@${DOMAIN}`;
const split = (between: string) => ADDRESS.replace('456789', `4${between}56789`);
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');
const quotedPrintable = (text: string) =>
  text.replace(/[=\u0080-\u00ff]/g, (one) => `=${one.charCodeAt(0).toString(16).toUpperCase()}`);
const html = (words: string) => `<html><body><p>Hello</p><blockquote>${words}</blockquote></body></html>`;

/** A mail of ours as somebody attaches it. */
const mail = (type: string, encoding: string, body: string, headers = [`Reply-To: <${ADDRESS}>`]) =>
  [
    'From: Anna <anna@seller.example>',
    ...headers,
    'Subject: Offer',
    'MIME-Version: 1.0',
    `Content-Type: ${type}`,
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    body,
    '',
  ].join('\r\n');

/** The same mail with one letter of the token in the other ways in which a letter can be written. */
const ATTACHED: Record<string, string> = {
  'in its headers': mail('text/plain', '7bit', 'Hello'),
  'in a folded header': mail('text/plain', '7bit', 'Hello', [`Reply-To: "Anna"\r\n <${split('\r\n ')}>`]),
  'in an encoded word': mail('text/plain', '7bit', 'x', [
    `Reply-To: =?utf-8?b?${Buffer.from(ADDRESS).toString('base64')}?=`,
  ]),
  'in two encoded words': mail('text/plain', '7bit', 'x', [
    `To: =?utf-8?q?reply+012345?= =?utf-8?q?6789abcdef=40reply.example.com?=`,
  ]),
  'in its text': mail('text/plain', '7bit', `Write to ${ADDRESS}.`),
  'wrapped in its text': mail('text/plain', '7bit', `> Write to ${split('\r\n> ')}.`),
  'in quoted-printable': mail('text/plain', 'quoted-printable', `Write to ${split('=\r\n')}.`),
  'in quoted-printable, the plus too': mail('text/plain', 'quoted-printable', ADDRESS.replace('+', '=2B')),
  'behind an encoded =': mail('text/plain', 'quoted-printable', `SRS0=3Dab=3Dcd=3D${DOMAIN}=3D${ADDRESS}`),
  'in base64': mail('text/plain; charset=utf-8', 'base64', base64(`Olá. Write to ${ADDRESS}.`)),
  'in base64 on one line': mail(
    'text/plain',
    'base64',
    Buffer.from(`${'x'.repeat(300)} ${ADDRESS}`).toString('base64'),
  ),
  'in base64 of UTF-16': mail(
    'text/plain; charset=utf-16le',
    'base64',
    base64(Buffer.from(`Write to ${ADDRESS}`, 'utf16le')),
  ),
  'in a link': mail(
    'text/html',
    '7bit',
    html(`<a href="mailto:${ADDRESS.replace('+', '%2B').replace('@', '%40')}">x</a>`),
  ),
  'percent-encoded in a link': mail(
    'text/html',
    '7bit',
    html(`<a href="mailto:%72eply%2B%30123456789abcdef%40${DOMAIN}">x</a>`),
  ),
  'with <wbr>': mail('text/html', '7bit', html(split('<wbr>'))),
  'with <wbr> between all letters': mail('text/html', '7bit', html([...ADDRESS].join('<wbr>'))),
  'with tags around letters': mail('text/html', '7bit', html(split('<b>').replace('89', '8</b>9'))),
  'with a comment': mail('text/html', '7bit', html(split('<!-- x -->'))),
  'with a zero-width space': mail(
    'text/html; charset=utf-8',
    '8bit',
    html(Buffer.from(split('\u200b')).toString('latin1')),
  ),
  'with a zero-width space in quoted-printable': mail('text/html', 'quoted-printable', html(split('=E2=80=8B'))),
  'with a zero-width space in base64': mail('text/html', 'base64', base64(html(split('\u200b')))),
  'with a soft hyphen': mail('text/html; charset=iso-8859-1', '8bit', html(split('\u00ad'))),
  'with a soft hyphen in quoted-printable': mail(
    'text/html',
    'quoted-printable',
    quotedPrintable(html(split('\u00c2\u00ad'))),
  ),
  'with &shy;': mail('text/html', '7bit', html(split('&shy;'))),
  'with &#8203;': mail('text/html', '7bit', html(split('&#8203;'))),
  'with &ZeroWidthSpace;': mail('text/html', '7bit', html(split('&ZeroWidthSpace;'))),
  'in entities': mail('text/html', '7bit', html([...ADDRESS].map((one) => `&#${one.charCodeAt(0)};`).join(''))),
  'in hexadecimal entities': mail(
    'text/html',
    '7bit',
    html([...ADDRESS].map((one) => `&#x${one.charCodeAt(0).toString(16)};`).join('')),
  ),
  'upper-case': mail('text/plain', '7bit', ADDRESS.toUpperCase()),
  'in a mail attached to it': [
    'Content-Type: multipart/mixed; boundary=in',
    '',
    '--in',
    'Content-Type: message/rfc822',
    'Content-Transfer-Encoding: base64',
    '',
    base64(mail('text/html', 'base64', base64(html(split('<wbr>'))))),
    '--in--',
    '',
  ].join('\r\n'),
  'in a broken structure': `Content-Type: multipart/mixed; boundary=never\r\n\r\n--other\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(ADDRESS)}`,
};

const attached = (content: Buffer, over: Partial<MailAttachment> = {}): MailAttachment => ({
  filename: 'mail.eml',
  contentType: 'message/rfc822',
  contentId: null,
  inline: false,
  content,
  ...over,
});
const redacted = (content: Buffer, over?: Partial<MailAttachment>) =>
  Buffer.from(redactAttachments([attached(content, over)], DOMAIN)[0]!.content);

describe.each(Object.entries(ATTACHED))('our address %s', (_where, source) => {
  const bytes = Buffer.from(source, 'latin1');

  test('the attack: a mail program finds it', () => expect(holdsToken(bytes, TOKEN)).toBe(true));

  test.each(['message/rfc822', 'text/rfc822-headers', 'message/delivery-status', 'text/plain'])(
    'is not in the attachment any more (%s)',
    (contentType) => expect(holdsToken(redacted(bytes, { contentType }), TOKEN)).toBe(false),
  );

  test('nor in an .eml that claims to be anything', () =>
    expect(holdsToken(redacted(bytes, { contentType: 'application/octet-stream' }), TOKEN)).toBe(false));

  test('nor in what a post with it becomes, text and HTML included', async () => {
    const whole = [
      'From: Max <max@acme.example>',
      `To: ${ADDRESS}`,
      'Subject: Fwd: Offer',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=out',
      '',
      '--out',
      'Content-Type: text/plain',
      '',
      'See the mail attached.',
      '--out',
      'Content-Type: message/rfc822',
      'Content-Disposition: attachment; filename="mail.eml"',
      '',
      source,
      '--out--',
      '',
    ].join('\r\n');
    const post = multipart(rawPost(Buffer.from(whole, 'latin1'), { to: [ADDRESS], from: 'max@acme.example' }));
    const opened = (await openPost({ ...post, replyDomain: DOMAIN })) as OpenedPost;
    expect(opened.tokens).toEqual([TOKEN]);
    const { text, mail: read } = readReply({
      mail: opened.mail,
      envelope: opened.envelope,
      sent: [],
      own: { domains: [DOMAIN], loopHeader: 'X-Loop', messageIdDomain: DOMAIN },
      replyDomain: DOMAIN,
    });
    expect(opened.mail.attachments.length).toBeGreaterThan(0);
    const stored = [...Object.values(text), read.html, read.subject, JSON.stringify([read.from, read.to, read.cc])];
    for (const part of stored) expect(holdsToken(Buffer.from(String(part)), TOKEN)).toBe(false);
    for (const { content } of opened.mail.attachments) expect(holdsToken(Buffer.from(content), TOKEN)).toBe(false);
  });
});

test.each(Object.entries(ATTACHED).filter(([, source]) => source.startsWith('From:')))(
  'the mail stays a mail: our address %s',
  async (_where, source) => {
    const before = await PostalMime.parse(Buffer.from(source, 'latin1'));
    const after = await PostalMime.parse(redacted(Buffer.from(source, 'latin1')));
    expect([after.subject, after.from?.address]).toEqual([before.subject, 'anna@seller.example']);
    expect(Boolean(after.html)).toBe(Boolean(before.html));
    expect(`${after.text}${after.html}`).toContain(before.html ? '</blockquote>' : (before.text?.slice(0, 4) ?? ''));
  },
);

test('an Outlook message keeps its length and its offsets', () => {
  const filler = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 1, 2, 3]);
  const bytes = Buffer.concat([filler, Buffer.from(ADDRESS, 'utf16le'), filler, Buffer.from(ADDRESS), filler]);
  const after = redacted(bytes, { filename: 'mail.msg', contentType: 'application/vnd.ms-outlook' });
  expect(holdsToken(after, TOKEN)).toBe(false);
  expect(after).toHaveLength(bytes.length);
  expect(after.subarray(0, 8)).toEqual(filler);
  expect(after.subarray(-8)).toEqual(filler);
});

test.each([
  ['a picture', { filename: 'x.png', contentType: 'image/png' }, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 254])],
  [
    'a mail without our address',
    {},
    Buffer.from(mail('text/html', 'base64', base64(html('reply+someone@else.example')), [])),
  ],
  ['bytes that are no text', {}, Buffer.from(Array.from({ length: 2000 }, (_, n) => (n * 37) % 256))],
])('%s stays byte for byte', (_what, over, bytes) => expect(redacted(bytes, over)).toEqual(bytes));

test('an address in a file name is masked', () => {
  const [file] = redactAttachments([attached(Buffer.from('x'), { filename: `Re ${ADDRESS}.eml` })], DOMAIN);
  expect(file!.filename).toBe(`Re reply+…@${DOMAIN}.eml`);
});

test.each([
  ['base64 of 20 MB', Buffer.from(base64(Buffer.alloc(15_000_000, 'abc def ')))],
  ['one line of 20 MB', Buffer.from('QUJD'.repeat(5_000_000))],
  ['the address begun a hundred thousand times', Buffer.from('reply+0123456789abcde'.repeat(100_000))],
  ['tags in the address begun', Buffer.from(`reply+${'<b>'.repeat(600_000)}`)],
  ['letters that could be the address', Buffer.from('r<r>e&#114;='.repeat(200_000))],
  ['encoded words', Buffer.from('=?utf-8?b?cmVwbHkr?= '.repeat(100_000))],
  ['an open encoded word', Buffer.from(`=?utf-8?q?${'a'.repeat(2_000_000)}`)],
])('%s takes no second', (_what, bytes) => {
  const start = performance.now();
  redacted(bytes);
  expect(performance.now() - start).toBeLessThan(process.env.CI ? 4_000 : 2_500);
});
