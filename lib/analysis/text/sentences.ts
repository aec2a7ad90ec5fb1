import abbreviations from './data/abbreviations.json' with { type: 'json' };
import type { Word } from './words.ts';

/** `from` and `to` are word indices, `to` exclusive; `question` tells that it ends with a question mark. */
export type Sentence = { from: number; to: number; question: boolean; paragraph: number };

const always = new Set(abbreviations.always);
const beforeNumber = new Set(abbreviations.beforeNumber);
const enders = new Set(['.', '!', '?', '…', '¡', '¿', '•', ';']);

/**
 * Cuts words into sentences. A full stop ends one unless it stands after an abbreviation or inside a word; a line break
 * does unless the text was wrapped there (a long line going on in lower case); a blank line begins a paragraph.
 */
export function splitSentences(text: string, words: readonly Word[]): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  let paragraph = 0;
  let lineStart = 0;
  const close = (to: number) => {
    if (to > from) {
      const question = words.slice(from, to).some((word) => word.norm === '?');
      sentences.push({ from, to, question, paragraph });
    }
    from = to;
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    const previous = words[index - 1];
    const between = previous ? text.slice(previous.end, word.start) : '';
    const breaks = lineBreaks(between);
    if (breaks > 0) {
      const wrapped =
        breaks === 1 &&
        previous!.end - lineStart >= 60 &&
        /^[\p{Ll}\p{N}(]/u.test(text.slice(word.start, word.start + 2));
      if (!wrapped) close(index);
      if (breaks > 1) paragraph += 1;
      lineStart = word.start;
    }
    if (word.norm === '¿' || word.norm === '¡' || word.norm === '•') close(index);
    const ends = enders.has(word.norm) && word.norm !== '¿' && word.norm !== '¡' && word.norm !== '•';
    if (ends && !continues(text, words, index)) close(index + 1);
    // An emoji closes a chat sentence: "chegou 👍 pode mandar".
    if (word.type === 'emoji' && words[index + 1]?.type !== 'emoji') close(index + 1);
  }
  close(words.length);
  return sentences;
}

function lineBreaks(space: string): number {
  if (space === '' || space === ' ') return 0;
  const tags = space.match(/<br\s?\/?>|<\/?(?:p|div)>/giu)?.length ?? 0;
  return tags + (space.match(/\n/gu)?.length ?? 0);
}

function continues(text: string, words: readonly Word[], index: number): boolean {
  const word = words[index]!;
  const next = words[index + 1];
  // "?!", "..." and "!!" belong together.
  if (next && next.start === word.end && enders.has(next.norm) && next.norm !== '¿' && next.norm !== '¡') return true;
  if (word.norm !== '.') return false;
  if (next && next.start === word.end && next.type !== 'emoji') return true;
  const previous = words[index - 1];
  if (!previous || !next) return false;
  if (always.has(previous.norm)) return lineBreaks(text.slice(word.end, next.start)) === 0;
  if (beforeNumber.has(previous.norm)) return next.type === 'number';
  // An initial: "Marcus T. Bell".
  return /^\p{Lu}$/u.test(text.slice(previous.start, previous.end)) && next.start > word.end && previous.norm !== 'i';
}
