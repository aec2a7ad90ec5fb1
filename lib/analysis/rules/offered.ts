import { classesOf } from '../second-opinion/word-classes.ts';
import { littleWords } from '../text/little-words.ts';
import { clausesOf } from './clauses.ts';
import { greets } from './key-phrases.ts';
import { longestPhrase } from './phrase-ends.ts';
import { has, quoteOf, type Reading, type ReadSentence } from './reading.ts';

/** Words that begin an offer and are not what is offered: "shall I switch on", "would you like to see". */
const openers = new Set([
  'ask',
  'you',
  'we',
  'want',
  'go',
  'show',
  'send',
  'try',
  'if',
  'yes',
  'now',
  'interest',
  'help',
  'add',
  'call',
]);

/** What the mail that was answered offered or asked for, in at most six of its words: "14-day sandbox of our API gateway". */
export function offeredThing(sent: Reading | null): string | null {
  const asked =
    sent?.sentences.findLast(
      (sentence) => sentence.question && has(sentence, 'offer_verb', 'offer_firm', 'offer_buying'),
    ) ??
    sent?.sentences.findLast((sentence) => has(sentence, 'offer_statement')) ??
    sent?.sentences.findLast((sentence) => sentence.question);
  return sent && asked ? thingIn(sent, asked) : null;
}

function thingIn(sent: Reading, sentence: ReadSentence): string | null {
  const little = littleWords(sent.language);
  const classes = classesOf(sent.language);
  const word = (index: number) => sent.words[index]!;
  const opens = (index: number): boolean => {
    const { norm, type } = word(index);
    if (type === 'mark') return true;
    if (type === 'number') return false;
    if (little.has(norm)) return true;
    const before = index > sentence.from ? word(index - 1).norm : '';
    // What stands right after "I", "te" or "to" is the verb.
    return verbBefore.has(before) || classes(norm).some((name) => openers.has(name));
  };
  const comma = greets(sent, sentence) ? clausesOf(sent, sentence)[1]?.from : undefined;
  let from = comma ?? sentence.from;
  const start = from;
  while (from < sentence.to && opens(from)) from += 1;
  // What begins with the question's own verb names no thing.
  if (from === start && sentence.to - start > shortestQuestion) return null;
  let to = from;
  let words = 0;
  while (to < sentence.to && words < longestPhrase && !/^[.,;:!?()—–]$/u.test(word(to).norm)) {
    if (word(to).type !== 'mark') words += 1;
    to += 1;
  }
  while (to > from && little.has(word(to - 1).norm)) to -= 1;
  return to > from ? quoteOf(sent, from, to) : null;
}

/** Words in which a question may be nothing but its thing: "Trial next week?" */
const shortestQuestion = 4;

const verbBefore = new Set(['i', 'we', 'to', 'eu', 'te', 'lo', 'le', 'les', 'os', 'lhe', 'que', 'me', 'us']);
