import { gunzipSync, inflateRawSync } from 'node:zlib';

/**
 * The ways in which bytes can be read on their way to a person or a program: as text, UTF-16, quoted-printable, base64,
 * hex, gzip, each again inside the other. Tags, entities and characters without width are taken out and every letter is
 * lower case, so that a token that is only split or disguised is found.
 */
export function readings(bytes: Buffer, depth = 4): string[] {
  const text = bytes.toString('latin1');
  const texts = [text, bytes.toString('utf16le'), unquoted(text)];
  const inner = depth === 0 ? [] : [...compressed(bytes), ...texts.flatMap(encoded)];
  return [
    ...texts.flatMap((one) => [joined(one), joined(one.replace(/<[^<>]*>/g, ''))]),
    ...inner.flatMap((one) => readings(one, depth - 1)),
  ];
}

export const holdsToken = (bytes: Buffer, token: string): boolean =>
  readings(bytes).some((text) => text.includes(token));

const unquoted = (text: string) =>
  text
    .replace(/=\r?\n/g, '')
    .replace(/[=%]([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** What a reader sees of it, and a program that strips what it does not know. */
const joined = (text: string) =>
  text
    .replace(/&#x([0-9a-f]{1,6});|&#(\d{1,7});/gi, (_, hex?: string, decimal?: string) =>
      String.fromCodePoint(Math.min(hex ? Number.parseInt(hex, 16) : Number(decimal), 0x10ffff)),
    )
    .replace(/&[a-z]+;/gi, '')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]|\u00c2\u00ad|\u00e2\u0080[\u008b-\u008f]|\u00ef\u00bb\u00bf/g, '')
    .replace(/\?=\s*=\?[^?\s]+\?q\?/gi, '')
    .replace(/[\s>]+/g, '')
    .toLowerCase();

function encoded(text: string): Buffer[] {
  const base64 = text.match(/(?:[a-z0-9+/]{20,}={0,2}\s*){1,200000}/gi) ?? [];
  const hex = text.match(/(?:[0-9a-f]{2}){20,}/gi) ?? [];
  const words = [...text.matchAll(/=\?[^?\s]+\?b\?([^?\s]*)\?=/gi)].map((match) => match[1]!);
  return [
    ...base64.map((block) => Buffer.from(block, 'base64')),
    ...hex.map((block) => Buffer.from(block, 'hex')),
    ...(words.length > 0 ? [Buffer.concat(words.map((word) => Buffer.from(word, 'base64')))] : []),
  ];
}

function compressed(bytes: Buffer): Buffer[] {
  const attempts = bytes[0] === 0x1f && bytes[1] === 0x8b ? [gunzipSync] : bytes[0] === 0x50 ? [inflateRawSync] : [];
  return attempts.flatMap((read) => {
    try {
      return [read(bytes)];
    } catch {
      return [];
    }
  });
}
