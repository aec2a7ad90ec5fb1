import type { Reading, ReadSentence } from '../rules/reading.ts';
import type { Word } from '../text/words.ts';
import { hash, type Sparse, toBuckets } from './sparse.ts';
import { classesOf } from './word-classes.ts';

export const salienceBuckets = 16_384;
/** Not needed, needed. */
export const salienceOutputs = 2;

const isWord = ({ type }: Word): boolean => type !== 'mark' && type !== 'emoji';

/** For each word of a sentence (marks left out) what may tell whether a rep needs it: itself, its neighbors, its place. */
export function salienceFeatures(
  reading: Reading,
  sentence: ReadSentence,
  sent: ReadonlySet<string>,
): Map<number, Sparse> {
  const classes = classesOf(reading.language);
  const at = (index: number): Word | undefined =>
    index >= sentence.from && index < sentence.to ? reading.words[index] : undefined;
  const raw = ({ start, end }: Word) => reading.text.slice(start, end);
  const shape = (index: number): string => {
    const word = at(index);
    if (!word) return 'edge';
    if (word.type === 'number') return `#${word.norm.replace(/[\d.,]+/gu, '')}`;
    if (word.type !== 'word') return word.type === 'mark' ? `mark${word.norm}` : word.type;
    const capital = /^\p{Lu}/u.test(raw(word));
    const all = /^\p{Lu}{2,}$/u.test(raw(word));
    return `${all ? 'ALL' : capital ? (index === sentence.from ? 'First' : 'Name') : 'low'}${Math.min(word.norm.length, 7)}`;
  };
  const tagged = (index: number): string[] => {
    const word = at(index);
    if (!word) return ['edge'];
    if (word.type === 'number') return ['#'];
    const found = classes(word.norm);
    return found.length > 0
      ? [...found]
      : [word.type === 'word' ? (word.norm.length <= 3 ? 'short' : 'other') : word.norm];
  };
  const features = new Map<number, Sparse>();
  const to = Math.min(sentence.to, sentence.from + longestSentence);
  const shapes = new Map<number, string>();
  for (let index = sentence.from - 1; index <= to; index += 1) shapes.set(index, shape(index));
  const classed = new Map<number, string[]>();
  for (let index = sentence.from - farthest; index < to + farthest; index += 1) classed.set(index, tagged(index));
  const near = sentence.signals.filter(({ from }) => from < to);
  const within = [...new Set(near.map(({ concept }) => hash(concept, seeds.within)))];
  for (let index = sentence.from; index < to; index += 1) {
    const word = at(index)!;
    if (!isWord(word)) continue;
    const norm = word.norm;
    const before = at(index - 1)?.norm ?? 'edge';
    const after = at(index + 1)?.norm ?? 'edge';
    const own = hash(shapes.get(index)!, seeds.shape);
    const hashes = new Set(within);
    hashes
      .add(seeds.bias)
      .add(hash(norm, seeds.word))
      .add(hash(norm.slice(0, 4), seeds.start))
      .add(hash(norm.slice(-3), seeds.end))
      .add(own)
      .add(hash(shapes.get(index - 1)!, seeds.shapeBefore))
      .add(hash(shapes.get(index + 1)!, seeds.shapeAfter))
      .add(hash(shapes.get(index - 1)!, own))
      .add(hash(shapes.get(index + 1)!, hash('+', own)))
      .add(hash(before, seeds.before))
      .add(hash(after, seeds.after))
      .add(hash(before, hash('w-', own)))
      .add(hash(after, hash('w+', own)))
      .add(hash(String(sent.has(norm)), seeds.sent))
      .add(hash(String(sentence.question), seeds.asked))
      .add(hash(String(Math.floor((10 * (index - sentence.from)) / (sentence.to - sentence.from))), seeds.place))
      .add(hash(reading.language, own));
    for (let offset = -farthest; offset <= farthest; offset += 1) {
      for (const name of classed.get(index + offset)!) {
        const neighbor = hash(name, seeds.class + offset);
        hashes.add(neighbor).add(hash('s', neighbor ^ own));
      }
    }
    for (const { concept, from, to: end } of near)
      if (from <= index && end > index) hashes.add(hash(concept, seeds.on));
    features.set(index, toBuckets(hashes, salienceBuckets));
  }
  return features;
}

/** How far a word's neighbors are looked at. */
const farthest = 3;
/** Words of one sentence that are looked at. */
export const longestSentence = 120;

const seeds = {
  bias: hash('bias'),
  word: hash('word'),
  start: hash('start'),
  end: hash('end'),
  shape: hash('shape'),
  shapeBefore: hash('shape before'),
  shapeAfter: hash('shape after'),
  before: hash('before'),
  after: hash('after'),
  sent: hash('sent'),
  asked: hash('asked'),
  place: hash('place'),
  class: hash('class'),
  within: hash('within'),
  on: hash('on'),
};

/** The words of the mail that was answered: what stands there the rep knows. */
export const sentWords = (sent: Reading | null): ReadonlySet<string> => new Set(sent?.words.map(({ norm }) => norm));
