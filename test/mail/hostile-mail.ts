/** Messages that try to hold, crash or blind a reader, by name; `size` is about how many bytes each has. */
export const HOSTILE_MAILS: Record<string, (size: number) => string> = {
  'one line without end': (size) => `Subject: x\r\n\r\n${'a'.repeat(size)}`,
  'a header without end': (size) => `Subject: ${'a'.repeat(size)}\r\n\r\ntext`,
  'a folded header': (size) => `Subject: x\r\n${' y\r\n'.repeat(size / 4)}\r\ntext`,
  'many headers': (size) =>
    `${'X-A: b\r\n'.repeat(size / 8)}From: Max <max@acme.example>\r\nSubject: at the end\r\n\r\ntext`,
  'headers only': (size) => 'X-A: b\r\n'.repeat(size / 8),
  'blank lines': (size) => '\r\n'.repeat(size / 2),
  'no line break at all': (size) => 'x'.repeat(size),
  'many parts': (size) => `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(size / 10)}`,
  'many empty parts': (size) => `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(size / 7)}`,
  'many attachments': (size) =>
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nx\r\n'.repeat(size / 62)}`,
  'deep parts': (size) => {
    const open = (n: number) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`;
    return `${Array.from({ length: Math.min(size / 60, 5_000) }, (_, n) => open(n)).join('')}\r\ntext`;
  },
  'deep messages': (size) => 'Content-Type: message/rfc822\r\n\r\n'.repeat(size / 32),
  'boundaries that open and never close': (size) => {
    const heads = Array.from(
      { length: 40 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    ).join('');
    return `${heads}\r\n${'--x\r\n'.repeat(size / 5)}`;
  },
  'many recipients': (size) => `To: ${'a@b.example, '.repeat(size / 13)}\r\n\r\ntext`,
  'recipients in nested groups': (size) =>
    `To: ${'a: '.repeat(size / 6)}x@y.example${';'.repeat(size / 6)}\r\n\r\ntext`,
  'brackets in an address': (size) => `From: ${'<'.repeat(size)}\r\n\r\ntext`,
  'at signs in an address': (size) => `From: <${'@'.repeat(size)}\r\n\r\ntext`,
  'quotes in an address': (size) => `From: ${'"'.repeat(size)} <max@acme.example>\r\n\r\ntext`,
  'comments in an address': (size) => `From: ${'('.repeat(size)} max@acme.example\r\n\r\ntext`,
  'encoded words': (size) => `Subject: ${'=?utf-8?q?=41?= '.repeat(size / 16)}\r\n\r\ntext`,
  'broken encoded words': (size) => `Subject: ${'=?utf-8?b?'.repeat(size / 10)}\r\n\r\ntext`,
  parameters: (size) => `Content-Type: text/plain${'; a=b'.repeat(size / 5)}\r\n\r\ntext`,
  'parameter continuations': (size) =>
    `Content-Type: text/plain\r\nContent-Disposition: attachment${Array.from({ length: size / 20 }, (_, n) => `;\r\n filename*${n}=a`).join('')}\r\n\r\ntext`,
  references: (size) => `References: ${'<a@b> '.repeat(size / 6)}\r\n\r\ntext`,
  'references without brackets': (size) => `References: ${'<'.repeat(size)}\r\n\r\ntext`,
  'tokens without a domain': (size) => `To: ${'reply+0123456789abcdef'.repeat(size / 22)}\r\n\r\ntext`,
  'flowed lines': (size) => `Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n${'a \r\n'.repeat(size / 4)}`,
  'flowed quotes': (size) => `Content-Type: text/plain; format=flowed\r\n\r\n${'>'.repeat(size)}`,
  'content types in the text': (size) => `Subject: x\r\n\r\n${'Content-Type: text/plain\r\n'.repeat(size / 26)}`,
  'delivery status': (size) =>
    `Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${'Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\n\r\n'.repeat(size / 56)}\r\n--b--`,
  'a returned message without headers': (size) =>
    `Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${'message-id: <'.repeat(size / 13)}\r\n--b--`,
  'lines of HZ': (size) => `Content-Type: text/plain; charset=hz-gb-2312\r\n\r\n${'~{'.repeat(size / 2)}`,
  'shifts of ISO-2022-KR': (size) =>
    `Content-Type: text/plain; charset=iso-2022-kr\r\n\r\n\u001b$)C${'\u000e0_\u000f'.repeat(size / 4)}`,
  'shifts of ISO-2022-JP': (size) => `Content-Type: text/plain\r\n\r\n${'\u001b$B:_\u001b(B'.repeat(size / 8)}`,
  'Cyrillic without a label': (size) =>
    `Content-Type: text/plain\r\n\r\n${'\u00c1\u00e5\u00f0\u00b8\u00ec '.repeat(size / 6)}`,
  'an undeclared base64 wall': (size) => `Subject: x\r\n\r\n${'QUJDREVG'.repeat(size / 8)}`,
  'an undeclared quoted-printable wall': (size) => `Subject: x\r\n\r\n${'=C3=A7=\r\n'.repeat(size / 9)}`,
  'a nested signature': (size) =>
    `Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${'0\u0080'.repeat(size / 2)}`,
  'a winmail.dat of nothing': (size) =>
    `Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: 8bit\r\n\r\nx\u009f>"\u0000\u0000${'\u0001\u0003\u0090\u0006\u0000\u0000\u0000\u0000\u0000'.repeat(size / 9)}`,
  'enriched brackets': (size) => `Content-Type: text/enriched\r\n\r\n${'<param>'.repeat(size / 7)}`,
  'many Content-Types': (size) =>
    `${'Content-Type: multipart/mixed; boundary=x\r\n'.repeat(Math.min(size / 43, 900))}\r\n${'--y\r\n'.repeat(size / 5)}`,
  'texts of both kinds': (size) =>
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>x\r\n--b\r\nContent-Type: text/plain\r\n\r\n${'>\r\n\r\n'.repeat(size / 5)}`,
  'nul bytes': (size) => `Subject: \u0000x\r\n\r\n${'\u0000'.repeat(size)}`,
  'unpaired surrogates in utf-7': (size) =>
    `Content-Type: text/plain; charset=utf-7\r\n\r\n${'+2AA-'.repeat(size / 5)}`,
  'a quoted-printable wall': (size) =>
    `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${'='.repeat(size)}`,
  'base64 of nothing': (size) =>
    `Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${'====\r\n'.repeat(size / 6)}`,
};
