import { plainText } from '../plain-text.ts';
import { limits } from '../schema.ts';
import { fold } from '../text/words.ts';
import type { Task } from './actions.ts';
import { objectIn, orderIn, phoneIn, questionIn } from './item-things.ts';
import type { KeyPhrase } from './key-phrases.ts';
import { isDate, isDated, isPersonal } from './phrase-kinds.ts';
import type { Reading, ReadSentence } from './reading.ts';
import { type Quoted, sentenceQuote } from './values.ts';
import type { ItemKey } from './wording.ts';

const mostItems = 3;

/** Items that say enough without more words: what is to be sent or done is in them. */
const enough = new Set<ItemKey>([
  'opt_out',
  'cancel',
  'contact',
  'send_contract',
  'send_invoice',
  'send_price',
  'send_proposal',
  'demo',
]);

/** Where and when something is to happen, and with whom, says more of these than their words. */
const appointed = new Set<ItemKey>(['meet', 'demo', 'call', 'call_back', 'contact', 'send_invite']);
/** Told with a quantity where the reply has one: how much of it, for how many. */
const priced = new Set<ItemKey>(['send_price', 'send_proposal', 'send_contract', 'send_invoice', 'expand', 'accepted']);

/** `reading` and `phrases` of the reply; `offered`: what our mail offered, for a bare yes. */
export type ItemSource = { reading: Reading; phrases: readonly KeyPhrase[]; offered: string | null };

/**
 * At most three items, one a sentence: what to do in the reader's language, then the thing, number, person and date in the
 * customer's words, six of them in a row at most (a question may be longer). What has none of these is left out: an item
 * that fits any reply helps nobody.
 */
export function wordItems(tasks: readonly Task[], source: ItemSource, words: Record<ItemKey, string>): Quoted[] {
  const items: Quoted[] = [];
  for (const task of tasks) {
    if (items.length === mostItems) break;
    const verb = words[task.key].replace('{name}', () => task.name ?? '');
    const about = task.key === 'opt_out' ? [] : aboutOf(task, source).filter((text) => !repeats(verb, text));
    if (about.length === 0 && !enough.has(task.key)) continue;
    const value = plainText(about.length > 0 ? `${verb}: ${about.join(', ')}` : verb, limits.item);
    const quote = sentenceQuote(source.reading, task.sentence);
    if (!items.some((item) => item.value === value || item.quote === quote)) items.push({ value, quote });
  }
  return items;
}

/** "Send the contract: contract" says nothing twice. */
const repeats = (verb: string, text: string): boolean => ` ${fold(verb)} `.includes(` ${fold(text)} `);

function aboutOf(task: Task, source: ItemSource): string[] {
  const { reading, phrases } = source;
  const named = phrases.filter(
    (phrase) => phrase.sentence === task.sentence && !(task.name && phrase.text.includes(task.name)),
  );
  const dates = named.filter((phrase) => isDated(reading, phrase));
  const fixed = named.filter((phrase) => isDated(reading, phrase) || isPersonal(reading, phrase));
  const texts = (list: readonly KeyPhrase[], most: number) =>
    list
      .slice(0, most)
      .sort((one, other) => one.from - other.from)
      .map(({ text }) => text);
  const number = phoneIn(reading, task.sentence);
  if (number && (task.key === 'call' || task.key === 'fix' || task.key === 'do')) return [number, ...texts(dates, 1)];
  if (appointed.has(task.key)) return texts(fixed, 2);
  if (task.key === 'answer') {
    const question = questionIn(reading, task.sentence);
    return question ? [question] : texts(named, 1);
  }
  const thing = thingOf(task, named, source);
  if (!thing && task.key === 'do') return [];
  return unrepeated([...(thing ? [thing] : []), ...texts(dates, 1)]);
}

function thingOf({ key, sentence }: Task, named: readonly KeyPhrase[], source: ItemSource): string | null {
  const { reading, phrases, offered } = source;
  if (key === 'fix') {
    const sign = sentence.signals.find(({ concept, negated }) => !negated && troubles.has(concept));
    const near = sign && named.find(({ from, to }) => from < sign.to + reach && to > sign.from - reach);
    const told = named.find((phrase) => phrase.to - phrase.from > 1 && !isDate(reading, phrase));
    return (near && near.to - near.from > 1 ? near : (told ?? named[0]))?.text ?? null;
  }
  if (key === 'do') return orderIn(reading, sentence);
  if (priced.has(key)) {
    const counted = (list: readonly KeyPhrase[]) => list.find((phrase) => isCounted(reading, phrase))?.text;
    const near = phrases.filter((phrase) => isNear(phrase.sentence, sentence));
    if (key !== 'accepted' && key !== 'expand') return counted(named) ?? counted(near) ?? null;
    const told = named.find((phrase) => phrase.to - phrase.from > 1 && !isDate(reading, phrase));
    return counted(named) ?? offered ?? counted(phrases) ?? told?.text ?? null;
  }
  return objectIn(reading, sentence) ?? named.find((phrase) => isCounted(reading, phrase))?.text ?? null;
}

/** The sentence before or after, where it complains of nothing. */
const isNear = (one: ReadSentence, other: ReadSentence): boolean =>
  (one.to === other.from || one.from === other.to) && !one.signals.some(({ concept }) => troubles.has(concept));

const troubles = new Set<string>(['fault', 'dispute', 'fault_weak', 'leaving', 'legal', 'anger']);
/** How far from a word of trouble the words that say what is wrong may stand. */
const reach = 4;

/** Holds a number that counts something, and no date. */
const isCounted = (reading: Reading, phrase: KeyPhrase): boolean =>
  !isDated(reading, phrase) &&
  phrase.to - phrase.from > 1 &&
  reading.words.slice(phrase.from, phrase.to).some(({ type }) => type === 'number');

/** Without what stands in another of them. */
const unrepeated = (texts: readonly string[]): string[] =>
  texts.filter(
    (text, at) => !texts.some((other, place) => place !== at && other.includes(text) && (other !== text || place < at)),
  );
