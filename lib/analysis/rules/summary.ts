import { plainText } from '../plain-text.ts';
import { limits } from '../schema.ts';
import { clausesOf, countWords } from './clauses.ts';
import type { KeyPhrase } from './key-phrases.ts';
import type { Offer } from './offer.ts';
import { offeredThing } from './offered.ts';
import { ownSignal } from './own-words.ts';
import { longestPhrase } from './phrase-ends.ts';
import { isDate, isPersonal } from './phrase-kinds.ts';
import type { ReadReply } from './read-reply.ts';
import { quoteOf, type Reading, type ReadSentence } from './reading.ts';
import type { Settled } from './settled.ts';
import type { Sign, Signs } from './signs.ts';
import { inThirdPerson } from './third-person.ts';
import type { Wording } from './wording.ts';

type Opening = keyof Wording['insight'];

const offers = new Set<Offer>(['buying', 'info', 'meeting', 'pitch']);
const mostPhrases = 8;
const mostDates = 2;

/**
 * One or two sentences in the reader's language: what they do or want, then the few words of the reply that matter, times
 * and people apart. `phrases` run from the most needed to the least.
 */
export function summarize(
  reply: ReadReply,
  settled: Settled,
  phrases: readonly KeyPhrase[],
  words: Wording['insight'],
): string {
  const { reading } = reply;
  const lead = openingOf(reply, settled);
  const asked = lead === 'asks' || lead === 'interested' ? questionsIn(reading, reply.body) : [];
  const others = phrases.filter((phrase) => !asked.some(({ sentence }) => sentence === phrase.sentence));
  const chosen = apart(
    reading,
    [...asked, ...others].slice(0, mostPhrases).sort((one, other) => one.from - other.from),
  );
  const dates = chosen
    .filter((phrase) => !asked.includes(phrase))
    .filter((phrase) => isDate(reading, phrase))
    .slice(0, mostDates);
  const people = chosen.filter((phrase) => !dates.includes(phrase) && isPersonal(reading, phrase)).slice(0, 2);
  const things = chosen.filter((phrase) => !dates.includes(phrase) && !people.includes(phrase));
  const answers = lead === 'accepted' || lead === 'refusal' || lead === 'defer';
  const offered = answers && offers.has(reply.offer) ? offeredThing(reply.sent) : null;
  const name = nameOf(reply);
  const head = name ? `${name} ${words[lead].charAt(0).toLowerCase()}${words[lead].slice(1)}` : words[lead];
  const told = (list: readonly KeyPhrase[]) => inThirdPerson(joined(list), reading.language);
  const subject = offered ? `${head} (${words.offered}: ${offered})` : head;
  const said = things.length > 0 ? told(things) : dates.length + people.length > 0 ? '' : shortWords(reply);
  const competitor = ownSignal(reply, 'competitors');
  const parts = [
    said ? `${subject}: ${said}${said.endsWith('?') ? '' : '.'}` : `${subject}.`,
    settled.verdict.mixed && settled.verdict.response_type === 'needs_handling' ? `${words.mixed}.` : '',
    dates.length > 0 ? `${words.when}: ${told(dates)}.` : '',
    people.length > 0 ? `${words.who}: ${told(people)}.` : '',
    competitor ? `${words.competitor}: ${quoteOf(reading, competitor.from, competitor.to)}.` : '',
  ];
  return plainText(parts.filter(Boolean).join(' '), limits.insights);
}

/** Questions of a few words, as they are asked. */
function questionsIn(reading: Reading, body: readonly ReadSentence[]): KeyPhrase[] {
  return body
    .filter(({ question }) => question)
    .flatMap((sentence) => {
      const last = clausesOf(reading, sentence).findLast((clause) => countWords(reading, clause) > 0);
      if (!last || countWords(reading, last) > longestPhrase) return [];
      return [{ ...last, sentence, gain: 1, text: `${quoteOf(reading, last.from, last.to).replace(/\s+/gu, ' ')}?` }];
    });
}

/** The first sentence of a few words, as it stands, where nothing in the reply was picked. */
const shortWords = ({ reading, body }: ReadReply): string => {
  const short = body.find((sentence) => countWords(reading, sentence) <= longestPhrase);
  return short ? quoteOf(reading, short.from, short.to).replace(/[\s.!]+$/u, '') : '';
};

/** "…" stands for what was left out of a sentence, ";" between sentences. */
const joined = (phrases: readonly KeyPhrase[]): string =>
  phrases
    .map((phrase, index) => {
      const before = phrases[index - 1];
      return `${before ? (before.sentence === phrase.sentence && phrase.from - before.to > 1 ? ' … ' : '; ') : ''}${phrase.text}`;
    })
    .join('');

