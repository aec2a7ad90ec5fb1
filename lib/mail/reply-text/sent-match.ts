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
/** Programs write the target of a link behind its words. */
const LINK = /[<([]?https?:\/\/\S+/g;
/** A line counts as ours when this share of its words stands in common runs. */
const SHARE = 0.6;
/** A line of which less stands in them is somebody else's. */
const FOREIGN_SHARE = 0.3;
/** Where a client or an answer breaks our line, the end of it has no run of its own. */
const MAX_TORN = 12;

/** `ours`: indices of the lines that repeat what we sent. `foreign`: of those that do not, not even partly. */
export type SentLines = { ours: Set<number>; foreign: Set<number> };

/** Which lines repeat what we sent, in any language and with any client's markup. */
export function matchSent(lines: readonly Line[], sent: readonly SentMail[]): SentLines {
  const ours = new Set<number>();
  const foreign = new Set<number>();
  if (sent.length === 0) return { ours, foreign };
  const markers = sent.flatMap(({ marker }) => (marker ? [marker] : []));
  lines.forEach(({ raw }, at) => {
    if (markers.some((marker) => raw.includes(marker))) ours.add(at);
  });
  const index = indexOf(sent);
  if (index.words.length === 0) return { ours, foreign };

  const words: string[] = [];
  const owner: number[] = [];
  lines.forEach(({ text }, at) => {
    if (words.length >= MAX_WORDS) return;
    for (const word of wordsOf(text.slice(0, MAX_LINE))) {
      words.push(word);
      owner.push(at);
    }
  });
  /** Where in our words each of theirs stands, -1 for none. */
  const places = new Int32Array(words.length).fill(-1);
  for (let at = 0; at + SHINGLE <= words.length; at++) {
    const place = index.runs.get(shingle(words, at));
    if (place !== undefined) for (let step = 0; step < SHINGLE; step++) places[at + step] = place + step;
  }
  const spans = spansOf(owner);
  for (const [line, { from, to }] of spans) {
    let shared = 0;
    for (let at = from; at < to; at++) if (places[at]! >= 0) shared++;
    if (shared / (to - from) >= SHARE) ours.add(line);
    else if (shared / (to - from) < FOREIGN_SHARE) foreign.add(line);
  }
  const match = { ours, foreign };
  addTorn(match, { spans, words, places }, index.words);
  addShort(lines, match, index.whole);
  return match;
}

type SentIndex = { words: string[]; runs: Map<string, number>; whole: Set<string> };

function indexOf(sent: readonly SentMail[]): SentIndex {
  const index: SentIndex = { words: [], runs: new Map(), whole: new Set() };
  for (const mail of sent) {
    const text = mail.text.slice(0, MAX_SENT);
    const words = wordsOf(text);
    const from = index.words.length;
    for (const word of words) index.words.push(word);
    for (let at = 0; at + SHINGLE <= words.length; at++) index.runs.set(shingle(words, at), from + at);
    for (const line of text.split('\n')) index.whole.add(wordsOf(line).join(' '));
  }
  return index;
}

type Spans = Map<number, { from: number; to: number }>;

function spansOf(owner: readonly number[]): Spans {
  const spans: Spans = new Map();
  owner.forEach((line, at) => {
    const span = spans.get(line);
    if (span) span.to = at + 1;
    else spans.set(line, { from: at, to: at + 1 });
  });
  return spans;
}

type Words = { spans: Spans; words: readonly string[]; places: Int32Array };

/** Short lines that go on where the line of ours above them stops, or lead up to the one below. */
function addTorn({ ours, foreign }: SentLines, { spans, words, places }: Words, sentWords: readonly string[]): void {
  const follow = (order: [number, { from: number; to: number }][], forward: boolean) => {
    let place = -1;
    for (const [line, { from, to }] of order) {
      const length = to - from;
      const edge = forward ? to - 1 : from;
      if (ours.has(line)) {
        place = places[edge]!;
        continue;
      }
      if (place < 0 || length > MAX_TORN) continue;
      const start = forward ? place + 1 : place - length;
      if (start < 0 || !words.slice(from, to).every((word, at) => sentWords[start + at] === word)) continue;
      ours.add(line);
      foreign.delete(line);
      place = forward ? start + length - 1 : start;
    }
  };
  const order = [...spans];
  follow(order, true);
  follow(order.reverse(), false);
}

/**
 * Short lines of ours ("Best regards", a name) have no run of five words. Below the first line recognized they count
 * wherever they stand, above it only next to one that counts.
 */
function addShort(lines: readonly Line[], { ours, foreign }: SentLines, whole: ReadonlySet<string>): void {
  const isOurs = (at: number) => lines[at]!.text.length < 200 && whole.has(wordsOf(lines[at]!.text).join(' '));
  if (ours.size === 0) {
    for (const at of foreign) if (isOurs(at)) foreign.delete(at);
    return;
  }
  const add = (at: number) => {
    ours.add(at);
    foreign.delete(at);
  };
  const first = lines.findIndex((_, at) => ours.has(at));
  for (let at = first + 1; at < lines.length; at++) if (lines[at]!.text !== '' && isOurs(at)) add(at);
  for (let at = first - 1; at >= 0; at--) {
    if (lines[at]!.text === '') continue;
    if (!isOurs(at)) break;
    add(at);
  }
}

function wordsOf(text: string): string[] {
  const bare = text.includes('://') ? text.replace(LINK, ' ') : text;
  return visible(bare).toLowerCase().match(WORD) ?? [];
}

function shingle(words: readonly string[], at: number): string {
  return words.slice(at, at + SHINGLE).join(' ');
}
