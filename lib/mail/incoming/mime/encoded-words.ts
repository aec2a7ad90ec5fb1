import { decodeText } from './charset.ts';

/** RFC 2047; some programs put spaces into base64, and break one character over two words. */
const WORDS =
  /(=\?)([\w.:-]{1,60})(?:\*[^?\s]{0,20})?\?([bq])\?([^?]{0,20000})\?=(?:\s+=\?\2(?:\*[^?\s]{0,20})?\?\3\?[^?]{0,20000}\?=)*/gi;
const WORD = /=\?[\w.:-]{1,60}(?:\*[^?\s]{0,20})?\?[bq]\?([^?]{0,20000})\?=/gi;

/**
 * A header value whose encoded words are all in UTF-8, a run of them as one: those in a charset that the platform lacks or
 * decodes wrongly (Korean code page 949, ISO-2022-KR, UTF-7, UTF-8 under another name) are decoded here, by the rules for
 * bodies, and so are those of which each has padding of its own and half a character.
 */
export function inUtf8(value: string): string {
  if (!value.includes('=?')) return value;
  return value.replace(WORDS, (found: string, _open: string, charset: string, encoding: string) => {
    const words = [...found.matchAll(WORD)];
    if (words.length === 1 && /^(?:utf-?8|us-ascii)$/i.test(charset)) return found;
    const base64 = encoding.toLowerCase() === 'b';
    const bytes = words.map(([, text]) =>
      base64 ? Buffer.from(text!, 'base64') : Buffer.from(unquoted(text!), 'latin1'),
    );
    return `=?utf-8?b?${Buffer.from(decodeText(Buffer.concat(bytes), charset)).toString('base64')}?=`;
  });
}

function unquoted(text: string): string {
  return text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
