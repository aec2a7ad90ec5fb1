import { visible } from './text-lines.ts';
import type { Line } from './types.ts';

/** What we sent earlier in the thread. `marker`: a string put into the outgoing HTML or text, found again in quotes. */
export type SentMail = { text: string; marker?: string };

/** Runs of this many words are compared. Shorter ones meet by chance, longer ones break at every edit. */
const SHINGLE = 5;
/** Bounds on what is compared; a quote shows itself long before. */
const MAX_WORDS = 40_000;
const MAX_SENT = 200_000;
const MAX_LINE = 20_000;
/** Scripts without spaces are compared character by character. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]|[\p{L}\p{N}\p{M}]+/gu;
/** A line counts as ours when this share of its words stands in common runs. */
const SHARE = 0.6;

/** Indices of the lines that repeat what we sent, in any language and with any client's markup. */
export function repeatedLines(lines: readonly Line[], sent: readonly SentMail[]): Set<number> {
  const found = new Set<number>();
  const markers = sent.flatMap(({ marker }) => (marker ? [marker] : []));
  lines.forEach(({ raw }, at) => {
    if (markers.some((marker) => raw.includes(marker))) found.add(at);
  });
  const ours = new Set<string>();
  const whole = new Set<string>();
  for (const mail of sent) {
    const text = mail.text.slice(0, MAX_SENT);
    const words = wordsOf(text);
    for (let at = 0; at + SHINGLE <= words.length; at++) ours.add(shingle(words, at));
    for (const line of text.split('\n')) whole.add(wordsOf(line).join(' '));
  }
  if (ours.size === 0 && whole.size === 0) return found;

  const words: string[] = [];
  const owner: number[] = [];
  lines.forEach(({ text }, at) => {
    if (words.length >= MAX_WORDS) return;
    for (const word of wordsOf(text.slice(0, MAX_LINE))) {
      words.push(word);
      owner.push(at);
    }
  });
  const common = new Uint8Array(words.length);
  for (let at = 0; at + SHINGLE <= words.length; at++) {
    if (ours.has(shingle(words, at))) common.fill(1, at, at + SHINGLE);
  }
  const total = new Map<number, number>();
  const shared = new Map<number, number>();
  owner.forEach((line, at) => {
    total.set(line, (total.get(line) ?? 0) + 1);
    if (common[at]) shared.set(line, (shared.get(line) ?? 0) + 1);
  });
  for (const [line, count] of total) if ((shared.get(line) ?? 0) / count >= SHARE) found.add(line);
  return withShortLines(lines, found, whole);
}

/**
 * Short lines of ours ("Best regards", a name) have no run of five words. Below the first line recognized they count
 * wherever they stand, above it only next to one that counts.
 */
function withShortLines(lines: readonly Line[], found: Set<number>, whole: ReadonlySet<string>): Set<number> {
  if (found.size === 0) return found;
  const isOurs = (at: number) => lines[at]!.text.length < 200 && whole.has(wordsOf(lines[at]!.text).join(' '));
  const first = lines.findIndex((_, at) => found.has(at));
  for (let at = first + 1; at < lines.length; at++) if (lines[at]!.text !== '' && isOurs(at)) found.add(at);
  for (let at = first - 1; at >= 0; at--) {
    if (lines[at]!.text === '') continue;
    if (!isOurs(at)) break;
    found.add(at);
  }
  return found;
}

function wordsOf(text: string): string[] {
  return visible(text).toLowerCase().match(WORD) ?? [];
}

function shingle(words: readonly string[], at: number): string {
  return words.slice(at, at + SHINGLE).join(' ');
}
