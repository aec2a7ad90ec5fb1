import type { Language } from '../../language.ts';
import { plainText } from '../plain-text.ts';
import { limits } from '../schema.ts';
import { fold } from '../text/words.ts';
import type { Task } from './actions.ts';
import { objectIn, orderIn, phoneIn, questionIn, startsWithArticle } from './item-things.ts';
import type { KeyPhrase } from './key-phrases.ts';
import { datePart, isDated, isPersonal, saysWhenOnly } from './phrase-kinds.ts';
import { quoteOf, type Reading, type ReadSentence } from './reading.ts';
import { capitalized, inThirdPerson } from './third-person.ts';
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

/** Of these a day alone says nothing: "Look into: last week". */
const things = new Set<ItemKey>(['do', 'fix', 'expand', 'accepted', 'change', 'add', 'keep', 'remove', 'activate']);

/** `reading` and `phrases` of the reply; `offered`: what our mail offered, for a bare yes; `language`: the reader's. */
export type ItemSource = {
  reading: Reading;
  phrases: readonly KeyPhrase[];
  offered: string | null;
  language: Language;
};

/**
 * At most three items, one a sentence: what to do in the reader's language, then the thing, number, person and date in the
 * customer's words, six of them in a row at most (a question may be longer). What has none of these is left out: an item
 * that fits any reply helps nobody.
 */
export function wordItems(tasks: readonly Task[], source: ItemSource, words: Record<ItemKey, string>): Quoted[] {
  const items: Quoted[] = [];
  for (const task of tasks) {
    if (items.length === mostItems) break;
    const calls = task.key === 'do' && phoneIn(source.reading, task.sentence);
    const verb = words[calls ? 'call' : task.key].replace('{name}', () => task.name ?? '');
    const about = task.key === 'opt_out' ? [] : aboutOf(task, source).filter((text) => !repeats(verb, text));
    if (about.length === 0 && !enough.has(task.key)) continue;
    const value = plainText(sentenceOf(calls ? { ...task, key: 'call' } : task, verb, about, source), limits.item);
    const quote = sentenceQuote(source.reading, task.sentence);
    if (!items.some((item) => item.value === value || item.quote === quote)) items.push({ value, quote });
  }
  return items;
}

/** Followed by their thing as anybody would say it, where both are in one language: "Send the brochure, Tuesday". */
const joining = new Set<ItemKey>(['send', 'change', 'add', 'keep', 'confirm', 'remove', 'activate']);

/**
 * "Send the brochure, Tuesday"; where the customer writes in another language or the thing is no object of the verb, "Look
 * into: lids arrived broken". An order that is told in the reader's language needs no verb of ours before it.
 */
function sentenceOf(task: Task, verb: string, about: readonly string[], source: ItemSource): string {
  if (about.length === 0) return verb;
  const { reading, language } = source;
  const told = about.map((text) => (text.endsWith('?') ? text : inThirdPerson(text, reading.language)));
  const same = reading.language === language;
  if (same && task.key === 'do') return capitalized(told.join(', '));
  const object = same && joining.has(task.key) ? objectIn(reading, task.sentence, true) : null;
  const thing = task.key === 'accepted' ? told[0] : object && inThirdPerson(object, reading.language);
  return thing ? [`${verb} ${thing}`, ...told.slice(1)].join(', ') : `${verb}: ${told.join(', ')}`;
}

/** "Send the contract: contract" says nothing twice. */
const repeats = (verb: string, text: string): boolean => ` ${fold(verb)} `.includes(` ${fold(text)} `);

function aboutOf(task: Task, source: ItemSource): string[] {
  const { reading, phrases } = source;
  const named = phrases.filter(
    (phrase) => phrase.sentence === task.sentence && !(task.name && phrase.text.includes(task.name)),
  );
  const dates = named.flatMap((phrase) => dateOf(reading, phrase));
  const fixed = named.flatMap((phrase) =>
    isPersonal(reading, phrase) ? phrase : isDated(reading, phrase) ? dateOf(reading, phrase) : [],
  );
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
  if (!thing && things.has(task.key)) return [];
  return unrepeated([...(thing ? [thing] : []), ...texts(dates, 1)]);
}

