import { createRequire } from 'node:module';

/** Enough to tell a charset by; the time to detect grows with it. */
const SAMPLE_BYTES = 4_096;
/** What people write in without saying so. EBCDIC and DOS charsets are left out: two letters look like any of them. */
const CANDIDATES = [
  'windows-1251',
  'koi8-r',
  'koi8-u',
  'iso-8859-5',
  'gb18030',
  'big5',
  'cp932',
  'euc-jp',
  'cp949',
  'iso-8859-7',
  'windows-1253',
  'windows-1255',
  'windows-1256',
  'cp874',
  'windows-1252',
];

type Detector = (bytes: Uint8Array, options: { detectEncodings: string[] }) => { encoding: string | null };
let detector: Detector | null = null;

/** The charset that bytes beyond ASCII and UTF-8 seem to be in. Western text is windows-1252, whatever its language. */
export function detectCharset(bytes: Uint8Array): string {
  if (isWestern(bytes)) return 'windows-1252';
  const sample = sampleOf(bytes);
  const kana = kanaCharset(sample);
  if (kana) return kana;
  // Its model takes 200 ms and 50 MB to load, which only the few mails without a usable label are worth.
  detector ??= (createRequire(import.meta.url)('jschardet') as { detect: Detector }).detect;
  const found = detector(sample, { detectEncodings: CANDIDATES }).encoding?.toLowerCase() ?? 'windows-1252';
  return found === 'cp932' || found === 'shift_jis' ? 'shift_jis' : found === 'cp874' ? 'windows-874' : found;
}

/**
 * Whether the bytes could be Western European: accented letters stand alone or in pairs among plain ones ("ação"), while
 * in Cyrillic, Greek, Hebrew, Arabic, Thai and East Asian charsets whole words lie above ASCII.
 */
export function isWestern(bytes: Uint8Array): boolean {
  let run = 0;
  let longest = 0;
  let above = 0;
  let letters = 0;
  const length = Math.min(bytes.length, 64 * 1024);
  for (let at = 0; at < length; at++) {
    const byte = bytes[at]!;
    run = byte >= 0x80 ? run + 1 : 0;
    if (run > longest) longest = run;
    // Below are the quotation marks and dashes of windows-1252.
    if (byte >= 0xa0) above++;
    else if ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)) letters++;
  }
  return longest < 3 || (longest === 3 && (above < 4 || above * 2 < letters));
}

/** Hiragana in a row, which the detector's model takes for other scripts where no Chinese character stands beside it. */
function kanaCharset(sample: Uint8Array): string | null {
  const text = Buffer.from(sample).toString('latin1');
  if (/(?:\x82[\x9f-\xf1]){3}/.test(text)) return 'shift_jis';
  return /(?:\xa4[\xa1-\xf3]){3}/.test(text) ? 'euc-jp' : null;
}

/** The stretches beyond ASCII, which alone tell a charset, with a little around them. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const taken: number[] = [];
  let last = -4;
  for (let at = 0; at < bytes.length && taken.length < SAMPLE_BYTES; at++) {
    if (bytes[at]! >= 0x80) last = at;
    if (at - last < 4 || (bytes[at + 1] ?? 0) >= 0x80) taken.push(bytes[at]!);
  }
  return Uint8Array.from(taken);
}
