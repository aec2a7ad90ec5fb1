import fc from 'fast-check';
import iconv from 'iconv-lite';
import type { InboundPost } from '../../../lib/mail/types.ts';
import { type Bodies, CLIENTS, type Style } from './clients.ts';
import { LANGUAGES } from './languages.ts';

/** A post, what the writer wrote in it, and what we had sent. */
export type GeneratedMail = {
  post: InboundPost;
  written: string[];
  sent: string[];
  /** What it is made of, for the count of what was tried. */
  made: Record<'client' | 'language' | 'style' | 'charset' | 'label' | 'transfer' | 'nesting' | 'mode', string>;
};

const LABELS = ['right', 'capitals', 'missing', 'us-ascii'] as const;
const TRANSFERS = ['8bit', 'base64', 'quoted-printable'] as const;
const NESTINGS = ['plain', 'alternative', 'mixed', 'related', 'signed', 'deep'] as const;
const STYLES: Style[] = ['top', 'bottom', 'between'];
const ENVELOPE = { to: ['reply+0123456789abcdef@reply.example.com'], from: 'mariana@padariasol.example' };
const DELIVERY = {
  ambiguous: false,
  envelope: ENVELOPE,
  spf: 'pass',
  dkim: '{@padariasol.example : pass}',
  senderIp: '192.0.2.1',
};
const HEADERS =
  'From: Mariana Oliveira <mariana@padariasol.example>\r\nTo: <reply+0123456789abcdef@reply.example.com>\r\nSubject: Re: Stock report\r\nMIME-Version: 1.0\r\n';

export const generatedMail: fc.Arbitrary<GeneratedMail> = fc
  .record({
    language: fc.constantFrom(...LANGUAGES),
    client: fc.constantFrom(...Object.keys(CLIENTS)),
    style: fc.constantFrom(...STYLES),
    pick: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }),
    charset: fc.nat(),
    label: fc.constantFrom(...LABELS),
    transfer: fc.constantFrom(...TRANSFERS),
    nesting: fc.constantFrom(...NESTINGS),
    mode: fc.constantFrom('raw' as const, 'parsed' as const),
  })
  .map(({ language, client, style, pick, charset: at, label, transfer, nesting, mode }) => {
    const written = pick.map((index) => language.written[index]!);
    const bodies = CLIENTS[client]!(language, written, style);
    const named = language.charsets[at % language.charsets.length]!;
    const charset = canEncode(bodies, named) ? named : 'utf-8';
    const encoded = { charset, label: labelOf(charset, told(charset, label)), transfer };
    const post = mode === 'raw' ? rawPost(bodies, nesting, encoded) : parsedPost(bodies, encoded);
    const made = {
      client,
      language: language.code,
      style,
      charset,
      label: told(charset, label),
      transfer,
      nesting,
      mode,
    };
    return { post, written, sent: [...language.sent], made };
  });

type Encoded = { charset: string; label: string | null; transfer: (typeof TRANSFERS)[number] };

/** Without a label only some charsets can be told: nobody knows Polish in windows-1250 from French in windows-1252. */
const TELLABLE = /^(?:us-ascii|utf-8|iso-8859-1|windows-1252|koi8-r|windows-1251|shift_jis|euc-jp|gbk|gb18030|cp949)$/;

function told(charset: string, label: (typeof LABELS)[number]): (typeof LABELS)[number] {
  return TELLABLE.test(charset) ? label : label === 'capitals' ? label : 'right';
}

function labelOf(charset: string, label: (typeof LABELS)[number]): string | null {
  const name = charset === 'cp949' ? 'ks_c_5601-1987' : charset;
  return { right: name, capitals: name.toUpperCase(), missing: null, 'us-ascii': 'us-ascii' }[label];
}

function canEncode({ text, html }: Bodies, charset: string): boolean {
  return [text, html ?? ''].every((body) => iconv.decode(encode(body, charset), nameOf(charset)) === body);
}

const nameOf = (charset: string): string => (charset === 'us-ascii' ? 'ascii' : charset);

function encode(text: string, charset: string): Buffer {
  return iconv.encode(text, nameOf(charset));
}

