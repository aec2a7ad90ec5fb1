import { describe, expect, test } from 'vitest';
import { isBlocked, readAttachments } from '../../../lib/mail/incoming/attachments.ts';
import { safeFilename } from '../../../lib/mail/incoming/filenames.ts';

const part = (filename: string | null, contentType: string, content: Uint8Array = Buffer.from('x')) => ({
  filename,
  contentType,
  contentId: null,
  inline: false,
  content,
});
const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6300010000050001',
  'hex',
);

describe('file names are safe', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\max\\a.txt', 'a.txt'],
    ['..', 'attachment-1.pdf'],
    ['', 'attachment-1.pdf'],
    [null, 'attachment-1.pdf'],
    ['.htaccess', 'htaccess'],
    ['a\r\nContent-Type: x.txt', 'aContent-Type_ x.txt'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['a\u200b\u0000b.txt', 'ab.txt'],
    ['name. . ', 'name'],
    ['con.txt', '_con.txt'],
    ['LPT1', '_LPT1'],
    ['a<b>c:d"e|f?g*h.txt', 'a_b_c_d_e_f_g_h.txt'],
    ['Größe 見積書.pdf', 'Größe 見積書.pdf'],
    ['a/b/', 'attachment-1.pdf'],
  ])('%j → %s', (name, expected) => expect(safeFilename(name, 'application/pdf')).toBe(expected));

  test('long ones keep their extension', () => {
    const name = safeFilename(`${'é'.repeat(500)}.docx`, 'application/octet-stream');
    expect(name.length).toBe(120);
    expect(name.endsWith('.docx')).toBe(true);
  });

  test('one name serves one file', async () => {
    const { attachments } = await readAttachments([
      part('a.txt', 'text/plain'),
      part('A.TXT', 'text/plain'),
      part('a', 'text/plain'),
      part('a', 'text/plain'),
    ]);
    expect(attachments.map(({ filename }) => filename)).toEqual(['a.txt', 'A (2).TXT', 'a', 'a (2)']);
  });
});

describe('types', () => {
  test.each([
    ['the bytes win', part('a.txt', 'text/plain', PNG), 'image/png'],
    [
      'a program under a harmless name',
      part('photo.jpg', 'image/jpeg', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])),
      'application/x-msdownload',
    ],
    ['text keeps what the sender said', part('a.csv', 'TEXT/CSV'), 'text/csv'],
    ['nonsense', part('a', 'nonsense'), 'application/octet-stream'],
    ['nothing', part('a', '', new Uint8Array()), 'application/octet-stream'],
  ])('%s', async (_name, one, expected) => {
    expect((await readAttachments([one])).attachments[0]!.contentType).toBe(expected);
  });
});

test('more than a hundred files are a bomb; the rest is counted', async () => {
  const { attachments, problems } = await readAttachments(Array.from({ length: 130 }, () => part('a', 'text/plain')));
  expect(attachments).toHaveLength(100);
  expect(problems).toEqual(['30 attachments beyond the first 100 left out']);
});

describe('what runs is blocked', () => {
  test.each([
    'a.exe',
    'a.EXE',
    'a.pdf.exe',
    'a.js',
    'a.vbs',
    'a.hta',
    'a.lnk',
    'a.iso',
    'a.img',
    'a.one',
    'a.html',
    'a.svg',
    'a.docm',
    'a.xlsm',
    'a.scr',
    'a.jar',
    'a.ps1',
    'a.bat',
    'a.cmd',
    'a.msi',
    'a.vhdx',
    'a.url',
    'a.chm',
    'a.apk',
    'a.mht',
    'a.xll',
    'a.wsf',
    'a.reg',
    'a.dll',
    'a.settingcontent-ms',
  ])('%s', (filename) => expect(isBlocked({ filename, contentType: 'application/octet-stream' })).toBe(true));
  test.each([
    'application/x-msdownload',
    'text/html',
    'image/svg+xml',
    'application/vnd.ms-word.document.macroenabled.12',
  ])('whatever is %s', (contentType) => expect(isBlocked({ filename: 'harmless.pdf', contentType })).toBe(true));
  test.each(['a.pdf', 'a.docx', 'a.xlsx', 'a.png', 'a.ics', 'a.eml', 'a.zip', 'a.csv', 'exe', 'a.txt', 'smime.p7s'])(
    '%s is not',
    (filename) => expect(isBlocked({ filename, contentType: 'application/octet-stream' })).toBe(false),
  );
});
