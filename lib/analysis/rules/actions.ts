import { wordsOf } from './body.ts';
import { clausesOf } from './clauses.ts';
import { asksOnly, type Offer } from './offer.ts';
import { has, type Reading, type ReadSentence, type Signal } from './reading.ts';
import type { Signs } from './signs.ts';
import type { Concept } from './vocabulary.ts';
import type { ItemKey } from './wording.ts';

/** Something our side must do, and the sentence that asks for it. `name` fills the place of a person. */
export type Task = { key: ItemKey; sentence: ReadSentence; name?: string };

/** What the reply asks of us, in its order: requests and questions, promises noted in a call, an accepted offer. */
export function findTasks(
  reading: Reading,
  body: readonly ReadSentence[],
  signs: Signs,
  offer: Offer,
  note: boolean,
): Task[] {
  const tasks: Task[] = [];
  const aboutOthers = new Set(signs.othersTrouble.map((sign) => sign.sentence));
  for (const sentence of body) {
    if (aboutOthers.has(sentence) && !sentence.question) continue;
    if (has(sentence, 'refusal') && !has(sentence, 'callback')) continue;
    const asked = isRequest(reading, sentence) || (note && has(sentence, 'note_task'));
    if (asked && !has(sentence, 'no_task')) tasks.push({ key: keyOf(reading, sentence), sentence });
    else if (has(sentence, 'callback')) tasks.push({ key: 'call_back', sentence });
  }
  if (tasks.length === 0 && signs.accepted && !asksOnly(offer) && offer !== 'health') {
    tasks.push({
      key: offer === 'info' ? 'send' : offer === 'meeting' ? 'meet' : 'accepted',
      sentence: signs.accepted,
    });
  }
  return tasks;
}

/** A real question, an imperative, or a word of asking with a word for what is asked. */
function isRequest(reading: Reading, sentence: ReadSentence): boolean {
  if (sentence.question && !isCourtesy(reading, sentence)) return true;
  if (has(sentence, 'demo_request', 'please') || isImperative(reading, sentence)) return true;
  // "The budget for next year covers the purchase" names a price and asks for none.
  if (has(sentence, 'price_request')) return sentence.question || has(sentence, 'ask', 'note_task', 'buy_intent');
  if (has(sentence, 'ask') && has(sentence, 'info_request')) return true;
  return doing.some(([concept]) => askedVerb(reading, sentence, concept) !== undefined);
}

const conjunctions = new Set([
  'and',
  'so',
  'then',
  'please',
  'pls',
  'just',
  'also',
  'e',
  'entao',
  'so',
  'ai',
  'ja',
  'y',
  'entonces',
  'solo',
  'por',
  'favor',
  'but',
  'mas',
  'pero',
]);

/** A command where a clause begins: "Roll it back.", "Fine, but make it 3pm", "Aumenta aí pra 50". */
function isImperative(reading: Reading, sentence: ReadSentence): boolean {
  const breaks = new Set(
    sentence.signals.filter((signal) => signal.concept === 'clause_break').map((signal) => signal.to),
  );
  const excused = new Set(
    sentence.signals.filter((signal) => signal.concept === 'not_imperative').map((signal) => signal.from),
  );
  const begins = (index: number): boolean =>
    index === sentence.from ||
    breaks.has(index) ||
    (conjunctions.has(reading.words[index - 1]?.norm ?? '') && begins(index - 1));
  return sentence.signals.some(
    (signal) => signal.concept === 'imperative' && !signal.negated && !excused.has(signal.from) && begins(signal.from),
  );
}

const courtesyWords = 7;

/** "…, ok?", "… (lembra?": a statement that only sounds like a question. */
function isTag(reading: Reading, sentence: ReadSentence): boolean {
  let mark = sentence.to - 1;
  while (mark > sentence.from && reading.words[mark]!.norm !== '?') mark -= 1;
  const tag = sentence.signals.some((signal) => signal.concept === 'tag_question' && signal.to === mark);
  const apart = sentence.signals.some((signal) => signal.concept === 'clause_break' && signal.to === mark - 1);
  return tag && apart;
}

