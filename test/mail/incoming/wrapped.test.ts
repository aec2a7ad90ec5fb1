import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../lib/mail/incoming/mime/charset.ts';
import { rtfToText } from '../../../lib/mail/incoming/mime/rtf.ts';
import { readSmime } from '../../../lib/mail/incoming/mime/smime.ts';
import { readTnef } from '../../../lib/mail/incoming/mime/tnef.ts';
import { readPost } from '../../../lib/mail/incoming/read-post.ts';
import { NOT_FULLY_READ } from '../../../lib/mail/types.ts';
import { rawPost } from '../support.ts';

const WORDS: Record<string, string> = {
  'windows-1251': 'Берём для двух магазинов, пришлите договор.',
  'koi8-r': 'Берём для двух магазинов, пришлите договор.',
  gbk: '可以，我们要两家店的。',
  shift_jis: 'はい、二店舗分をお願いします。',
  'euc-jp': 'はい、二店舗分をお願いします。',
  cp949: '네, 두 매장에 쓰겠습니다. 똠방각하',
  'windows-1252': 'São 3 lojas – “ok”',
};

describe.each(['us-ascii', null, 'iso-8859-1', 'x-unknown', 'utf-8'])('labeled %s', (label) => {
  test.each(Object.entries(WORDS))('%s', (charset, words) => {
    expect(decodeText(iconv.encode(words, charset), label)).toBe(words);
  });
});

test.each(['gb2312', 'big5', 'shift_jis', 'euc-kr', 'iso-2022-jp', 'windows-1251', 'iso-8859-1'])(
  'UTF-8 under %s',
  (label) => {
    for (const words of Object.values(WORDS)) expect(decodeText(Buffer.from(words), label)).toBe(words);
  },
);

test('words that East Asian and UTF-8 bytes could both be are what their label says', () => {
  expect(decodeText(iconv.encode('模∶', 'gbk'), 'gbk')).toBe('模∶');
});

describe('what is opened never throws', () => {
  const bytes = fc.uint8Array({ maxLength: 400 });
  test.each<[string, (content: Uint8Array) => unknown]>([
    ['S/MIME', readSmime],
    ['winmail.dat', (content) => readTnef(Buffer.concat([Buffer.from([0x78, 0x9f, 0x3e, 0x22, 0, 0]), content]))],
    ['RTF', (content) => rtfToText(Buffer.from(content).toString('latin1'))],
    ['text', (content) => decodeText(content, 'gbk')],
  ])('%s', (_, open) => {
    fc.assert(
      fc.property(bytes, (content) => void open(content)),
      { numRuns: 500 },
    );
  });
});

test('rich text: code pages, Unicode, groups that are not shown', () => {
  const rtf =
    "{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0 Arial;}}{\\*\\generator x;}\\uc1 \\u1041?\\'e5\\'f0\\'b8\\'ec\\par {\\b 2} \\{ok\\}\\tab x}";
  expect(rtfToText(rtf)).toBe('Берём\n2 {ok}\tx');
});

test('a mail that could not be taken apart brings itself along', async () => {
  const message = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nthe text\r\n${'--b\r\n\r\n'.repeat(6_000)}`;
  const mail = await readPost(rawPost(message));
  expect(mail.problems).toContain(NOT_FULLY_READ);
  expect(mail.attachments[0]).toMatchObject({ filename: 'original.eml', contentType: 'message/rfc822' });
  expect(Buffer.from(mail.attachments[0]!.content).toString()).toBe(message);
});
