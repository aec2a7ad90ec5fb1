import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { detectCharset, isWestern } from './detect-charset.ts';
import { decodeEscaped, escapedCharset } from './escaped-charsets.ts';

/**
 * Text in the charset that the sender named, which may be wrong, unknown or missing. A byte order mark counts most
 * (Encoding Standard, "decode"), then what only one charset can be (UTF-8, the escapes of ISO 2022), then the label, then
 * `hints` (labels found nearby: an HTML `meta`, another part of the mail), then what the bytes look like.
 */
export function decodeText(bytes: Uint8Array, label?: string | null, hints: readonly string[] = []): string {
  const marked = byteOrderMark(bytes);
  if (marked) return decoded(bytes, marked);
  const charset = charsetOf(label);
  if (isAscii(bytes)) {
    const escaped = escapedCharset(bytes, charset);
    if (escaped) return decodeEscaped(bytes, escaped);
    return charset === 'utf-7' || WIDE.test(charset ?? '') ? decoded(bytes, charset!) : latin1(bytes);
  }
  if (charset === null) return decodeUnlabeled(bytes, hints);
  if (charset === 'utf-8') {
    if (isUtf8(bytes)) return decoded(bytes, charset);
    const text = decoded(bytes, charset);
    return isMostlyBroken(text) ? decodeUnlabeled(bytes, hints) : text;
  }
  if (WIDE.test(charset)) return decoded(bytes, charset);
  if (isUtf8(bytes) && speaksUtf8(bytes, charset)) return decoded(bytes, 'utf-8');
  if (WESTERN.test(charset) && !isWestern(bytes)) return decodeUnlabeled(bytes, hints, charset);
  const text = decoded(bytes, charset);
  return isMostlyBroken(text) ? decodeUnlabeled(bytes, hints, charset) : text;
}

/**
 * Whether UTF-8 was the wrong guess: more bytes failed than letters beyond ASCII succeeded. A UTF-8 text with one
 * character cut in half stays below that, a Latin text read as UTF-8 stays above.
 */
export function isMostlyBroken(text: string): boolean {
  let broken = 0;
  let sound = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0xfffd) broken++;
    else if (code > 0x7f) sound++;
  }
  return broken > sound;
}

/** Labels of senders that know no better; us-ascii is often put before 8-bit text. */
const MEANS_NOTHING = new Set([
  'us-ascii',
  'ascii',
  'ansi_x3.4-1968',
  'unknown-8bit',
  'x-unknown',
  'x-user-defined',
  'unknown',
  'default',
  '8bit',
]);
/** Names that differ from those of the decoders. Korean mail says EUC-KR and writes its superset, code page 949. */
const NAMES: readonly [RegExp, string][] = [
  [/^(?:utf-?8|unicode-1-1-utf-8|utf8mb4)$/, 'utf-8'],
  [/^(?:unicode-1-1-|x-)?utf-?7(?:-imap)?$/, 'utf-7'],
  [/^(?:cs)?iso-?2022-?jp(?:-?\d|-ms|-2004|-ext)*$|^(?:cp|ms|windows-)?5022[0-2]$|^jis$|^junet$/, 'iso-2022-jp'],
  [/^(?:cs)?iso-?2022-?kr$/, 'iso-2022-kr'],
  [/^hz(?:-gb-?2312)?$/, 'hz-gb-2312'],
  [
    /^(?:cs)?euc[-_]?kr$|^ks_?c_?5601.*$|^ksc_?5601.*$|^(?:x-|ms|windows-|cp)?949$|^x-windows-949$|^korean$|^uhc$/,
    'cp949',
  ],
  [/^gb_?2312(?:-80)?$|^gbk$|^x-gbk$|^euc-cn$|^cp936$|^ms936$|^chinese$/, 'gb18030'],
  [/^(?:x-|cs)?(?:sjis|shift[-_]?jis|ms_kanji|windows-31j|cp932|ms932)$/, 'shift_jis'],
  [/^x-mac-roman$|^mac(?:intosh)?$/, 'macintosh'],
  [/^tis-?620(?:-\d)?$/, 'windows-874'],
];
const WIDE = /^(?:utf-?16|utf-?32|ucs-?[24]|iso-10646)/;
const WESTERN = /^(?:iso-?8859-?(?:1|15)|latin-?[19]|windows-?1252|cp1252|x-ansi)$/;
const EAST_ASIAN = /^(?:gb|big5|shift_jis|euc-|cp949)/;

/** The label as our decoders know it; null for one that says nothing or that nobody knows. */
function charsetOf(label: string | null | undefined): string | null {
  const bare = (label ?? '')
    .trim()
    .toLowerCase()
    .replace(/^["']+|["']+$/g, '')
    .slice(0, 60);
  if (bare === '' || MEANS_NOTHING.has(bare)) return null;
  const named = NAMES.find(([pattern]) => pattern.test(bare))?.[1];
  if (named) return named;
  return webDecoder(bare) !== null || iconv.encodingExists(bare) ? bare : null;
}

function decodeUnlabeled(bytes: Uint8Array, hints: readonly string[], wrong?: string): string {
  if (isUtf8(bytes)) return decoded(bytes, 'utf-8');
  for (const hint of hints) {
    const charset = charsetOf(hint);
    if (charset === null || charset === wrong || charset === 'utf-8' || WIDE.test(charset)) continue;
    if (WESTERN.test(charset) && !isWestern(bytes)) continue;
    const text = decoded(bytes, charset);
    if (!text.includes('\ufffd')) return text;
  }
  return decoded(bytes, detectCharset(bytes));
}

function decoded(bytes: Uint8Array, charset: string): string {
  // `TextDecoder` reads utf-16 as little endian whatever its mark says; the iconv decoder looks at the bytes.
  const decoder = /^utf-?16$|^cp949$/.test(charset) ? null : webDecoder(charset);
  if (decoder) return decoder.decode(bytes);
  return iconv.encodingExists(charset) ? iconv.decode(bytes, charset) : new TextDecoder('windows-1252').decode(bytes);
}

/**
 * Valid UTF-8 is UTF-8, whatever its label: bytes of another charset hardly ever are by chance. Two of an East Asian
 * charset may be (13 % of the pairs of GB 2312), so there it takes a character of three bytes, one beside a Latin letter,
 * or six in all.
 */
function speaksUtf8(bytes: Uint8Array, charset: string): boolean {
  if (!EAST_ASIAN.test(charset)) return true;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 100_000)).toString('utf8');
  return (
    /[\u0800-\uffff]/.test(text) ||
    /[a-z][\u0080-\u07ff]|[\u0080-\u07ff][a-z]|(?:[\u0080-\u07ff][^\u0080-\u07ff]*){6}/i.test(text)
  );
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function webDecoder(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    const decoder = new TextDecoder(label);
    // The Encoding Standard's stand-in for charsets that browsers refuse gives one character for the whole text.
    return decoder.encoding === 'replacement' ? null : decoder;
  } catch {
    return null;
  }
}
