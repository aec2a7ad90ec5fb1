import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { readPost } from '../../../lib/mail/incoming/read-post.ts';
import type { InboundPost } from '../../../lib/mail/types.ts';

/** A post as SendGrid's parsed mode makes it: bodies undecoded, `charsets` beside them. */
function parsedPost(
  fields: Record<string, string | Uint8Array>,
  charsets: Record<string, string> = {},
  files: Extract<InboundPost, { mode: 'parsed' }>['files'] = [],
): InboundPost {
  return {
    mode: 'parsed',
    ambiguous: false,
    envelope: { to: ['reply+0123456789abcdef@reply.example.com'], from: 'max@acme.example' },
    spf: 'pass',
    dkim: 'none',
    senderIp: null,
    charsets,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? Buffer.from(value) : value]),
    ),
    files,
  };
}

const HEADERS = [
  'Received: by mx.sendgrid.net',
  'From: =?utf-8?q?Max_M=C3=BCller?= <max@acme.example>',
  'To: Anna <reply+0123456789abcdef@reply.example.com>',
  'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=',
  'Message-ID: <1@acme.example>',
  'Date: Mon, 2 Nov 2026 10:00:00 +0100',
  'Content-Type: multipart/mixed; boundary=gone',
].join('\n');

const PRICE = 'Grüße – Preis 5 €';

describe('charsets', () => {
  test.each([
    ['UTF-8', Buffer.from(PRICE)],
    ['utf8', Buffer.from(PRICE)],
    ['windows-1252', iconv.encode(PRICE, 'windows-1252')],
    ['"Windows-1252"', iconv.encode(PRICE, 'windows-1252')],
    ['us-ascii', Buffer.from(PRICE)],
    ['unknown-8bit', iconv.encode(PRICE, 'windows-1252')],
    ['x-never-heard-of', Buffer.from(PRICE)],
    ['x-never-heard-of', iconv.encode(PRICE, 'windows-1252')],
    ['utf-8', iconv.encode(PRICE, 'windows-1252')],
    ['', iconv.encode(PRICE, 'windows-1252')],
  ])('text in %s', async (charset, bytes) => {
    const mail = await readPost(parsedPost({ headers: HEADERS, text: bytes }, { text: charset }));
    expect(mail.text).toBe(PRICE);
  });

  test.each([
    ['iso-8859-15', 'Preis 5 €'],
    ['cp850', 'Größe: 5 Stück'],
    ['ibm437', 'Größe'],
    ['ks_c_5601-1987', '안녕하세요'],
    ['gb2312', '您好'],
    ['big5', '您好'],
    ['shift_jis', '見積書'],
    ['koi8-r', 'Здравствуйте'],
    ['utf-16le', 'Grüße'],
    ['macintosh', 'Grüße'],
    ['windows-1255', 'שלום'],
  ])('text in %s: %s', async (charset, text) => {
    const mail = await readPost(parsedPost({ headers: HEADERS, text: iconv.encode(text, charset) }, { text: charset }));
    expect(mail.text).toBe(text);
  });

  test('a UTF-8 text cut in the middle of a character stays UTF-8', async () => {
    const bytes = Buffer.from('Größe und Höhe für Müller ü').subarray(0, -1);
    expect((await readPost(parsedPost({ headers: HEADERS, text: bytes }, { text: 'utf-8' }))).text).toContain(
      'Größe und Höhe für Müller',
    );
  });
});

test('headers come from the header lines, decoded once', async () => {
  const mail = await readPost(parsedPost({ headers: HEADERS, from: 'wrong', subject: 'wrong', text: 'x' }));
  expect(mail).toMatchObject({
    from: { name: 'Max Müller', address: 'max@acme.example' },
    subject: 'Grüße',
    messageId: '1@acme.example',
    to: [{ name: 'Anna', address: 'reply+0123456789abcdef@reply.example.com' }],
  });
});

test("SendGrid's fields stand in for missing header lines", async () => {
  const subject = iconv.encode('Größe', 'cp850');
  const mail = await readPost(
    parsedPost(
      { from: 'Max <max@acme.example>', to: 'a@b.example, "Muster, Max" <m@b.example>', subject, text: 'x' },
      { subject: 'cp850' },
    ),
  );
  expect(mail).toMatchObject({ from: { address: 'max@acme.example' }, subject: 'Größe' });
  expect(mail.to.map(({ address }) => address)).toEqual(['a@b.example', 'm@b.example']);
});

test('files keep their bytes, names are made safe, pictures find their place', async () => {
  const content = Uint8Array.from([0, 255, 128, 10, 13]);
  const mail = await readPost(
    parsedPost({ headers: HEADERS, html: '<img src="cid:ii_1">', 'content-ids': '{"<ii_1>":"attachment1"}' }, {}, [
      { field: 'attachment1', filename: '../../etc/passwd', contentType: 'image/png', content },
      { field: 'attachment2', filename: '', contentType: 'text/calendar', content },
      { field: 'attachment3', filename: 'a\\b\\..', contentType: 'nonsense', content },
    ]),
  );
  expect(
    mail.attachments.map(({ filename, contentType, contentId, inline }) => [filename, contentType, contentId, inline]),
  ).toEqual([
    ['passwd', 'image/png', 'ii_1', true],
    ['attachment-2.ics', 'text/calendar', null, false],
    ['attachment-3.bin', 'application/octet-stream', null, false],
  ]);
  expect([...mail.attachments[0]!.content]).toEqual([...content]);
});

test('flowed text of a single part is joined', async () => {
  const headers = 'From: a@acme.example\nContent-Type: text/plain; charset=utf-8; format=flowed';
  const mail = await readPost(parsedPost({ headers, text: 'one \r\ntwo\r\n\r\n> a \r\n> b\r\nthree' }));
  expect(mail.text).toBe('one two\n\n> a b\nthree');
});

test.each(['{', '[]', 'null', '{"a":1}', '\u0000'])('broken content-ids are no reason to fail: %j', async (json) => {
  const files = [{ field: 'attachment1', filename: 'a.txt', contentType: 'text/plain', content: Buffer.from('x') }];
  const mail = await readPost(parsedPost({ headers: HEADERS, text: 'x', 'content-ids': json }, {}, files));
  expect(mail.attachments).toHaveLength(1);
});
