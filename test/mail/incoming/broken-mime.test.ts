import { describe, expect, test } from 'vitest';
import { readPost } from '../../../lib/mail/incoming/read-post.ts';
import { HOSTILE_MAILS } from '../hostile-mail.ts';
import { rawPost } from '../support.ts';

const CRLF = (lines: string[]) => lines.join('\r\n');
const read = (message: string | Uint8Array) => readPost(rawPost(message));

/** Each message is broken in one way, and its text "the text" must be found all the same. */
const BROKEN: Record<string, string | Uint8Array> = {
  'no headers at all': 'the text',
  'no headers, several lines': 'Hello,\n\nthe text',
  'only a blank line in front': '\r\nthe text',
  'blank lines before the headers': '\r\n\r\nSubject: x\r\n\r\nthe text',
  'an mbox line in front': 'From max@acme.example Mon Nov  2 10:00:00 2026\nSubject: x\n\nthe text',
  'bare line feeds': 'Subject: x\nContent-Type: text/plain\n\nthe text',
  'bare carriage returns in the body': 'Subject: x\r\n\r\none\rthe text\rthree',
  'a header without a colon': 'Subject: x\r\nnonsense\r\n\r\nthe text',
  'no boundary parameter': CRLF([
    'Content-Type: multipart/mixed',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'the text',
    '--b--',
  ]),
  'a boundary that never comes': CRLF(['Content-Type: text/plain; boundary=b', '', 'the text']),
  'no closing boundary': CRLF(['Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'the text']),
  'a closing boundary of the parent only': CRLF([
    'Content-Type: multipart/mixed; boundary=a',
    '',
    '--a',
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    '',
    'the text',
    '--a--',
  ]),
  'the same boundary on two levels': CRLF([
    'Content-Type: multipart/mixed; boundary=a',
    '',
    '--a',
    'Content-Type: multipart/alternative; boundary=a',
    '',
    '--a',
    '',
    'the text',
    '--a--',
  ]),
  'spaces behind the boundary': CRLF([
    'Content-Type: multipart/mixed; boundary=a',
    '',
    '--a  \t',
    '',
    'the text',
    '--a--  ',
  ]),
  'a quoted boundary with specials': CRLF([
    'Content-Type: multipart/mixed; boundary="=_(a); b"',
    '',
    '--=_(a); b',
    '',
    'the text',
    '--=_(a); b--',
  ]),
  'two Content-Type fields': CRLF([
    'Content-Type: text/plain',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    'the text',
  ]),
  'an unknown transfer encoding': CRLF(['Content-Transfer-Encoding: rot13', '', 'the text']),
  'a transfer encoding with a comment': CRLF([
    'Content-Transfer-Encoding: (odd) base64',
    '',
    Buffer.from('the text').toString('base64'),
  ]),
  'base64 with line noise': CRLF(['Content-Transfer-Encoding: base64', '', 'dGhl*IHR*leHQ']),
  'quoted-printable with bad escapes': CRLF([
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'the te=78t =ZZ =',
  ]),
  'an unknown charset': CRLF(['Content-Type: text/plain; charset=x-klingon', '', 'the text']),
  'an unknown charset in a multipart': CRLF([
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=x-klingon',
    '',
    'the text',
    '--b--',
  ]),
  'a charset of nonsense': CRLF(['Content-Type: text/plain; charset="(;"', '', 'the text']),
  'a Content-Type of nonsense': CRLF(['Content-Type: ;;;===', '', 'the text']),
  'nul bytes around': '\u0000Subject: x\r\n\r\n\u0000the text\u0000',
  'an endless name': `From: ${'"'.repeat(5_000)} <max@acme.example>\r\n\r\nthe text`,
  'a byte order mark before the headers': '\ufeffSubject: x\r\n\r\nthe text',
  'deeper than the limit': `${Array.from({ length: 60 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join('')}\r\nthe text`,
  'more parts than the limit': `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nthe text\r\n${'--b\r\n\r\n'.repeat(6_000)}`,
  'headers beyond the limit': `${'X-Padding: y\r\n'.repeat(30_000)}Subject: x\r\n\r\nthe text`,
};

describe('broken mail is read all the same', () => {
  test.each(Object.entries(BROKEN))('%s', async (_name, message) => {
    const mail = await read(message);
    expect(`${mail.text}${mail.html}`).toContain('the text');
  });
});

test('headers behind a wall of padding still say who wrote', async () => {
  const mail = await read(`${'X-Padding: y\r\n'.repeat(30_000)}From: Max <max@acme.example>\r\nSubject: here\r\n\r\nx`);
  expect(mail).toMatchObject({ subject: 'here', from: { address: 'max@acme.example' } });
  expect(mail.problems.join()).toContain('headers cut');
});

test('an endless subject is cut, not lost', async () => {
  const mail = await read(`Subject: ${'long '.repeat(100_000)}\r\n\r\nx`);
  expect(mail.subject.startsWith('long long')).toBe(true);
  expect(mail.subject.length).toBeLessThan(70_000);
});

describe('charsets', () => {
  const latin = (text: string) => Buffer.from(text, 'latin1');
  test.each([
    ['undeclared windows-1252', latin('Subject: x\r\n\r\nGr\xfc\xdfe \x96 5 \x80')],
    ['windows-1252 declared as UTF-8', latin('Content-Type: text/plain; charset=utf-8\r\n\r\nGr\xfc\xdfe \x96 5 \x80')],
    [
      'undeclared windows-1252 in a part',
      latin(
        'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nGr\xfc\xdfe \x96 5 \x80\r\n--b--',
      ),
    ],
    [
      'quoted-printable windows-1252 declared as UTF-8',
      latin(
        'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe =96 5 =80',
      ),
    ],
    ['UTF-8 declared as us-ascii', Buffer.from('Content-Type: text/plain; charset=us-ascii\r\n\r\nGrüße – 5 €')],
    [
      'UTF-8 declared as us-ascii in a part',
      Buffer.from(
        'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nGrüße – 5 €\r\n--b--',
      ),
    ],
    [
      'UTF-8 under an unknown label',
      Buffer.from(
        'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=unknown-8bit\r\n\r\nGrüße – 5 €\r\n--b--',
      ),
    ],
  ])('%s', async (_name, message) => {
    expect((await read(message)).text).toContain('Grüße – 5 €');
  });

  test('cp850, which only older libraries know, in one part and in several', async () => {
    const cp850 = latin('Gr\x81\xe1e');
    const single = Buffer.concat([latin('Content-Type: text/plain; charset=cp850\r\n\r\n'), cp850]);
    const several = Buffer.concat([
      latin('Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=cp850\r\n\r\n'),
      cp850,
      latin('\r\n--b--'),
    ]);
    expect((await read(single)).text).toContain('Grüße');
    expect((await read(several)).text).toContain('Grüße');
  });

  test('8-bit headers', async () => {
    expect((await read(latin('From: J\xf6rg <joerg@acme.example>\r\nSubject: Gr\xfc\xdfe\r\n\r\nx'))).subject).toBe(
      'Grüße',
    );
    expect((await read(Buffer.from('From: Jörg <joerg@acme.example>\r\nSubject: Grüße\r\n\r\nx'))).from?.name).toBe(
      'Jörg',
    );
  });
});

describe('addresses', () => {
  test.each([
    ['a group', 'Team: a@x.example, "B, C" <b@x.example>;', ['a@x.example', 'b@x.example']],
    ['an empty group', 'undisclosed-recipients:;', []],
    ['semicolons', 'a@x.example; b@x.example', ['a@x.example', 'b@x.example']],
    ['a comment', 'a@x.example (Max)', ['a@x.example']],
    ['a name that looks like an address', '"boss@x.example" <evil@y.example>', ['evil@y.example']],
    ['an encoded name with a comma', '=?utf-8?q?M=C3=BCller=2C_Max?= <max@x.example>', ['max@x.example']],
    ['a line break smuggled into an encoded name', '=?utf-8?q?a=0D=0ABcc:_x?= <max@x.example>', ['max@x.example']],
  ])('%s', async (_name, header, addresses) => {
    const mail = await read(`To: ${header}\r\n\r\nx`);
    expect(mail.to.map(({ address }) => address).filter((address) => address !== '')).toEqual(addresses);
    expect(JSON.stringify(mail.to)).not.toMatch(/\\r|\\n/);
  });
});

test.each([
  ['text and the same in HTML', ['text/plain', 'text/html'], 'Yes.', '<p>Yes.</p>'],
  ['two texts', ['text/plain', 'text/plain'], 'Yes.\n\n<p>Yes.</p>', null],
])('the parts of a multipart without its Content-Type: %s', async (_name, types, text, html) => {
  const [first, second] = types.map((type) => `--xyz\r\nContent-Type: ${type}\r\n\r\n`);
  const mail = await read(`MIME-Version: 1.0\r\n\r\n${first}Yes.\r\n${second}<p>Yes.</p>\r\n--xyz--\r\n`);
  expect(mail.text?.trim()).toBe(text);
  expect(mail.html?.trim() ?? null).toBe(html);
});

test('references come in every form that programs write', async () => {
  const mail = await read('References: <a@x>,<b@x>\r\n <c@x>\r\n\t<a@x>\r\nIn-Reply-To: c@x\r\n\r\nx');
  expect(mail.references).toEqual(['a@x', 'b@x', 'c@x']);
  expect(mail.inReplyTo).toEqual(['c@x']);
});

describe('hostile mail', () => {
  test.each(Object.entries(HOSTILE_MAILS))('%s', async (_name, make) => {
    const mail = await read(Buffer.from(make(60_000), 'latin1'));
    expect(mail.attachments.length).toBeLessThanOrEqual(100);
    expect(mail.to.length).toBeLessThanOrEqual(500);
    expect(mail.references.length).toBeLessThanOrEqual(100);
  });
});
