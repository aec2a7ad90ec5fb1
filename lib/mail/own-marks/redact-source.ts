import { redactTokens } from './redact.ts';

/** Attached mails hold attached mails; deeper ones are nobody's reply. */
const DEPTH = 6;
/** Less holds no address. */
const SHORTEST_BLOCK = 24;
/** What is encoded is bytes, which need not have an ellipsis. */
const MASK = '...';

/**
 * The source of a mail, its bytes as latin1 or already text, with our reply addresses masked wherever a mail program
 * would find them: in clear and quoted-printable, in base64 blocks, in encoded words, and in mails attached to it.
 * Everything else stays byte for byte. Read line by line and not by its MIME structure, so that a broken one hides
 * nothing.
 */
export function redactSource(source: string, replyDomain: string, mask = MASK, depth = 0): string {
  const clear = redactTokens(source, replyDomain, mask);
  if (depth >= DEPTH) return clear;
  return redactBlocks(clear, (bytes) => redactBytes(bytes, replyDomain, depth + 1)).replace(WORDS, (words) =>
    redactWords(words, replyDomain),
  );
}

/** The same for bytes: of a text in any charset that has ASCII, or in UTF-16. The same buffer where nothing was found. */
export function redactBytes(bytes: Buffer, replyDomain: string, depth = 0): Buffer {
  const charset = isWide(bytes) ? 'utf16le' : 'latin1';
  const text = bytes.toString(charset);
  const redacted = redactSource(text, replyDomain, MASK, depth);
  return redacted === text ? bytes : Buffer.from(redacted, charset);
}

/** UTF-16 little-endian, which is all that Outlook writes: every second byte of ASCII text is zero. */
function isWide(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 200);
  const zeros = head.filter((byte, n) => byte === 0 && n % 2 === 1).length;
  return zeros > head.length / 4;
}

/**
 * Decodes what stands in base64 and, where `change` gives other bytes, encodes it anew. A run of lines of base64 is one
 * block; an expression for the whole of it would run out of stack on an attachment of 20 MB.
 */
function redactBlocks(source: string, change: (bytes: Buffer) => Buffer): string {
  const parts: string[] = [];
  let kept = 0;
  let start = -1;
  for (let at = 0; at <= source.length; ) {
    const found = source.indexOf('\n', at);
    const end = found < 0 ? source.length : found + 1;
    const isBase64 = at < source.length && isBase64Line(source, at, end);
    if (isBase64 && start < 0) start = at;
    if (!isBase64 && start >= 0) {
      const block = source.slice(start, at);
      const changed = block.length < SHORTEST_BLOCK ? block : changeBlock(block, change);
      if (changed !== block) {
        parts.push(source.slice(kept, start), changed);
        kept = at;
      }
      start = -1;
    }
    if (at === source.length) break;
    at = end;
  }
  return parts.length === 0 ? source : [...parts, source.slice(kept)].join('');
}

/** By its beginning and its end: a line may be an attachment long, and what is none decodes to nothing of ours. */
function isBase64Line(source: string, start: number, end: number): boolean {
  return (
    /^[a-z0-9+/]{1,80}(?:={0,2}\s*)$/i.test(source.slice(start, Math.min(end, start + 80))) &&
    /[a-z0-9+/=]\s{0,2}$/i.test(source.slice(Math.max(start, end - 4), end))
  );
}

function changeBlock(block: string, change: (bytes: Buffer) => Buffer): string {
  const bytes = Buffer.from(block, 'base64');
  const changed = change(bytes);
  if (changed === bytes) return block;
  const end = /\r?\n$/.exec(block.slice(-2))?.[0] ?? '';
  const encoded = changed.toString('base64');
  const lines = Array.from({ length: Math.ceil(encoded.length / 76) }, (_, n) => encoded.slice(n * 76, (n + 1) * 76));
  return `${lines.join(end || '\r\n')}${end}`;
}

const WORD = String.raw`=\?[^?\s]{1,60}\?[bq]\?[^?\r\n]{0,1000}\?=`;
const WORDS = new RegExp(String.raw`${WORD}(?:\s{1,10}${WORD}){0,100}`, 'gi');

/** One address may run over several words; where one is found they become one word without it. */
function redactWords(words: string, replyDomain: string): string {
  const text = [...words.matchAll(/=\?[^?\s]+\?([bq])\?([^?\r\n]*)\?=/gi)]
    .map(([, encoding, encoded]) =>
      encoding!.toLowerCase() === 'b'
        ? Buffer.from(encoded!, 'base64').toString('latin1')
        : encoded!
            .replaceAll('_', ' ')
            .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    )
    .join('');
  const redacted = redactTokens(text, replyDomain, MASK);
  if (redacted === text) return words;
  const charset = /^=\?([^?*\s]+)/.exec(words)?.[1] ?? 'utf-8';
  return `=?${charset}?b?${Buffer.from(redacted, 'latin1').toString('base64')}?=`;
}
