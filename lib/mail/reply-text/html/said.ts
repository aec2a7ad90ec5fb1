import { wordsOf } from '../word-topics.ts';

/** Fewer words than these are looked for one by one. */
const RUN = 3;
const MAX_TEXT = 200_000;

/** Whether the words of a stretch of HTML stand in the plain text too: its runs of three, or each where it has fewer. */
export function saidIn(plain: string): (text: string) => boolean {
  const words = wordsOf(plain.slice(0, MAX_TEXT));
  const single = new Set(words);
  const runs = new Set(words.map((_, at) => runAt(words, at)));
  return (text) => {
    const asked = wordsOf(text.slice(0, MAX_TEXT));
    if (asked.length < RUN) return asked.every((word) => single.has(word));
    return asked.slice(0, 1 - RUN).every((_, at) => runs.has(runAt(asked, at)));
  };
}

function runAt(words: readonly string[], at: number): string {
  return words.slice(at, at + RUN).join(' ');
}
