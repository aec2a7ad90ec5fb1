import iconv from 'iconv-lite';
import { eml, multipart, type Report } from './report.ts';

const bytes = (text: string, charset: string) => iconv.encode(text, charset);
const b64 = (content: Uint8Array | string) => Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n');
const PLAIN = 'Content-Type: text/plain; charset=utf-8';
const CYRILLIC = 'Берём для двух магазинов, пришлите договор.';
const KOREAN = '똠방각하, 견적서를 보내 주세요.';
const JAPANESE = "\u001b$B:_8K$r3NG'$7$^$7$?!#\u001b(B";
/** A message signed as a whole (RFC 5652), made by `openssl cms -sign -nodetach`'s rules; the second in pieces, without lengths. */
const signed = (message: string): Buffer =>
  der(
    0x30,
    Buffer.concat([
      oid('2a864886f70d010702'),
      der(
        0xa0,
        der(
          0x30,
          Buffer.concat([
            Buffer.from([2, 1, 1]),
            der(0x31, Buffer.alloc(0)),
            der(0x30, Buffer.concat([oid('2a864886f70d010701'), der(0xa0, der(4, Buffer.from(message)))])),
            der(0x31, Buffer.alloc(0)),
          ]),
        ),
      ),
    ]),
  );
const streamed = (message: string): Buffer => {
  const half = Math.floor(message.length / 2);
  const open = (tag: number) => Buffer.from([tag, 0x80]);
  const end = (count: number) => Buffer.alloc(2 * count);
  return Buffer.concat([
    open(0x30),
    oid('2a864886f70d010702'),
    open(0xa0),
    open(0x30),
    Buffer.from([2, 1, 1]),
    der(0x31, Buffer.alloc(0)),
    open(0x30),
    oid('2a864886f70d010701'),
    open(0xa0),
    open(0x24),
    der(4, Buffer.from(message.slice(0, half))),
    der(4, Buffer.from(message.slice(half))),
    end(1),
    end(1),
    end(1),
    der(0x31, Buffer.alloc(0)),
    end(3),
  ]);
};
const oid = (hex: string): Buffer => der(6, Buffer.from(hex, 'hex'));
function der(tag: number, content: Buffer): Buffer {
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
/** A mail of one word under this subject. */
const titled = (subject: string): { eml: string } => ({
  eml: `From: Mariana <mariana@padariasol.example>\r\nSubject: ${subject}\r\n${PLAIN}\r\n\r\nYes.\r\n`,
});
const P7M = 'Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m';
/** A winmail.dat with one MAPI property ([MS-OXTNEF]). */
function tnef(id: number, type: number, value: Buffer): Buffer {
  const property = Buffer.alloc(16);
  property.writeUInt32LE(1, 0);
  property.writeUInt16LE(type, 4);
  property.writeUInt16LE(id, 6);
  property.writeUInt32LE(1, 8);
  property.writeUInt32LE(value.length, 12);
  const padded = Buffer.concat([property, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
  const head = Buffer.alloc(15);
  head.writeUInt32LE(0x223e9f78, 0);
  head.writeUInt8(1, 6);
  head.writeUInt16LE(0x9003, 7);
  head.writeUInt16LE(6, 9);
  head.writeUInt32LE(padded.length, 11);
  return Buffer.concat([head, padded, Buffer.alloc(2)]);
}
const rtf = (text: string): Buffer => {
  const body = Buffer.from(text, 'latin1');
  const head = Buffer.alloc(16);
  head.writeUInt32LE(body.length + 12, 0);
  head.writeUInt32LE(body.length, 4);
  head.write('MELA', 8, 'latin1');
  return Buffer.concat([head, body]);
};
const winmail = (content: Buffer) =>
  eml(['Content-Type: application/ms-tnef; name=winmail.dat', 'Content-Transfer-Encoding: base64'], b64(content));

/** Charsets, structure, and words inside what has to be opened. */
export const MIME: Report[] = [
  [
    'zammad/zammad#6144',
    'ISO-2022-JP without a charset',
    eml(['Content-Type: text/plain', 'Content-Transfer-Encoding: 7bit'], JAPANESE),
    { new: '在庫を確認しました。' },
  ],
  [
    'zammad/zammad#4680',
    'ISO-2022-JP in quoted-printable',
    eml(
      ['Content-Type: text/plain; charset="iso-2022-jp"', 'Content-Transfer-Encoding: quoted-printable'],
      JAPANESE.replaceAll('\u001b', '=1B'),
    ),
    { new: '在庫を確認しました。' },
  ],
  [
    'freescout-help-desk/freescout#5356',
    'ISO-2022-JP under the name -ms',
    eml(['Content-Type: text/plain; charset=iso-2022-jp-ms'], JAPANESE),
    { new: '在庫を確認しました。' },
  ],
  [
    'SpamScope/mail-parser#79',
    'ISO-2022-JP in HTML, only its meta says so',
    eml(
      ['Content-Type: text/html'],
      `<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-2022-jp"></head><body>${JAPANESE}</body></html>`,
    ),
    { new: '在庫を確認しました。' },
  ],
  [
    'php-mime-mail-parser/php-mime-mail-parser#191',
    'ISO-2022-JP in a part',
    eml(
      ['Content-Type: multipart/mixed; boundary=b'],
      multipart(['Content-Type: text/plain; charset=ISO-2022-JP', JAPANESE]),
    ),
    { new: '在庫を確認しました。' },
  ],
  [
    'nodemailer/mailparser#47',
    'an encoded word in ISO-2022-JP',
    { eml: Buffer.from(`From: m@p.example\r\nSubject: =?iso-2022-jp?B?${b64(JAPANESE)}?=\r\n\r\nok`) },
    { subject: '在庫を確認しました。' },
  ],
  [
    'nodemailer/mailparser#218',
    'ISO-2022-JP beside UTF-8',
    eml(
      ['Content-Type: multipart/alternative; boundary=b'],
      multipart(
        ['Content-Type: text/plain; charset=iso-2022-jp', JAPANESE],
        [`Content-Type: text/html; charset=utf-8`, '<p>在庫を確認しました。</p>'],
      ),
    ),
    { new: '在庫を確認しました。' },
  ],
  [
    'mikel/mail#1423',
    'UTF-8 under ISO-2022-JP',
    eml(['Content-Type: text/plain; charset=iso-2022-jp'], Buffer.from('在庫を確認しました。')),
    { new: '在庫を確認しました。' },
  ],
  [
    'nodemailer/mailparser#103',
    'windows-1251 in HTML',
    eml(
      ['Content-Type: text/html; charset=windows-1251', 'Content-Transfer-Encoding: 8bit'],
      bytes(`<p>${CYRILLIC}</p>`, 'windows-1251'),
    ),
    { new: CYRILLIC },
  ],
  [
    'mscdex/node-imap#786',
    'windows-1251 in an inline part of a related',
    eml(
      ['Content-Type: multipart/related; boundary=b'],
      multipart([
        'Content-Disposition: inline\r\nContent-Type: text/html; charset=windows-1251',
        bytes(`<p>${CYRILLIC}</p>`, 'windows-1251'),
      ]),
    ),
    { new: CYRILLIC },
  ],
  [
    'mscdex/node-imap#786',
    'windows-1251 under us-ascii',
    eml(['Content-Type: text/plain; charset=us-ascii'], bytes(CYRILLIC, 'windows-1251')),
    { new: CYRILLIC },
  ],
  [
    'modxcms/evolution#330',
    'windows-1251 without a label',
    eml(['Content-Type: text/plain'], bytes(CYRILLIC, 'windows-1251')),
    { new: CYRILLIC },
  ],
  [
    'darkrock/ferite-module-cmail#3',
    'KOI8-R under iso-8859-1',
    eml(['Content-Type: text/plain; charset=iso-8859-1'], bytes(CYRILLIC, 'koi8-r')),
    { new: CYRILLIC },
  ],
  [
    'osTicket/osTicket#2000',
    'GBK under gb2312',
    eml(['Content-Type: text/plain; charset=gb2312'], bytes('鎔鑄訂單 – 请报价', 'gb18030')),
    { new: '鎔鑄訂單 – 请报价' },
  ],
  [
    'glpi-project/glpi#8986',
    'gb2312 with a dash',
    eml(['Content-Type: text/plain; charset=GB2312'], bytes('我爱中国 – 好', 'gb18030')),
    { new: '我爱中国 – 好' },
  ],
  [
    'freescout-help-desk/freescout#4282',
    'Japanese in gb2312',
    eml(
      ['Content-Type: text/html; charset="gb2312"', 'Content-Transfer-Encoding: quoted-printable'],
      '<p>=A4=A4=A4=C4=A4=E2=A4=AA=CA=C0</p>',
    ),
    { new: 'いつもお世' },
  ],
  [
    'openclaw/gogcli#418',
    'GBK in HTML',
    eml(['Content-Type: text/html; charset=gbk'], bytes('<p>阿里云账户</p>', 'gbk')),
    { new: '阿里云账户' },
  ],
  [
    'vladimarius/imapy#34',
    'GBK without a label',
    eml(['Content-Type: text/plain'], bytes('我们下周可以开会吗？价格是多少', 'gbk')),
    { new: '我们下周可以开会吗？价格是多少' },
  ],
  [
    'zammad/zammad#6054',
    'gb2312 in one part, UTF-8 in the other',
    eml(
      ['Content-Type: multipart/alternative; boundary=b'],
      multipart([PLAIN, '请报价'], ['Content-Type: text/html; charset=gb2312', bytes('<p>请报价</p>', 'gbk')]),
    ),
    { new: '请报价' },
  ],
  [
    'nodemailer/mailparser#130',
    'UTF-8 under gbk',
    eml(
      ['Content-Type: text/html; charset=gbk'],
      Buffer.from('<html><head><meta charset="utf-8"></head><p>我们下周可以开会吗</p></html>'),
    ),
    { new: '我们下周可以开会吗' },
  ],
  [
    'mikel/mail#1645',
    'windows-1252 under UTF-8',
    eml([PLAIN], bytes('Preço ok – vamos', 'windows-1252')),
    { new: 'Preço ok – vamos' },
  ],
  [
    'thoughtbot/griddler#284',
    'windows-1255',
    eml(['Content-Type: text/plain; charset=Windows-1255'], bytes('שלחו בבקשה את החוזה.', 'windows-1255')),
    { new: 'שלחו בבקשה את החוזה.' },
  ],
  [
    'stalwartlabs/mail-parser#20',
    'ks_c_5601-1989',
    eml(['Content-Type: text/plain; charset=ks_c_5601-1989'], bytes(KOREAN, 'cp949')),
    { new: KOREAN },
  ],
  [
    'mailcow/mailcow-dockerized#5291',
    'ks_c_5601-1987',
    eml(['Content-Type: text/plain; charset="ks_c_5601-1987"'], bytes(KOREAN, 'cp949')),
    { new: KOREAN },
  ],
  [
    'MailCore/mailcore2#1866',
    'euc-kr that is code page 949',
    eml(['Content-Type: text/plain; charset=euc-kr', 'Content-Transfer-Encoding: base64'], b64(bytes(KOREAN, 'cp949'))),
    { new: KOREAN },
  ],
  [
    'nodemailer/mailparser#31',
    'a Korean name',
    {
      eml: Buffer.from(
        'From: =?ks_c_5601-1987?B?jGO55g==?= <m@p.example>\r\nSubject: =?ks_c_5601-1987?B?jGO55g==?=\r\n\r\nok',
      ),
    },
    { subject: '똠방' },
  ],
  [
    'php-mime-mail-parser/php-mime-mail-parser#26',
    'Korean without a label',
    eml(['Content-Type: text/plain'], bytes('안녕하세요. 가격이 얼마예요?', 'cp949')),
    { new: '안녕하세요. 가격이 얼마예요?' },
  ],
  [
    'Enough-Software/enough_mail#282',
    'UTF-7',
    eml(['Content-Type: text/plain; charset=utf-7'], 'Pre+AOc-o ok'),
    { new: 'Preço ok' },
  ],
  [
    'karastojko/mailio#89',
    'a subject in raw windows-1255',
    {
      eml: Buffer.concat([
        Buffer.from('From: m@p.example\r\nContent-Type: text/plain; charset=windows-1255\r\nSubject: '),
        bytes('שלחו בבקשה', 'windows-1255'),
        Buffer.from('\r\n\r\nok'),
      ]),
    },
    { subject: 'שלחו בבקשה' },
  ],
  [
    'nodemailer/mailparser#351',
    'a subject in raw GBK',
    {
      eml: Buffer.concat([
        Buffer.from('From: m@p.example\r\nContent-Type: text/plain; charset=gbk\r\nSubject: '),
        bytes('回复：库存报告', 'gbk'),
        Buffer.from('\r\n\r\nok'),
      ]),
    },
    { subject: '回复：库存报告' },
  ],
  [
    'nodemailer/mailparser#348',
    'a subject in raw UTF-8',
    { eml: Buffer.from('From: m@p.example\r\nSubject: 回复：库存报告\r\n\r\nok') },
    { subject: '回复：库存报告' },
  ],
  [
    'karastojko/mailio#49',
    'a subject in raw Cyrillic UTF-8',
    { eml: Buffer.from('From: m@p.example\r\nSubject: Тестовое письмо\r\n\r\nok') },
    { subject: 'Тестовое письмо' },
  ],
  [
    'overwrite00/EMLyzer#6',
    'a subject in raw windows-1252',
    {
      eml: Buffer.concat([
        Buffer.from('From: m@p.example\r\nSubject: '),
        bytes('Größe', 'windows-1252'),
        Buffer.from('\r\n\r\nok'),
      ]),
    },
    { subject: 'Größe' },
  ],
  [
    'php-mime-mail-parser/php-mime-mail-parser#67',
    'one character over two encoded words',
    {
      eml: Buffer.from(
        `From: m@p.example\r\nSubject: =?gb2312?B?${bytes('库存', 'gbk').subarray(0, 3).toString('base64')}?=\r\n =?gb2312?B?${bytes('库存', 'gbk').subarray(3).toString('base64')}?=\r\n\r\nok`,
      ),
    },
    { subject: '库存' },
  ],
  [
    'coddingtonbear/django-mailbox#6',
    'UTF-16 with its mark',
    eml(
      ['Content-Type: text/plain; charset=utf-16', 'Content-Transfer-Encoding: base64'],
      b64(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('às 10h', 'utf16le')])),
    ),
    { new: 'às 10h' },
  ],
  [
    'postalsys/postal-mime#4',
    'two Content-Type fields',
    eml(
      ['Content-Type: multipart/mixed; boundary="unused"', 'Content-Type: multipart/alternative; boundary=b'],
      multipart([PLAIN, 'Tuesday works.'], ['Content-Type: text/html', '<p>Tuesday works.</p>']),
    ),
    { new: 'Tuesday works.' },
  ],
  [
    'thunderbird/thunderbird-android#1333',
    'an empty Content-Type before the right one',
    eml(['Content-Type: ', 'Content-Type: multipart/related; boundary=b'], multipart([PLAIN, 'Hello!'])),
    { new: 'Hello!' },
  ],
  [
    'mikel/mail#412',
    'a doubled semicolon behind the boundary',
    eml(['Content-Type: multipart/alternative; boundary="b";; charset="us-ascii"'], multipart([PLAIN, 'Yes.'])),
    { new: 'Yes.' },
  ],
  [
    'MailCore/mailcore2#122',
    'no last boundary',
    eml(
      ['Content-Type: multipart/mixed; boundary=b'],
      '--b\nContent-Type: text/plain\n\nYes.\n--b\nContent-Type: application/pdf\n\nx',
    ),
    { new: 'Yes.' },
  ],
  [
    'mysociety/alaveteli#940',
    'one part and no last boundary',
    eml(['Content-Type: multipart/mixed; boundary=b'], '--b\nContent-Type: text/plain\n\nYes.'),
    { new: 'Yes.' },
  ],
  [
    'emersion/go-message#129',
    'the message ends within a part',
    eml(
      ['Content-Type: multipart/alternative; boundary=b'],
      '--b\nContent-Type: text/plain\n\nYes.\n--b\nContent-Type: text/html\n\n<p>Ye',
    ),
    { has: ['Ye'] },
  ],
  [
    'MQpeng/eml-parse-js#51',
    'a Content-Type without its boundary',
    eml(['Content-Type: multipart/mixed'], multipart([PLAIN, 'Yes.'])),
    { new: 'Yes.' },
  ],
  [
    'eface2face/mimemessage.js#1',
    'a part without headers',
    eml(['Content-Type: multipart/mixed; boundary=b'], '--b\n\nYes.\n\nTwo.\n--b--'),
    { new: 'Yes.\n\nTwo.' },
  ],
  [
    'daniele-occhipinti/php-email-parser#30',
    'a parameter behind the boundary',
    eml(['Content-Type: multipart/mixed; boundary="b"; type=x'], multipart([PLAIN, 'Yes.'])),
    { new: 'Yes.' },
  ],
  [
    'mailgun/flanker#36',
    'the boundary of another mail in the body',
    eml(
      ['Content-Type: multipart/mixed; boundary=b'],
      multipart([PLAIN, 'Yes.\r\nContent-Type: multipart/mixed; boundary=c']),
    ),
    { has: ['Yes.'] },
  ],
  [
    'zbateson/mail-mime-parser#202',
    'a base64 body whose field is lost',
    eml(['Content-Type: text/plain; charset=utf-8'], b64('Podemos avançar com as duas lojas, por favor.')),
    { new: 'Podemos avançar com as duas lojas, por favor.' },
  ],
  [
    'rpkamp/mailhog-client#3',
    'quoted-printable whose field is lost',
    eml([PLAIN], 'Podemos avan=C3=A7ar =\ncom as duas lojas.'),
    { new: 'Podemos avançar com as duas lojas.' },
  ],
  [
    'jhermsmeier/node-envelope#14',
    'QUOTED-PRINTABLE',
    eml([PLAIN, 'Content-Transfer-Encoding: QUOTED-PRINTABLE'], 'Pre=C3=A7o'),
    { new: 'Preço' },
  ],
  [
    'zbateson/mail-mime-parser#31',
    'quoted-printable that is none',
    eml([PLAIN, 'Content-Transfer-Encoding: Quoted-Printable'], 'a=b, see http://x.example/?q=1'),
    { has: ['a=b'] },
  ],
  [
    'k3a/parsemail#6',
    '7bit text that looks like quoted-printable',
    eml([PLAIN, 'Content-Transfer-Encoding: 7bit'], 'set width=20 and height=30 please'),
    { new: 'set width=20 and height=30 please' },
  ],
  [
    'zammad/zammad#348',
    'utf-8 for a transfer encoding',
    eml([PLAIN, 'Content-Transfer-Encoding: utf-8'], Buffer.from('São 3 lojas')),
    { new: 'São 3 lojas' },
  ],
  [
    'zammad/zammad#2176',
    'a byte order mark before the headers',
    { eml: Buffer.from('\ufeffFrom: m@p.example\r\nSubject: Re: x\r\n\r\nSounds good.') },
    { new: 'Sounds good.', subject: 'Re: x' },
  ],
  [
    'thunderbird/thunderbird-android#1333',
    'neighbor: Content-Type: text',
    eml(['Content-Type: text', 'Content-Transfer-Encoding: quoted-printable'], 'Pre=C3=A7o aceito.'),
    { new: 'Preço aceito.' },
  ],
  [
    'RainLoop/rainloop-webmail#862',
    'a text that only stands for the HTML',
    eml(
      ['Content-Type: multipart/alternative; boundary=b'],
      multipart(
        [PLAIN, 'This message needs an HTML capable program.'],
        ['Content-Type: text/html', '<p>Yes, two shops.</p>'],
      ),
    ),
    { new: 'Yes, two shops.' },
  ],
  [
    'RainLoop/rainloop-webmail#862',
    'the same in Portuguese',
    eml(
      ['Content-Type: multipart/alternative; boundary=b'],
      multipart(
        [PLAIN, 'O seu programa de e-mail não mostra mensagens em HTML.'],
        ['Content-Type: text/html', '<p>Sim, duas lojas.</p>'],
      ),
    ),
    { new: 'Sim, duas lojas.' },
  ],
  [
    'verbb/formie#952',
    'empty HTML of Word beside a text',
    eml(
      ['Content-Type: multipart/alternative; boundary=b'],
      multipart([PLAIN, 'Call at ten.'], ['Content-Type: text/html', '<p class="MsoNormal"></p>']),
    ),
    { new: 'Call at ten.' },
  ],
  [
    'nickrussler/email-to-pdf-converter#70',
    'Apple Mail: HTML in two halves around a file',
    eml(
      ['Content-Type: multipart/mixed; boundary=b'],
      multipart(
        ['Content-Type: text/html', '<p>See the form.</p>'],
        ['Content-Type: application/pdf\r\nContent-Disposition: inline; filename=a.pdf', 'x'],
        ['Content-Type: text/html', '<p>Ship by Friday?</p>'],
      ),
    ),
    { has: ['See the form.', 'Ship by Friday?'] },
  ],
  [
    'dcposch/scramble#54',
    'HTML and nothing else',
    eml(['Content-Type: text/html'], '<p>Only HTML.</p>'),
    { new: 'Only HTML.' },
  ],
  [
    'zammad/zammad#6376',
    'signed as a whole',
    eml(
      [P7M, 'Content-Transfer-Encoding: base64'],
      b64(signed('Content-Type: text/plain; charset=utf-8\r\n\r\nWe accept for two shops.\r\n')),
    ),
    { new: 'We accept for two shops.' },
  ],
  [
    'zammad/zammad#4742',
    'signed as a whole, as octet-stream',
    eml(
      ['Content-Type: application/octet-stream; name=smime.p7m', 'Content-Transfer-Encoding: base64'],
      b64(signed('\r\nWe accept.\r\n')),
    ),
    { new: 'We accept.' },
  ],
  [
    'freescout-help-desk/freescout#2540',
    'signed as a whole, in pieces',
    eml(
      [P7M, 'Content-Transfer-Encoding: base64'],
      b64(streamed('Content-Type: text/plain\r\n\r\nWe accept it in pieces.\r\n')),
    ),
    { new: 'We accept it in pieces.' },
  ],
  [
    'osTicket/osTicket#6806',
    'x-pkcs7-mime',
    eml(
      ['Content-Type: application/x-pkcs7-mime; name=smime.p7m', 'Content-Transfer-Encoding: base64'],
      b64(signed('Content-Type: text/html\r\n\r\n<p>We accept.</p>\r\n')),
    ),
    { new: 'We accept.' },
  ],
  [
    'MuckRock/muckrock#1302',
    'a multipart with a file inside the signature',
    eml(
      [P7M, 'Content-Transfer-Encoding: base64'],
      b64(
        signed(
          'Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain\r\n\r\nAccepted.\r\n--i\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nx\r\n--i--\r\n',
        ),
      ),
    ),
    { new: 'Accepted.' },
  ],
  [
    'HiraokaHyperTools/msgreader#49',
    'encrypted: nobody can read it',
    eml(
      [
        'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
        'Content-Transfer-Encoding: base64',
      ],
      b64(der(0x30, oid('2a864886f70d010703'))),
    ),
    { new: '', unread: true },
  ],
  [
    'osTicket/osTicket-1.7#883',
    'signed beside the text',
    eml(
      ['Content-Type: multipart/signed; boundary=b'],
      multipart([PLAIN, 'Signed.'], ['Content-Type: application/pkcs7-signature; name=smime.p7s', 'x']),
    ),
    { new: 'Signed.' },
  ],
  [
    'zammad/zammad#2403',
    'winmail.dat with a plain body',
    winmail(tnef(0x1000, 0x1e, Buffer.from('Two shops please.\0'))),
    { new: 'Two shops please.' },
  ],
  [
    'verdammelt/tnef#38',
    'winmail.dat with HTML',
    winmail(tnef(0x1013, 0x102, Buffer.from('<p>Two shops please.</p>'))),
    { new: 'Two shops please.' },
  ],
  [
    'roundcube/roundcubemail#7119',
    'winmail.dat with a body in UTF-16',
    winmail(tnef(0x1000, 0x1f, Buffer.from('Preço às 10h\0', 'utf16le'))),
    { new: 'Preço às 10h' },
  ],
  [
    'ikvk/imap_tools#195',
    'winmail.dat with rich text',
    winmail(
      tnef(0x1009, 0x102, rtf("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}Pre\\'e7o aceito.\\par Dois.}")),
    ),
    { new: 'Preço aceito.\nDois.' },
  ],
  [
    'jstedfast/MimeKit#650',
    'winmail.dat beside an empty text',
    eml(
      ['Content-Type: multipart/mixed; boundary=b'],
      multipart(
        ['Content-Type: text/plain; charset=us-ascii', ' '],
        [
          'Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64',
          b64(tnef(0x1000, 0x1e, Buffer.from('Dos tiendas.\0'))),
        ],
      ),
    ),
    { new: 'Dos tiendas.' },
  ],
  [
    'dinhvh/libetpan#140',
    'a Content-Type that is an encoded word',
    eml(
      ['Content-Type: multipart/mixed; boundary=b'],
      multipart([PLAIN, 'Picture attached.'], ['Content-Type: =?utf-8?q?image/png=3B_name=3Da=2Epng?=', 'x']),
    ),
    { new: 'Picture attached.' },
  ],
  [
    'ThomazPom/Moz-Ext-UltimaDark#202',
    'a reply in white without a ground',
    eml(
      ['Content-Type: multipart/alternative; boundary=b'],
      multipart(
        [PLAIN, 'Yes, the Pro plan.'],
        [
          'Content-Type: text/html',
          '<div class="elementToProof" style="color: rgb(255, 255, 255)">Yes, the Pro plan.</div><div id="appendonsend"></div><div id="divRplyFwdMsg"><b>From:</b> Ana</div><div>old</div>',
        ],
      ),
    ),
    { new: 'Yes, the Pro plan.' },
  ],
  [
    'inventaire/inventaire#494',
    'white, and no text part',
    {
      html: '<div class="elementToProof" style="color:#fefefe">Yes, two.</div><div id="divRplyFwdMsg">From: Ana</div><div>old</div>',
    },
    { new: 'Yes, two.' },
  ],
  [
    'bkaankose/Wino-Mail#771',
    'white on a dark cell',
    { html: '<table><tr bgcolor="#222222"><td><font color="white">We choose B.</font></td></tr></table>' },
    { new: 'We choose B.' },
  ],
  [
    'darkreader/darkreader#2012',
    'white letters by a font element',
    {
      text: 'Fine by us.',
      html: '<div dir="ltr" class="gmail_default"><font color="#ffffff">Fine by us.</font></div>',
    },
    { new: 'Fine by us.' },
  ],
  [
    'freescout-help-desk/freescout#3492',
    'a transparent ground over a dark one',
    { html: '<div style="background:#003366"><p style="background:transparent;color:#fff">Option B.</p></div>' },
    { new: 'Option B.' },
  ],

  [
    'postalsys/postal-mime#68',
    'a subject in pieces of ISO-2022-JP, each padded',
    titled('=?ISO-2022-JP?B?GyRCRUU7UhsoQg==?= =?ISO-2022-JP?B?GyRCJWEhPCVrGyhC?='),
    { subject: '電子メール' },
  ],
  [
    'mikel/mail#1007',
    'a character torn between two encoded words',
    titled('=?utf-8?Q?bug_=C2=AF_=E3=83?= =?utf-8?Q?=84?='),
    { subject: 'bug ¯ ツ', new: 'Yes.' },
  ],
  [
    'mscdex/node-imap#360',
    'the same in Thai, folded',
    titled(
      '=?utf-8?Q?=E0=B9=83=E0=B8=99_=E0=B9=84=E0=B8=A1=E0=B9?=\r\n =?utf-8?Q?=88=E0=B8=82=E0=B8=B6=E0=B9=89=E0=B8=99?=',
    ),
    { subject: 'ใน ไม่ขึ้น' },
  ],
  [
    'andris9/mimelib#31',
    'the same in base64',
    titled(`=?utf-8?B?${b64(Buffer.from('São').subarray(0, 2))}?= =?utf-8?B?${b64(Buffer.from('São').subarray(2))}?=`),
    { subject: 'São' },
  ],
  [
    'linagora/james-project#4396',
    'an invitation accepted: words and a calendar as alternatives',
    eml(
      ['Content-Type: multipart/mixed; boundary=b'],
      multipart(
        [PLAIN, 'Mariana has accepted your invitation.'],
        [
          'Content-Type: text/calendar; method=REPLY; charset=UTF-8',
          'BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR',
        ],
      ),
    ),
    { has: ['Mariana has accepted'] },
  ],
  [
    'micz/ThunderAI#470',
    'an empty text part beside the HTML',
    eml(
      ['Content-Type: multipart/alternative; boundary=b'],
      multipart([PLAIN, '\r\n\r\n'], ['Content-Type: text/html; charset=utf-8', '<p>Two shops.</p>']),
    ),
    { new: 'Two shops.' },
  ],
  [
    'nickrussler/email-to-pdf-converter#62',
    'the other way round: HTML of blanks',
    eml(
      ['Content-Type: multipart/alternative; boundary=b'],
      multipart([PLAIN, 'Two shops.'], ['Content-Type: text/html; charset=utf-8', ' \r\n ']),
    ),
    { new: 'Two shops.' },
  ],
  [
    'bertjohnson/OpaqueMail#62',
    'HTML twice, the second a footer of the list',
    eml(
      ['Content-Type: multipart/mixed; boundary=b'],
      multipart(
        ['Content-Type: text/html; charset=utf-8', '<p>Two shops.</p>'],
        ['Content-Type: text/html; charset=utf-8', '<p>You get this as a member of the list.</p>'],
      ),
    ),
    { has: ['Two shops.'] },
  ],
  [
    'DockYard/elixir-mail#115',
    'a part without a body',
    eml(
      ['Content-Type: multipart/mixed; boundary=b'],
      Buffer.from('--b\r\nContent-Type: text/plain\r\n\r\nYes.\r\n--b\r\nContent-Type: text/plain\r\n--b--\r\n'),
    ),
    { new: 'Yes.' },
  ],
  [
    'barbushin/php-imap#198',
    'an encoded body without a word on its encoding',
    eml(
      ['MIME-Version: 1.0'],
      Buffer.from(b64('<meta charset="utf-8"><p>Zwei Filialen, bitte, mit Lieferung ab März.</p>')),
    ),
    { has: ['Zwei Filialen, bitte, mit Lieferung ab März.'] },
  ],
  [
    'smiley22/S22.Imap#80',
    'a picture is the reply: blank words and a file',
    eml(
      ['Content-Type: multipart/mixed; boundary=b'],
      multipart(
        ['Content-Type: text/plain; charset=ISO-8859-1; format=flowed', '\r\n\r\n'],
        [
          'Content-Type: application/pdf; name="order.pdf"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: inline; filename="order.pdf"',
          b64('%PDF-1.4'),
        ],
      ),
    ),
    { new: '', kind: 'human', unread: true },
  ],
  [
    'tine20/tine20#4857',
    'US-ASCII, 7 bit, a colon at the end',
    eml(
      [
        'X-Mailer: Sylpheed 3.4.0beta7',
        'Content-Type: text/plain; charset=US-ASCII',
        'Content-Transfer-Encoding: 7bit',
      ],
      'Hallo Admin...:)',
    ),
    { new: 'Hallo Admin...:)' },
  ],
  [
    'emailjs/emailjs-mime-parser#8',
    'flowed lines, their blanks deleted (RFC 3676 4.1)',
    eml(
      ['Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes'],
      'We take twelve lic \nences for the shops.',
    ),
    { new: 'We take twelve licences for the shops.' },
  ],
  [
    'nodemailer/mailparser#114',
    'flowed, quote and signature keep their lines',
    eml(
      ['Content-Type: text/plain; charset="iso-8859-15"; format=flowed'],
      'On 24 Nov 2026, Ana wrote:\n> old words \n> that flow \n\nno, we checked \nit twice\n\n-- \n<a>\n<b>',
    ),
    { new: 'no, we checked it twice' },
  ],
];
