import { isAscii, isUtf8 } from 'node:buffer';

/** Shorter ones are words: "Obrigado" is base64 too. */
const SHORTEST = 24;
const BASE64 = /^[A-Za-z0-9+/\r\n]+={0,2}\s*$/;
const LINE = /^[A-Za-z0-9+/]{1,80}={0,2}$/;
const SOFT_BREAK = /=[ \t]*\r?\n/g;
/** A sign that quoted-printable would have escaped. */
const BARE = /=(?![0-9A-F]{2}|[ \t]*\r?\n|$)/;
const MAX_READ = 8 * 1024 * 1024;

/**
 * The bytes of a text whose transfer encoding no header names: a gateway that rewrites headers may lose the one that
 * says base64 or quoted-printable. Nothing else that people write decodes to text.
 */
export function unwrapUndeclared(content: Uint8Array): Uint8Array {
  if (content.length < SHORTEST || content.length > MAX_READ || !isAscii(content)) return content;
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1').trim();
  if (text.length < SHORTEST) return content;
  return (isBase64(text) ? asText(Buffer.from(text, 'base64')) : quotedPrintable(text)) ?? content;
}

function isBase64(text: string): boolean {
  if (!BASE64.test(text)) return false;
  const lines = text.split(/\r?\n/);
  return lines.every((line) => LINE.test(line)) && text.replace(/\s/g, '').length % 4 === 0;
}

/** "width=20" could be either: it takes a soft line break, or escapes that make letters beyond ASCII. */
function quotedPrintable(text: string): Uint8Array | null {
  if (!text.includes('=') || BARE.test(text)) return null;
  const joined = text.replace(SOFT_BREAK, '');
  const decoded = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const bytes = Buffer.from(decoded, 'latin1');
  return joined.length < text.length || (!isAscii(bytes) && isUtf8(bytes)) ? bytes : null;
}

/** Text in UTF-8 without control characters, else null. */
function asText(bytes: Buffer): Uint8Array | null {
  if (!isUtf8(bytes)) return null;
  const start = bytes.subarray(0, 4_000).toString('utf8');
  return /[\u0000-\u0008\u000e-\u001f\u007f]/.test(start) || !/[\p{L}\p{N}]/u.test(start) ? null : bytes;
}
