import { expect } from 'vitest';
import type { Received } from './receiver.ts';
import { REPLY_DOMAIN } from './sendgrid.ts';

export const TOKEN_ADDRESS = `reply+abcdefgh01234567@${REPLY_DOMAIN}`;

/** A reading of multipart that shares nothing with the stand-in: part name → bytes, by splitting at the boundary. */
export function partsOf({ body, headers }: Received): Map<string, { head: string; bytes: Buffer }> {
  expect(headers['content-type']).toBe('multipart/form-data; boundary=xYzZY');
  const parts = body.toString('latin1').split('--xYzZY').slice(1, -1);
  return new Map(
    parts.map((part) => {
      const split = part.indexOf('\r\n\r\n');
      const head = part.slice(0, split);
      const bytes = Buffer.from(part.slice(split + 4, -2), 'latin1');
      return [/name="([^"]+)"/.exec(head)![1]!, { head, bytes }];
    }),
  );
}
export const textOf = (post: Received, name: string) => partsOf(post).get(name)?.bytes.toString();

const eml = (lines: string[]) => Buffer.from(lines.join('\r\n'), 'latin1');
/** A mail of an older program: three charsets, an inline picture, a file. */
export const LATIN = eml([
  'From: =?iso-8859-1?Q?Mariana_Concei=E7=E3o?= <mariana@sol.example>',
  `To: "Ana Souza" <${TOKEN_ADDRESS}>`,
  'Subject: =?iso-8859-1?Q?Re:_Pre=E7o?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="outer"',
  '',
  '--outer',
  'Content-Type: multipart/alternative; boundary="inner"',
  '',
  '--inner',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Ol=E1, o pre=E7o est=E1 bom=',
  '!',
  '--inner',
  'Content-Type: text/html; charset=windows-1252',
  '',
  '<p>Preço: 5 \x80 – bom</p><img src="cid:logo@sol">'.replace('–', '\x96'),
  '--inner--',
  '--outer',
  'Content-Type: image/png; name="logo.png"',
  'Content-ID: <logo@sol>',
  'Content-Disposition: inline; filename="logo.png"',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]).toString('base64'),
  '--outer',
  'Content-Type: application/pdf; name="pedido.pdf"',
  'Content-Disposition: attachment; filename="pedido.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('%PDF').toString('base64'),
  '--outer--',
  '',
]);