function firstWord(reading: Reading, { from, to }: KeyPhrase): number {
  while (from < to && reading.words[from]!.type === 'mark') from += 1;
  return from;
}

/** Keeps a word between phrases where several that follow each other would take over more than six words in a row. */
function apart(reading: Reading, phrases: readonly KeyPhrase[]): KeyPhrase[] {
  const kept: KeyPhrase[] = [];
  let run = 0;
  for (const phrase of phrases) {
    const before = kept.at(-1);
    const follows = before && countWords(reading, { from: before.to, to: phrase.from }) === 0;
    const words = countWords(reading, phrase);
    if (!follows || run + words <= longestPhrase) {
      kept.push(phrase);
      run = follows ? run + words : words;
    } else if (words > 2) {
      const from = firstWord(reading, phrase) + 1;
      kept.push({ ...phrase, from, text: quoteOf(reading, from, phrase.to).replace(/\s+/gu, ' ') });
      run = words - 1;
    }
  }
  return kept;
}

/** The writer's name, where the mail gives one that looks like one. */
function nameOf({ input, note }: ReadReply): string {
  const name = input.senderName?.trim() ?? '';
  return !note && /^\p{Lu}[\p{Ll}'’-]{1,20}(?: \p{Lu}[\p{L}'’.-]{0,20}){0,3}$/u.test(name) ? name : '';
}

const order = ['legal', 'dispute', 'fault', 'leaving', 'anger', 'sarcasm', 'fault_weak'];

const strongest = (signs: readonly Sign[]): Sign | undefined =>
  signs.toSorted((a, b) => order.indexOf(a.concept) - order.indexOf(b.concept))[0];

const troubleOpenings: Record<string, Opening> = {
  legal: 'legal',
  leaving: 'leaving',
  dispute: 'dispute',
  fault: 'trouble',
  fault_weak: 'trouble',
};

/** What the reply does, in a word: the verdict says of which sort, the signs say which. */
function openingOf(
  { signs, referred, note, reading, body, offer, words }: ReadReply,
  { verdict, confidence, byOwnWords }: Settled,
): Opening {
  if (verdict.response_type === 'needs_handling') {
    const seen = [...signs.trouble, ...signs.weakTrouble];
    // Who is lost talks of leaving, whatever else went wrong.
    const leaving = verdict.opportunity_score === 1 && seen.find(({ concept }) => concept === 'leaving');
    const sign = leaving || strongest(seen);
    if (!sign && (confidence < doubtful || byOwnWords)) return 'neutral';
    return (sign && troubleOpenings[sign.concept]) ?? 'complaint';
  }
  if (verdict.response_type === 'high_value' && (!byOwnWords || signs.buying.length > 0)) return buyingOpening(signs);
  if (
    (referred && words <= mostPointed) ||
    (signs.wrongPerson.length > 0 && signs.refusal.length === 0 && words <= mostElsewhere)
  )
    return 'wrong_person';
  const closed = verdict.opportunity_score === 1 && !verdict.follow_up_needed;
  const defers = signs.defer.length > 0 && offers.has(offer) && verdict.sentiment !== 'positive' && !closed;
  if (defers && verdict.product_interest !== 'interested') return 'defer';
  if (signs.refusal.length > 0 && (closed || signs.refusal[0]?.sentence === body[0])) return 'refusal';
  if (signs.accepted) return 'accepted';
  if (verdict.product_interest === 'interested') return 'interested';
  const turns = reading.words.some(({ norm }) => turning.has(norm));
  if (verdict.sentiment === 'positive' && signs.praise.length > 0 && !turns) return 'praise';
  if (signs.resolved) return 'resolved';
  if (closed && offers.has(offer) && verdict.sentiment !== 'positive') return 'refusal';
  if (body.some((sentence) => sentence.question)) return 'asks';
  if (note) return 'note';
  return signs.thanks && words <= fewWords ? 'thanks' : 'neutral';
}

/** Praise before one of these is not what the reply is about. */
const turning = new Set(['but', 'however', 'though', 'mas', 'porem', 'pero', 'aunque', 'aber', 'mais', 'ma']);
/** Below this a complaint without a word of trouble is not called one. */
const doubtful = 0.7;
/** In more words than these "somebody else" is seldom what a reply is about. */
const mostElsewhere = 25;
/** Who writes more than this and names somebody has something to say besides. */
const mostPointed = 60;

/** A reply of so few words that holds a thanks is one. */
const fewWords = 12;

function buyingOpening(signs: Signs): Opening {
  if (signs.accepted) return 'accepted';
  const concepts = new Set(signs.buying.map(({ concept }) => concept));
  if (concepts.has('price_request')) return 'price';
  if (concepts.has('demo_request')) return 'demo';
  if (concepts.has('buy_intent')) return 'buy';
  return signs.meeting.length > 0 ? 'meet' : 'high_value';
}
