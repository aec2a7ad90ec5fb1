import { isAnswered, subjectSigns } from '../rules/kind.ts';
import type { ReadReply } from '../rules/read-reply.ts';
import type { Reading, ReadSentence } from '../rules/reading.ts';
import type { Word } from '../text/words.ts';
import { type Group, hash, type Sparse, toSparse } from './sparse.ts';
import { classesOf } from './word-classes.ts';

/** Longest part of a reply and of a mail of ours that is looked at, in words; the start says what it is about. */
const mostWords = 400;
const mostSentWords = 120;

/** Hashed characters, words, signs of the rules (alone, in pairs of a sentence, and with what was offered) and measures. */
export function featuresOf(reply: ReadReply): Sparse {
  const { reading, body, sent, offer } = reply;
  const words = body.flatMap((sentence) => reading.words.slice(sentence.from, sentence.to)).slice(0, mostWords);
  const tokens = words.map(tokenOf);
  const first = body[0];
  const opening = first ? reading.words.slice(first.from, Math.min(first.to, first.from + 8)).map(tokenOf) : [];
  const closing = body.length > 1 ? lastOf(body) : undefined;
  const end = closing ? reading.words.slice(closing.from, closing.to).slice(0, 30).map(tokenOf) : [];
  const asked = sent ? askedTokens(sent) : [];
  const signs = signsOf(body);
  const measures = measuresOf(reply, words.length);
  const classed = classPairs(body, reading);
  const openingClasses = first ? opening.flatMap(classesOf(reading.language)) : [];
  return toSparse([
    group(1, 'w', tokens, 1),
    group(1, 'b', tokens, 2),
    group(0.5, 'k', tokens, 3, true),
    characters(1.2, tokens),
    group(0.6, 'o', opening, 1),
    group(0.4, 'e', end, 1),
    list(1.4, 's', signs.alone),
    list(0.7, 'p', signs.pairs),
    list(0.8, `x${offer}`, [...signs.alone, ...opening.slice(0, 2), opening.slice(0, 2).join(' ')]),
    list(1.2, 'm', measures),
    list(1.2, 'd', classed.alone),
    list(0.9, 'g', classed.pairs),
    list(0.6, `h${offer}`, openingClasses),
    group(0.7, 'q', asked, 1),
    group(0.4, 'r', asked, 2),
  ]);
}

const lastOf = <T>(list: readonly T[]): T | undefined => list[list.length - 1];

/** A word as it counts: folded, with numbers told apart by what hangs on them and not by their value. */
function tokenOf({ norm, type }: Word): string {
  if (type === 'number') return `#${norm.replace(/[\d.,]+/gu, '')}`;
  return type === 'address' || type === 'link' ? `<${type}>` : norm;
}

function group(weight: number, name: string, tokens: readonly string[], length: 1 | 2 | 3, skip = false): Group {
  const hashes = new Set<number>();
  const seed = hash(name);
  for (let index = 0; index + length <= tokens.length; index += 1) {
    let state = hash(tokens[index]!, seed);
    // "k": two words with any one between.
    if (skip) state = hash(tokens[index + 2]!, hash(' ', state));
    else for (let next = 1; next < length; next += 1) state = hash(tokens[index + next]!, hash(' ', state));
    hashes.add(state);
  }
  return { weight, hashes };
}

const list = (weight: number, name: string, items: readonly string[]): Group => {
  const seed = hash(name);
  return { weight, hashes: new Set(items.map((item) => hash(item, seed))) };
};

const shortest = 3;
const longest = 5;

/** Runs of three to five characters within and across words. */
function characters(weight: number, tokens: readonly string[]): Group {
  const text = ` ${tokens.join(' ')} `;
  const hashes = new Set<number>();
  const seed = hash('c');
  for (let index = 0; index < text.length; index += 1) {
    let state = seed;
    for (let length = 1; length <= longest && index + length <= text.length; length += 1) {
      state = hash(text[index + length - 1]!, state);
      if (length >= shortest) hashes.add(state);
    }
  }
  return { weight, hashes };
}

/** How far apart two words may stand to be read together. */
const reach = 4;

