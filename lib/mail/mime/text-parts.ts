import iconv from 'iconv-lite';
import { isWebEncoding } from './charset.ts';

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
const FLOWED = /(;\s*)format(\s*=\s*"?flowed)/i;

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
    delSp: fields.some((field) => /;\s*delsp\s*=\s*"?yes/i.test(field)),
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
