import iconv from 'iconv-lite';
import { decodeText, isWebEncoding } from './charset.ts';
import { unflow } from './flowed.ts';
import { MAIL_LIMITS } from './limits.ts';

/**
 * How the text parts of a raw message must be read where postal-mime alone would read them wrong: it takes an unknown
 * charset for windows-1252, us-ascii too, and joins flowed lines (RFC 3676) across quote depths.
 */
export type TextPartPlan = {
  /** The message with the Content-Type fields of its text parts rewritten accordingly. */
  message: Uint8Array;
  /** Undo it on the text that comes out. */
  decode: (text: string) => string;
  flowed: boolean;
  delSp: boolean;
};

const TEXT_PART =
  /^content-type[ \t]*:[ \t]*text\/(?:plain|html)\b[^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,20}/gim;
const CHARSET = /;\s*charset\s*=\s*"?([^\s";]{1,60})/i;
const DEL_SP = /;\s*delsp\s*=\s*"?yes/i;
const FLOWED = /(;\s*)format(\s*=\s*"?flowed)/i;

const MEDIA_TYPE = /^\s*[\w.+-]+\/[\w.+-]+/;
/** Text meant to be read; the others are files. */
const SHOWN_TEXT = /^\s*text\/(?!calendar|vcard|x-vcard|directory|csv|rtf)([\w.+-]+)/i;

/** A single-byte charset without a hole: any bytes pass through it and back. */
const CARRIER = 'ibm866';

export function planTextParts(message: Uint8Array): TextPartPlan {
  const source = Buffer.from(message.buffer, message.byteOffset, message.byteLength).toString('latin1');
  const fields = source.match(TEXT_PART) ?? [];
  const labels = fields.map((field) => CHARSET.exec(field)?.[1]?.toLowerCase() ?? '');
  const flowed = fields.some((field) => FLOWED.test(field));
  const odd = new Set(labels.filter((label) => label !== '' && (isAscii(label) || !isWebEncoding(label))));
  if (!flowed && odd.size === 0) return { message, decode: same, flowed: false, delSp: false };

  const legacy =
    odd.size === 1 && new Set(labels).size === 1 && !isAscii(labels[0]!) && iconv.encodingExists(labels[0]!);
  const replacement = legacy ? CARRIER : 'utf-8';
  const rewritten = source.replace(TEXT_PART, (field) => {
    const label = CHARSET.exec(field)?.[1]?.toLowerCase() ?? '';
    const unflowed = field.replace(FLOWED, '$1x-format$2');
    return odd.has(label) ? withCharset(unflowed, replacement) : unflowed;
  });
  return {
    message: Buffer.from(rewritten, 'latin1'),
    decode: legacy ? (text) => iconv.decode(iconv.encode(text, CARRIER), labels[0]!) : same,
    flowed,
    delSp: fields.some((field) => DEL_SP.test(field)),
  };
}

/** The message with every text part declared as windows-1252, which takes any bytes. */
export function asWindows1252(message: Uint8Array): Uint8Array {
  const source = Buffer.from(message.buffer, message.byteOffset, message.byteLength).toString('latin1');
  const declared = source.replace(TEXT_PART, (field) => withCharset(field, 'windows-1252'));
  const headersOnly = !/^content-type[ \t]*:/im.test(source.slice(0, 64 * 1024));
  return Buffer.from(
    headersOnly ? `Content-Type: text/plain; charset=windows-1252\r\n${declared}` : declared,
    'latin1',
  );
}

/** A duplicated parameter counts by its first occurrence, so the new one goes in front. */
function withCharset(field: string, charset: string): string {
  return field.replace(/text\/(?:plain|html)/i, (type) => `${type}; charset=${charset}`);
}

function isAscii(label: string): boolean {
  return label === 'us-ascii' || label === 'ascii';
}

function same(text: string): string {
  return text;
}

/**
 * The text of a message that has one part and no transfer encoding, or null for any other. Such mail needs no parser:
 * postal-mime would take several microseconds a line, and know fewer charsets.
 */
export function readSinglePart(
  headers: { key: string; value: string }[],
  body: Uint8Array,
): { text: string | null; html: string | null } | null {
  const value = (key: string) => headers.find((header) => header.key === key)?.value ?? '';
  const said = value('content-type');
  // RFC 2045 5.2: what cannot be read is text/plain.
  const contentType = MEDIA_TYPE.test(said) ? said : 'text/plain';
  const type = SHOWN_TEXT.exec(contentType)?.[1]?.toLowerCase();
  const encoding = value('content-transfer-encoding').trim();
  if (!type || !/^(7bit|8bit|binary)?$/i.test(encoding) || /^\s*attachment/i.test(value('content-disposition')))
    return null;
  const start = body[0] === 13 ? 2 : 1;
  const decoded = decodeText(body.subarray(start), CHARSET.exec(contentType)?.[1]).slice(0, MAIL_LIMITS.bodyCharacters);
  if (type === 'html') return { text: null, html: decoded };
  const lines = decoded.replace(/\r\n?/g, '\n');
  return { text: FLOWED.test(contentType) ? unflow(lines, DEL_SP.test(contentType)) : lines, html: null };
}