function transferred(bytes: Buffer, transfer: Encoded['transfer']): Buffer {
  if (transfer === '8bit') return bytes;
  if (transfer === 'base64') return Buffer.from(bytes.toString('base64').replace(/.{76}/g, '$&\r\n'));
  const escaped = [...bytes].map((byte) =>
    (byte > 32 && byte < 127 && byte !== 61) || byte === 10 || byte === 13 || byte === 32
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  );
  const lines = escaped
    .join('')
    .split('\r\n')
    .map((line) => line.replace(/ $/, '=20'));
  return Buffer.from(
    lines.map((line) => (line.match(/(?:=[0-9A-F]{2}|[^=]){1,70}/g) ?? ['']).join('=\r\n')).join('\r\n'),
  );
}

type Part = { head: string; body: Buffer };

function textPart(type: 'plain' | 'html', body: string, { charset, label, transfer }: Encoded): Part {
  const said = label === null ? '' : `; charset=${label}`;
  return {
    head: `Content-Type: text/${type}${said}\r\nContent-Transfer-Encoding: ${transfer}\r\n`,
    body: transferred(encode(body, charset), transfer),
  };
}

const FILE: Part = {
  head: 'Content-Type: application/pdf; name="order.pdf"\r\nContent-Disposition: attachment; filename="order.pdf"\r\nContent-Transfer-Encoding: base64\r\n',
  body: Buffer.from('JVBERi0xLjQK'),
};
const PICTURE: Part = {
  head: 'Content-Type: image/png; name="logo.png"\r\nContent-ID: <logo@x>\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n',
  body: Buffer.from('iVBORw0KGgo='),
};
const SEAL: Part = {
  head: 'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\nContent-Disposition: attachment; filename="smime.p7s"\r\nContent-Transfer-Encoding: base64\r\n',
  body: Buffer.from('MIIB'),
};

function multipart(type: string, parts: Part[]): Part {
  const boundary = `=_${type}_${parts.length}_x`;
  const body = parts.flatMap((part) => [
    Buffer.from(`--${boundary}\r\n${part.head}\r\n`),
    part.body,
    Buffer.from('\r\n'),
  ]);
  return {
    head: `Content-Type: multipart/${type}; boundary="${boundary}"\r\n`,
    body: Buffer.concat([...body, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

function rawPost({ text, html }: Bodies, nesting: (typeof NESTINGS)[number], encoded: Encoded): InboundPost {
  const plain = textPart('plain', text, encoded);
  const both = html === null ? plain : multipart('alternative', [plain, textPart('html', html, encoded)]);
  const whole = {
    plain: html === null || nesting !== 'plain' ? both : textPart('html', html, encoded),
    alternative: both,
    mixed: multipart('mixed', [both, FILE]),
    related: multipart('related', [both, PICTURE]),
    signed: multipart('signed', [both, SEAL]),
    deep: multipart('mixed', [multipart('related', [multipart('mixed', [both, FILE]), PICTURE]), SEAL]),
  }[nesting];
  return {
    ...DELIVERY,
    charsets: {},
    mode: 'raw',
    email: Buffer.concat([Buffer.from(`${HEADERS}${whole.head}\r\n`), whole.body]),
  };
}

/** As SendGrid takes a mail apart: transfer encoding undone, bytes in the charset that `charsets` repeats. */
function parsedPost({ text, html }: Bodies, { charset, label }: Encoded): InboundPost {
  const fields: Record<string, Uint8Array> = { headers: Buffer.from(HEADERS), text: encode(text, charset) };
  if (html !== null) fields.html = encode(html, charset);
  const charsets: Record<string, string> = label === null ? {} : { text: label, html: label };
  return { ...DELIVERY, charsets, mode: 'parsed', fields, files: [] };
}

/** How often each value of each dimension was made, a line each. */
export function coverage(mails: readonly GeneratedMail[]): string {
  const dimensions = Object.keys(mails[0]!.made) as (keyof GeneratedMail['made'])[];
  return dimensions
    .map((dimension) => {
      const counts = new Map<string, number>();
      for (const { made } of mails) counts.set(made[dimension], (counts.get(made[dimension]) ?? 0) + 1);
      return `${dimension}: ${[...counts]
        .sort((a, b) => b[1] - a[1])
        .map(([value, count]) => `${value} ${count}`)
        .join(', ')}`;
    })
    .join('\n');
}
