import { isUtf8 } from 'node:buffer';
import { decodeText } from './charset.ts';
import { MAIL_LIMITS } from './limits.ts';

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;
/** Opens the shifts of ISO-2022, which Japanese programs write into headers as they are. */
const ESCAPE = 0x1b;
const CHARSETS_READ = 64 * 1024;
const CHARSET = /charset\s{0,5}=\s{0,5}["']?([\w.:-]{2,40})/gi;

/**
 * The message with a header block that a parser can take: bounded in size and lines, without blank lines or a byte order
 * mark in front of it, and in UTF-8 (RFC 6532): old programs write headers in the charset of the body.
 */
export function repairHeaderBlock(
  message: Uint8Array,
  hints: string[] = [],
): { message: Uint8Array; problems: string[] } {
  const start = skipBlank(message);
  // A mail without any header is all body.
  if (!FIELD_NAME.test(Buffer.from(message.subarray(start, start + 100)).toString('latin1'))) {
    return {
      message: Buffer.concat([LINE_END, message.subarray(start)]),
      problems: message.length === start ? [] : ['no headers'],
    };
  }
  const end = headerEnd(message, start);
  const block = message.subarray(start, end);
  const tooLong = block.length > MAIL_LIMITS.headerBytes;
  const lines = splitFields(block);
  const tooMany = lines.length > MAIL_LIMITS.headerLines;
  if (!tooLong && !tooMany && isUtf8(block) && !block.includes(ESCAPE)) {
    return { message: start === 0 ? message : message.subarray(start), problems: [] };
  }
  const problems: string[] = [];
  if (tooLong || tooMany)
    problems.push(`headers cut to ${MAIL_LIMITS.headerBytes} bytes, ${MAIL_LIMITS.headerLines} lines`);
  const charsets = charsetsNamed(message, end, hints);
  const fields = (tooLong || tooMany ? keepWithinLimits(lines) : lines).map((field) => toUtf8(field, charsets));
  return { message: Buffer.concat([...fields, message.subarray(end)]), problems };
}

/** Where the body starts: behind the first empty line, or the end of the message. */
export function headerEnd(message: Uint8Array, from = 0): number {
  let line = from;
  while (line < message.length) {
    const next = message.indexOf(LF, line);
    if (next === -1) return message.length;
    if (next === line || (next === line + 1 && message[line] === CR)) return line;
    line = next + 1;
  }
  return message.length;
}

/** Header fields with their continuation lines and line ends. */
export function splitFields(block: Uint8Array): Uint8Array[] {
  const fields: Uint8Array[] = [];
  let start = 0;
  let line = 0;
  while (line < block.length) {
    const next = block.indexOf(LF, line);
    const following = next === -1 ? block.length : next + 1;
    const continues = block[following] === SPACE || block[following] === TAB;
    if (!continues) {
      fields.push(block.subarray(start, following));
      start = following;
    }
    line = following;
  }
  if (start < block.length) fields.push(block.subarray(start));
  return fields;
}

/** The headers that say how the body is to be read and who wrote outlive any padding put before them. */
const ESSENTIAL = /^(content-|mime-version|from:|to:|cc:|subject:|date:|message-id:|in-reply-to:|auto-submitted:)/i;

/** RFC 5322 2.2, or the first line of an mbox. */
const FIELD_NAME = /^(?:[\x21-\x39\x3b-\x7e]{1,99}[ \t]*:|From )/;

/** References of the longest threads stay below. */
const FIELD_BYTES = 64 * 1024;
const LINE_END = Buffer.from('\r\n');

function keepWithinLimits(all: Uint8Array[]): Uint8Array[] {
  const kept = new Set<Uint8Array>();
  let bytes = 0;
  const take = (candidates: Uint8Array[]) => {
    for (const field of candidates) {
      const fits = bytes + field.length <= MAIL_LIMITS.headerBytes && kept.size < MAIL_LIMITS.headerLines;
      if (!fits || kept.has(field)) continue;
      kept.add(field);
      bytes += field.length;
    }
  };
  const fields = all.map((field) =>
    field.length > FIELD_BYTES ? Buffer.concat([field.subarray(0, FIELD_BYTES), LINE_END]) : field,
  );
  take(fields.filter((field) => ESSENTIAL.test(Buffer.from(field.subarray(0, 20)).toString('latin1'))));
  take(fields);
  return fields.filter((field) => kept.has(field));
}

function toUtf8(field: Uint8Array, charsets: () => string[]): Uint8Array {
  if (isUtf8(field) && !field.includes(ESCAPE)) return field;
  return Buffer.from(decodeText(field, null, charsets()), 'utf8');
}

/** The charsets that the message names for its bodies; looked for once, and only for a field that needs it. */
function charsetsNamed(message: Uint8Array, end: number, hints: string[]): () => string[] {
  let found: string[] | null = null;
  return () => {
    const named = () => [...latin1(message.subarray(0, end + CHARSETS_READ)).matchAll(CHARSET)].slice(0, 8);
    found ??= [...hints, ...named().map(([, name]) => name!)];
    return found;
  };
}

function skipBlank(message: Uint8Array): number {
  let start = 0;
  if (message[0] === 0xef && message[1] === 0xbb && message[2] === 0xbf) start = 3;
  while (message[start] === CR || message[start] === LF) start++;
  return start;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
