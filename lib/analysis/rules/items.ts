import { plainText } from '../plain-text.ts';
import { limits } from '../schema.ts';
import { littleWords } from '../text/little-words.ts';
import { fold } from '../text/words.ts';
import { doing, type Task } from './actions.ts';
import { clausesOf, countWords, trimmed } from './clauses.ts';
import { isDated, isPersonal, type KeyPhrase } from './key-phrases.ts';
import { quoteOf, type Reading, type ReadSentence } from './reading.ts';
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
/** Said of what we offered. */
const taken = new Set<ItemKey>(['accepted', 'expand']);

const mostItemPhrases = 2;
const longestQuestion = 14;
const longestObject = 10;

/** `reading` and `phrases` of the reply; `offered`: what our mail offered, for a bare yes. */
export type ItemSource = { reading: Reading; phrases: readonly KeyPhrase[]; offered: string | null };

/**
 * At most three items, one a sentence: what to do in the reader's language, then the thing, number, person and date in the
 * customer's words. What has none of these is left out: an item that fits any reply helps nobody.
 */
export function wordItems(tasks: readonly Task[], source: ItemSource, words: Record<ItemKey, string>): Quoted[] {
  const items: Quoted[] = [];
  for (const task of tasks) {
    if (items.length === mostItems) break;
    const about = aboutOf(task, source);
    if (about.length === 0 && !enough.has(task.key)) continue;
    const verb = words[task.key].replace('{name}', () => task.name ?? '');
    const value = plainText(about.length > 0 ? `${verb}: ${about.join(', ')}` : verb, limits.item);
    const quote = sentenceQuote(source.reading, task.sentence);
    if (!items.some((item) => item.value === value || item.quote === quote)) items.push({ value, quote });
  }
  return items;
}

function aboutOf({ key, sentence, name }: Task, { reading, phrases, offered }: ItemSource): string[] {
  const named = phrases.filter((phrase) => phrase.sentence === sentence && phrase.text !== name);
  const fixed = named.filter((phrase) => isDated(reading, phrase) || isPersonal(reading, phrase));
  const texts = (list: readonly KeyPhrase[]) =>
    list
      .slice(0, mostItemPhrases)
      .sort((one, other) => one.from - other.from)
      .map(({ text }) => text);
  if (taken.has(key)) return [...(offered ? [offered] : []), ...texts(fixed.length > 0 || offered ? fixed : named)];
  if (appointed.has(key)) return texts(fixed.length > 0 ? fixed : named);
  if (key === 'answer') {
    const question = questionIn(reading, sentence);
    if (question) return [question];
  }
  const object = objectIn(reading, sentence);
  if (!object) return unrepeated(texts(named));
  return unrepeated([object, ...fixed.slice(0, 1).map(({ text }) => text)]);
}

/** Without what stands in another of them. */
const unrepeated = (texts: readonly string[]): string[] =>
  texts.filter(
    (text, at) => !texts.some((other, place) => place !== at && other.includes(text) && (other !== text || place < at)),
  );

/** The question itself, from the clause where it begins, where it is short. */
function questionIn(reading: Reading, sentence: ReadSentence): string | null {
  const mark = reading.words.findIndex(
    (word, index) => index >= sentence.from && index < sentence.to && word.norm === '?',
  );
  if (mark < 0) return null;
  const clauses = clausesOf(reading, { from: sentence.from, to: mark });
  for (let index = 0; index < clauses.length; index += 1) {
    const span = { from: clauses[index]!.from, to: mark };
    if (countWords(reading, span) <= longestQuestion)
      return countWords(reading, span) < 3 && index > 0 ? null : quoteOf(reading, span.from, mark + 1);
  }
  return null;
}

/** What is to be sent, changed or set right: the words after the verb, to the end of the clause. */
function objectIn(reading: Reading, sentence: ReadSentence): string | null {
  const verb = sentence.signals.find(
    (signal) => !signal.negated && doing.some(([concept]) => concept === signal.concept),
  );
  if (!verb) return null;
  const clause = clausesOf(reading, sentence).find(({ from, to }) => from < verb.to && to >= verb.to);
  if (!clause) return null;
  let span = trimmed(reading, { from: verb.to, to: clause.to }, true);
  while (countWords(reading, span) > longestObject) span = { ...span, to: span.to - 1 };
  span = trimmed(reading, span, true);
  const text = span.from < span.to ? quoteOf(reading, span.from, span.to).replace(/\s+/gu, ' ') : '';
  return text.length > 2 && !littleWords(reading.language).has(fold(text)) ? text : null;
}