/** The classes of words, and the pairs of classes that stand near each other in a sentence, in their order. */
function classPairs(body: readonly ReadSentence[], reading: Reading): { alone: string[]; pairs: string[] } {
  const classes = classesOf(reading.language);
  const alone = new Set<string>();
  const pairs = new Set<string>();
  for (const sentence of body.slice(0, 30)) {
    const found = reading.words
      .slice(sentence.from, sentence.to)
      .map(({ norm, type }) => (type === 'number' ? ['#'] : classes(norm)));
    for (const [index, names] of found.entries()) {
      for (const name of names) {
        alone.add(sentence.question ? `${name}?` : name);
        for (let next = index + 1; next < found.length && next <= index + reach; next += 1)
          for (const other of found[next]!) if (other !== name) pairs.add(`${name} ${other}`);
      }
    }
  }
  return { alone: [...alone], pairs: [...pairs] };
}

/** The rules' concepts in the reply, in its first and last sentence, in questions, and in pairs within a sentence. */
function signsOf(body: readonly ReadSentence[]): { alone: string[]; pairs: string[] } {
  const alone = new Set<string>();
  const pairs = new Set<string>();
  for (const [index, sentence] of body.slice(0, 30).entries()) {
    const names = [...new Set(sentence.signals.map(({ concept, negated }) => (negated ? `-${concept}` : concept)))];
    for (const name of names) {
      alone.add(name);
      if (index === 0) alone.add(`first ${name}`);
      if (sentence.question) alone.add(`asked ${name}`);
    }
    names.sort();
    for (const one of names.slice(0, 14))
      for (const other of names.slice(0, 14)) if (one < other) pairs.add(`${one} ${other}`);
  }
  return { alone: [...alone], pairs: [...pairs] };
}

const steps = [1, 2, 4, 7, 11, 16, 24, 36, 55, 90, 150];
const step = (value: number): number => steps.findIndex((limit) => value <= limit);

function measuresOf({ input, reading, body, sent, offer, verdict, kind }: ReadReply, words: number): string[] {
  const questions = body.filter((sentence) => sentence.question).length;
  const marks = body.flatMap((sentence) => reading.words.slice(sentence.from, sentence.to));
  const shouts = marks.filter(({ norm }) => norm === '!').length;
  const numbers = marks.filter(({ type }) => type === 'number').length;
  const length = step(words);
  const answered = isAnswered(input.subject);
  const subject = [...subjectSigns(input.subject)];
  const rules = [
    `type ${verdict.response_type}`,
    `interest ${verdict.product_interest}`,
    `mood ${verdict.sentiment}`,
    `follow ${verdict.follow_up_needed}`,
    `score ${verdict.opportunity_score}`,
    `type ${verdict.response_type} ${verdict.product_interest}`,
    `kind ${kind.kind}`,
  ];
  return [
    'bias',
    `offer ${offer}`,
    `channel ${input.channel ?? 'email'}`,
    `offer ${offer} ${length}`,
    `length ${length}`,
    `sentences ${step(body.length)}`,
    `questions ${Math.min(questions, 3)}`,
    `shouts ${Math.min(shouts, 3)}`,
    `numbers ${Math.min(numbers, 4)}`,
    `language ${reading.language}`,
    `emoji ${marks.some(({ type }) => type === 'emoji')}`,
    `sent ${sent ? step(sent.words.length) : 'none'}`,
    `sent asks ${sent?.sentences.some((sentence) => sentence.question) ?? false}`,
    `ends asking ${lastOf(body)?.question ?? false}`,
    ...subject.map((sign) => `subject ${sign} ${answered}`),
    `subject ${subject.length > 0} ${answered} ${input.subject.trim() === ''} ${input.channel ?? 'email'}`,
    ...rules,
    ...rules.map((rule) => `${rule} | ${offer}`),
  ];
}

/** The words of what our mail asked or offered: its questions, or all of it where it asks nothing. */
function askedTokens({ words, sentences }: Reading): string[] {
  const questions = sentences.filter((sentence) => sentence.question);
  const told = questions.length > 0 ? questions : sentences;
  return told.flatMap((sentence) => words.slice(sentence.from, sentence.to).map(tokenOf)).slice(0, mostSentWords);
}
