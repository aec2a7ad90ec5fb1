import { decodeText } from './charset.ts';
import { enrichedToText } from './enriched.ts';
import { unflow } from './flowed.ts';
import type { MimePart } from './mime-tree.ts';
import { unwrapUndeclared } from './undeclared-encoding.ts';

type TextPart = Pick<MimePart, 'type' | 'params' | 'transferEncoding' | 'content'>;

const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+$/;
const META_READ = 4_096;
const META = /<meta\b[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{2,40})/i;

/** Which body a part belongs to; null for a file. What cannot be read as a type is text (RFC 2045 5.2), as is a bare `text`. */
export function shownAs(type: string): 'plain' | 'html' | null {
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (type === 'text' || /^text\/(?:plain|enriched|richtext)?$/.test(type)) return 'plain';
  return MEDIA_TYPE.test(type) || type.includes('?=') ? null : 'plain';
}

/** The words of a text part: decoded, its soft line breaks joined, its formatting codes removed. */
export function readTextPart({ type, params, transferEncoding, content }: TextPart, hints: readonly string[]): string {
  const bytes = transferEncoding === '' || /^[78]bit$/.test(transferEncoding) ? unwrapUndeclared(content) : content;
  if (shownAs(type) === 'html') return decodeHtml(bytes, params.charset, hints);
  const text = decodeText(bytes, params.charset, hints).replace(/\r\n?/g, '\n');
  if (/^text\/(?:enriched|richtext)$/.test(type)) return enrichedToText(text);
  return /^flowed$/i.test(params.format ?? '') ? unflow(text, /^yes$/i.test(params.delsp ?? '')) : text;
}

/** HTML says in a `meta` what charset it is in, which a program that relabels the part on the way leaves as it was. */
export function decodeHtml(bytes: Uint8Array, label: string | undefined, hints: readonly string[]): string {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, META_READ)).toString('latin1');
  const said = META.exec(start)?.[1];
  return decodeText(bytes, label, said ? [said, ...hints] : hints);
}
