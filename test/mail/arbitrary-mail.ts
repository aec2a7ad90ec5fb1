import fc from 'fast-check';
import iconv from 'iconv-lite';

/** A message and the words that must come out of it; null where bytes were changed at random. */
export type ArbitraryMail = { message: Uint8Array; words: string | null };

const CHARSETS: Record<string, string> = {
  'utf-8': 'Grüße 日本 Здравствуйте €',
  'iso-8859-1': 'Grüße à la française',
  'windows-1252': 'Preis – 5 €',
  'koi8-r': 'Здравствуйте',
  shift_jis: 'お見積り',
  'iso-8859-15': 'Œuvre à 5 €',
  gb18030: '您好',
  'euc-kr': '안녕하세요',
  'us-ascii': 'plain words',
};

const charset = fc.constantFrom(...Object.keys(CHARSETS));
const encoding = fc.constantFrom('8bit', 'base64', 'quoted-printable', 'binary');
const lineEnd = fc.constantFrom('\r\n', '\r\n', '\n');
const junk = fc.string({ unit: 'binary', maxLength: 40 });
const headerJunk = fc.array(fc.tuple(fc.stringMatching(/^X-[A-Za-z]{1,12}$/), junk), { maxLength: 5 });

function encode(text: string, charsetName: string, encodingName: string): Buffer {
  const bytes = iconv.encode(text, charsetName === 'us-ascii' ? 'ascii' : charsetName);
  if (encodingName === 'base64') return Buffer.from(bytes.toString('base64').replace(/.{76}/g, '$&\r\n'));
  if (encodingName === 'quoted-printable') {
    const escaped = [...bytes].map((byte) =>
      byte > 32 && byte < 127 && byte !== 61
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    );
    return Buffer.from(escaped.join('').replace(/(?:=..|[^=]){1,70}/g, '$&=\r\n'));
  }
  return bytes;
}

type Node = { head: string; body: Buffer };

const leaf = (marker: string) =>
  fc.tuple(charset, encoding, fc.constantFrom('plain', 'html'), fc.boolean()).map(([name, how, type, quoted]): Node => {
    const words = `${marker} ${CHARSETS[name]}`;
    const text = type === 'html' ? `<html><body><p>${words}</p></body></html>` : `${words}\r\nsecond line\r\n`;
    const label = quoted ? `"${name}"` : name.toUpperCase();
    return {
      head: `Content-Type: text/${type}; charset=${label}\r\nContent-Transfer-Encoding: ${how}\r\n`,
      body: encode(text, name, how),
    };
  });

const file = fc.tuple(junk, fc.uint8Array({ maxLength: 200 })).map(
  ([name, bytes]): Node => ({
    head: `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name.toWellFormed())}\r\nContent-Transfer-Encoding: base64\r\n`,
    body: Buffer.from(Buffer.from(bytes).toString('base64')),
  }),
);

function multipart(type: string, boundary: string, children: Node[]): Node {
  const parts = children.flatMap(({ head, body }) => [
    Buffer.from(`--${boundary}\r\n${head}\r\n`),
    body,
    Buffer.from('\r\n'),
  ]);
  return {
    head: `Content-Type: multipart/${type}; boundary="${boundary}"\r\n`,
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

const MARKER = 'the writer said so';

const tree = fc
  .tuple(
    leaf(MARKER),
    fc.array(file, { maxLength: 3 }),
    fc.array(fc.constantFrom('mixed', 'alternative', 'related', 'signed'), { maxLength: 8 }),
  )
  .map(([text, files, levels]) =>
    levels.reduce(
      (inner, type, level) => multipart(type, `b${level}=_x`, [inner, ...(type === 'alternative' ? [] : files)]),
      text,
    ),
  );

const whole = fc.tuple(tree, headerJunk, lineEnd).map(([{ head, body }, extra, end]): ArbitraryMail => {
  const fields = extra.map(([name, value]) => `${name}: ${value.replace(/[\r\n]/g, ' ')}\r\n`).join('');
  const headers = `From: Max <max@acme.example>\r\n${fields}Subject: x\r\n${head}\r\n`;
  const message = Buffer.concat([Buffer.from(end === '\n' ? headers.replaceAll('\r\n', '\n') : headers), body]);
  return { message, words: MARKER };
});

/** One in three has some of its bytes replaced, cut out or doubled. */
export const arbitraryMail: fc.Arbitrary<ArbitraryMail> = fc.oneof(
  { weight: 2, arbitrary: whole },
  {
    weight: 1,
    arbitrary: fc
      .tuple(whole, fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.nat(60)), { minLength: 1, maxLength: 12 }))
      .map(([{ message }, changes]) => {
        let bytes = Buffer.from(message);
        for (const [where, byte, length] of changes) {
          const at = where % bytes.length;
          if (byte % 3 === 0) bytes[at] = byte;
          else if (byte % 3 === 1)
            bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(at + length, bytes.length - 1))]);
          else bytes = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
        }
        return { message: bytes, words: null };
      }),
  },
);
