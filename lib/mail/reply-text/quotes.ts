import { introducesItself } from './empty-reply.ts';
import type { Line, LineState } from './types.ts';

const SENTENCE_END = /[.!?…。！？:;]["”»)]*$/;
const ONLY_LINK = /^[(<[]?https?:\/\/\S+[)>\]]?(?: ?[>)\]]+)?$/;

/** The end of a quoted line that the sender's client wrapped without its prefix. */
export function isLazyContinuation(lines: readonly Line[], at: number): boolean {
  const before = lines[at - 1];
  const after = lines[at + 1];
  if (!before || !after || before.depth === 0 || after.depth === 0) return false;
  if (ONLY_LINK.test(lines[at]!.text)) return true;
  if (before.text === '' || SENTENCE_END.test(before.text)) return false;
  return before.text.length >= 60 || (before.text.includes('(') && !before.text.includes(')'));
}

/**
 * Answers written below the points they answer: with two or more such quotes these stay, for they carry the meaning. Not
 * where a program has quoted the whole mail, and the answers split it: it marks the quote, or introduces it within.
 */
export function keepAnsweredQuotes(lines: readonly Line[], states: LineState[], plain: boolean): void {
  const first = states.indexOf('quoted');
  if (first < 0 || (plain ? introducesItself(lines, first) : lines.some(({ cited }) => cited === 'quote'))) return;
  const runs: { from: number; to: number }[] = [];
  let own = false;
  let run = -1;
  for (let at = 0; at < lines.length; at++) {
    if (states[at] === 'quoted') {
      if (run < 0 && own) run = at;
    } else if (lines[at]!.text !== '' && states[at] === 'own') {
      if (run >= 0) runs.push({ from: run, to: at });
      run = -1;
      own = true;
    }
  }
  if (runs.length >= 2) for (const { from, to } of runs) states.fill('own', from, to);
}

/**
 * In a mail of which nothing is ours, though we know what we sent, the writer cites somebody else between their own words.
 * `foreign`: the lines known not to be ours; none where what we sent is not known.
 */
export function keepForeignCitations(lines: readonly Line[], states: LineState[], foreign: ReadonlySet<number>): void {
  const shown = lines.flatMap(({ text }, at) => (text === '' ? [] : [at]));
  const first = shown.find((at) => states[at] === 'own') ?? lines.length;
  const last = shown.findLast((at) => states[at] === 'own') ?? -1;
  for (let from = 0; from < shown.length; from++) {
    if (states[shown[from]!] !== 'quoted') continue;
    let to = from;
    while (to < shown.length && states[shown[to]!] === 'quoted') to++;
    const run = shown.slice(from, to);
    if (
      run[0]! > first &&
      run.at(-1)! < last &&
      run.every((at) => foreign.has(at)) &&
      !introducesItself(lines, run[0]!)
    )
      for (const at of run) states[at] = 'own';
    from = to;
  }
}

/** What the writer cites above the attribution of the mail answered is part of the message. */
export function keepCitations(lines: readonly Line[], states: LineState[], until: number): void {
  let from = -1;
  for (let at = 0; at < until; at++) {
    if (lines[at]!.text === '') continue;
    if (states[at] === 'own' && from < 0) from = at;
    else if (states[at] === 'quoted' && from >= 0) states[at] = 'own';
  }
}

/** Blank lines within a quote or signature are part of it. */
export function joinGaps(lines: readonly Line[], states: LineState[]): void {
  let last: LineState = 'own';
  let gap = -1;
  for (let at = 0; at < lines.length; at++) {
    if (lines[at]!.text === '' && states[at] === 'own') {
      if (gap < 0) gap = at;
      continue;
    }
    if (gap >= 0 && last !== 'own' && states[at] === last) states.fill(last, gap, at);
    last = states[at]!;
    gap = -1;
  }
}
