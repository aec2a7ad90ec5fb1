import type { Decision } from './decide.ts';
import type { SentLines } from './sent-match.ts';
import type { Line } from './types.ts';

/**
 * Lines in a blockquote by which the writer has set something apart, in a mail that quotes nothing: an indent as programs
 * make it, one below a colon, or one between the writer's words of which nothing is ours though we know what we sent. A
 * quote is introduced, marked by the program that made it, or repeats what we sent.
 */
export function ownIndents(
  lines: readonly Line[],
  { introduced, states }: Decision,
  { ours, foreign }: SentLines,
): Set<number> {
  const none = new Set<number>();
  if (introduced || ours.size > 0 || lines.some(({ cited, mark }) => cited === 'quote' || mark === 'quote'))
    return none;
  const shown = lines.flatMap(({ text, depth }, at) => (text === '' ? [] : [{ at, depth, state: states[at]! }]));
  const from = shown.findIndex(({ depth }) => depth > 0);
  const to = shown.findLastIndex(({ depth }) => depth > 0);
  const above = shown[from - 1];
  if (above?.state !== 'own' || shown.slice(from, to).some(({ depth }) => depth === 0)) return none;
  const set = shown.slice(from, to + 1).map(({ at }) => at);
  const isIndent = lines[set[0]!]!.cited === 'indent' || /[:：]$/.test(lines[above.at]!.text);
  const isBetween = shown[to + 1]?.state === 'own' && set.every((at) => foreign.has(at));
  return isIndent || isBetween ? new Set(set) : none;
}

export function withoutMarks(lines: readonly Line[], at: ReadonlySet<number>): Line[] {
  return lines.map((line, index) =>
    at.has(index) ? { ...line, depth: 0, raw: line.raw.replace(/^(?:> ?)+/, '') } : line,
  );
}