/** What of a phrase names a day or a time. */
function dateOf(reading: Reading, phrase: KeyPhrase): KeyPhrase[] {
  const part = datePart(reading, phrase);
  return part ? [{ ...phrase, ...part, text: quoteOf(reading, part.from, part.to).replace(/\s+/gu, ' ') }] : [];
}

function thingOf({ key, sentence }: Task, named: readonly KeyPhrase[], source: ItemSource): string | null {
  const { reading, phrases, offered } = source;
  if (key === 'fix') {
    const sign = sentence.signals.find(({ concept, negated }) => !negated && troubles.has(concept));
    const near = sign && named.find(({ from, to }) => from < sign.to + reach && to > sign.from - reach);
    const told = named.find(
      (phrase) => phrase.to - phrase.from > 1 && !isDated(reading, phrase) && !saysWhenOnly(reading, phrase),
    );
    const thing = near && near.to - near.from > 1 ? near : (told ?? named[0]);
    return thing && !saysWhenOnly(reading, thing) ? thing.text : null;
  }
  if (key === 'do') return orderIn(reading, sentence);
  const counted = (list: readonly KeyPhrase[]) => {
    const found = list.find((phrase) => isCounted(reading, phrase));
    return found && amountOf(reading, found);
  };
  if (priced.has(key)) {
    const near = phrases.filter((phrase) => isNear(phrase.sentence, sentence));
    if (key !== 'accepted' && key !== 'expand') return counted(named) ?? counted(near) ?? null;
    const told = named.find(
      (phrase) => phrase.to - phrase.from > 1 && !isDated(reading, phrase) && !saysWhenOnly(reading, phrase),
    );
    return counted(named) ?? offered ?? counted(phrases) ?? (key === 'expand' ? (told?.text ?? null) : null);
  }
  if (key === 'cancel') {
    const object = objectIn(reading, sentence, true);
    return isThing(object) ? object : null;
  }
  if (key === 'refund') return counted(named) ?? objectIn(reading, sentence);
  if (key !== 'send' && joining.has(key))
    return isThing(objectIn(reading, sentence, true)) ? objectIn(reading, sentence) : null;
  return objectIn(reading, sentence) ?? counted(named) ?? null;
}

/** Begins with an article, a number or a name: "change running" and "confirm writing" name nothing. */
const isThing = (object: string | null): boolean =>
  object !== null && (/^[\p{Lu}\p{N}]/u.test(object) || startsWithArticle(object));

/** "Put me down for 45 sets" counts "45 sets". */
function amountOf(reading: Reading, { from, to }: KeyPhrase): string {
  let first = from;
  while (first < to && reading.words[first]!.type !== 'number') first += 1;
  const before = reading.words[first - 1];
  const signed = first > from && before?.type === 'mark' && before.end === reading.words[first]!.start;
  // "Somos 15": a bare number says less than what stands before it.
  if (first === to - 1 && /^\d+$/u.test(reading.words[first]!.norm) && !signed) first = from;
  return quoteOf(reading, signed || amount.test(before?.norm ?? '') ? first - 1 : first, to).replace(/\s+/gu, ' ');
}

const amount = /^(?:r|rs|us|usd|eur|brl|mxn|about|some|around|umas?|uns|unos|unas|cerca|some|up)$/u;

/** The sentence before or after, where it complains of nothing. */
const isNear = (one: ReadSentence, other: ReadSentence): boolean =>
  (one.to === other.from || one.from === other.to) && !one.signals.some(({ concept }) => troubles.has(concept));

const troubles = new Set<string>(['fault', 'dispute', 'fault_weak', 'leaving', 'legal', 'anger']);
/** How far from a word of trouble the words that say what is wrong may stand. */
const reach = 4;

/** Holds a number that counts something beside what names its day: "10 seats by Friday". */
function isCounted(reading: Reading, phrase: KeyPhrase): boolean {
  const date = datePart(reading, phrase);
  const counts = (index: number) =>
    reading.words[index]!.type === 'number' && !(date && index >= date.from && index < date.to);
  if (saysWhenOnly(reading, phrase) || phrase.to - phrase.from < 2) return false;
  for (let index = phrase.from; index < phrase.to; index += 1) if (counts(index)) return true;
  return false;
}

/** Without what stands in another of them. */
const unrepeated = (texts: readonly string[]): string[] =>
  texts.filter(
    (text, at) => !texts.some((other, place) => place !== at && other.includes(text) && (other !== text || place < at)),
  );