/** "Tudo bem?", "Honestly?": asked without wanting an answer. */
function isCourtesy(reading: Reading, sentence: ReadSentence): boolean {
  if (isTag(reading, sentence)) return true;
  const words = wordsOf(reading, sentence);
  if (words <= 2) return !has(sentence, 'when', 'price', 'demo');
  return has(sentence, 'greeting_question') && words <= courtesyWords;
}

/** What is to be done to the words that follow, strongest first. */
export const doing: [Concept, ItemKey][] = [
  ['do_refund', 'refund'],
  ['do_cancel', 'cancel'],
  ['do_fix', 'fix'],
  ['do_send', 'send'],
  ['do_meet', 'meet'],
  ['do_call', 'call'],
  ['do_activate', 'activate'],
  ['do_remove', 'remove'],
  ['do_change', 'change'],
  ['do_confirm', 'confirm'],
];

function keyOf(reading: Reading, sentence: ReadSentence): ItemKey {
  if (has(sentence, 'do_refund')) return 'refund';
  if (has(sentence, 'do_send', 'price_request')) {
    if (has(sentence, 'topic_price')) return 'send_price';
    if (has(sentence, 'topic_proposal')) return 'send_proposal';
    if (has(sentence, 'topic_contract')) return 'send_contract';
    if (has(sentence, 'topic_invoice')) return 'send_invoice';
    if (has(sentence, 'topic_invite')) return 'send_invite';
    if (has(sentence, 'topic_docs')) return 'send_docs';
  }
  const pricing = has(sentence, 'price_request') && has(sentence, 'topic_price') && !asksHowLong(reading, sentence);
  if (sentence.question && pricing) return 'send_price';
  if (has(sentence, 'demo_request')) return 'demo';
  if (sentence.question)
    return has(sentence, 'do_meet', 'do_call') ? (has(sentence, 'do_call') ? 'call' : 'meet') : 'answer';
  for (const [concept, key] of doing) {
    const verb = askedVerb(reading, sentence, concept);
    if (verb) return key === 'change' ? changeOf(reading, verb) : key;
  }
  return has(sentence, 'callback', 'defer') && !has(sentence, 'buy_intent') ? 'call_back' : 'do';
}

/** Who asks to add something or to keep it asks for no change of it. */
function changeOf(reading: Reading, { from }: Signal): ItemKey {
  const { norm } = reading.words[from]!;
  if (/^(?:add|inclu|adicion|acrescent|agreg|sum)/u.test(norm)) return 'add';
  return /^(?:keep|mant|deix)/u.test(norm) ? 'keep' : 'change';
}

/** "Quanto tempo leva?", "how much longer?" */
const asksHowLong = (reading: Reading, { from, to }: ReadSentence): boolean =>
  reading.words.slice(from, to).some(({ norm }) => norm === 'tempo' || norm === 'tiempo' || norm === 'longer');

const asking: Concept[] = ['ask', 'please', 'note_task', 'imperative'];

/**
 * The word for something to be done, where it is asked for in its own clause. A word alone asks where a clause begins: "troca"
 * is a noun elsewhere.
 */
export function askedVerb(reading: Reading, sentence: ReadSentence, concept: Concept): Signal | undefined {
  const clauses = clausesOf(reading, sentence);
  return sentence.signals.find((verb) => {
    if (verb.negated || verb.concept !== concept) return false;
    const clause = clauses.find(({ from, to }) => from <= verb.from && to > verb.from);
    if (!clause) return false;
    const begins = (from: number) => from < clause.from + 2;
    return sentence.signals.some(
      ({ concept, negated, from }) =>
        !negated &&
        asking.includes(concept) &&
        from >= clause.from &&
        // What is asked for comes after the asking: "it changed so much that she wants…" asks for no change.
        from <= verb.from &&
        (begins(from) || (from !== verb.from && concept !== 'imperative')),
    );
  });
}
