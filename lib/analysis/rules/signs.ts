import { wordsOf } from './body.ts';
import type { Offer } from './offer.ts';
import { has, type Reading, type ReadSentence } from './reading.ts';
import { isPraised, isResolved, troubleOf } from './trouble.ts';
import type { Concept } from './vocabulary.ts';

/** One sentence that gave a sign, and the sign. */
export type Sign = { concept: Concept; sentence: ReadSentence };

/** What the sentences of a person's reply show, before anything is decided. */
export type Signs = {
  trouble: Sign[];
  /** What must never be overlooked. */
  grave: Sign[];
  /** Words that are trouble only beside other signs of it: "late", "wrong", "error". */
  weakTrouble: Sign[];
  /** Trouble of others: another vendor's fault, a neighbour's complaint. */
  othersTrouble: Sign[];
  /** Price, demonstration, purchase or expansion asked for or wanted. */
  buying: Sign[];
  meeting: Sign[];
  info: Sign[];
  refusal: Sign[];
  defer: Sign[];
  callback: Sign[];
  wrongPerson: Sign[];
  praise: Sign[];
  accepted: ReadSentence | null;
  /** Begins with a yes, whatever was asked. */
  yes: boolean;
  resolved: boolean;
  hedged: boolean;
  thanks: boolean;
  noTask: boolean;
  shouted: boolean;
  /** Asks why, or to look into something. */
  wantsRepair: boolean;
  politeness: boolean;
  /** An exclamation mark, or a cheering emoji. */
  excited: boolean;
};

// A question about one of these is one of the running business, not of interest in the product.
const running: Concept[] = [
  'topic_invoice',
  'topic_invite',
  'topic_contract',
  'do_fix',
  'do_refund',
  'do_cancel',
  'do_remove',
  'do_call',
  'do_meet',
  'repair',
  'dispute',
  'fault',
  'fault_weak',
  'greeting_question',
];
/** What stays a matter to handle, whatever else the reply says. */
const graves: Concept[] = ['security', 'legal_step', 'erasure', 'contract_end'];
const buyings: Concept[] = ['price_request', 'demo_request', 'buy_intent'];

/** `isAboutMail` tells whether a sentence takes up words of the mail that is answered. */
export function collectSigns(
  reading: Reading,
  body: readonly ReadSentence[],
  offer: Offer,
  isAboutMail: (sentence: ReadSentence) => boolean = () => false,
): Signs {
  const signs: Signs = {
    trouble: [],
    grave: [],
    weakTrouble: [],
    othersTrouble: [],
    buying: [],
    meeting: [],
    info: [],
    refusal: [],
    defer: [],
    callback: [],
    wrongPerson: [],
    praise: [],
    accepted: null,
    yes: acceptance(reading, body) !== null,
    resolved: false,
    hedged: false,
    thanks: false,
    noTask: false,
    politeness: body.some(
      (sentence) => has(sentence, 'please') || (sentence.question && has(sentence, 'polite_request')),
    ),
    excited: body.some((sentence) =>
      reading.words.slice(sentence.from, sentence.to).some((word) => word.norm === '!' || cheers.has(word.norm)),
    ),
    wantsRepair: body.some((sentence) => has(sentence, 'repair')),
    shouted: isShouted(reading, body),
  };
  const sarcasm: Sign[] = [];
  for (const sentence of body) {
    const refused = has(sentence, 'refusal');
    const resolved = isResolved(sentence);
    const trouble = troubleOf(sentence, offer);
    for (const concept of trouble.strong) {
      if (concept === 'sarcasm') sarcasm.push({ concept, sentence });
      else if (trouble.others && concept !== 'leaving') signs.othersTrouble.push({ concept, sentence });
      else signs.trouble.push({ concept, sentence });
    }
    if (trouble.weak) signs.weakTrouble.push({ concept: 'fault_weak', sentence });
    const add = (list: Sign[], ...concepts: Concept[]) => {
      for (const concept of concepts) if (has(sentence, concept)) list.push({ concept, sentence });
    };
    if (!trouble.others && !sentence.question) add(signs.grave, ...graves);
    add(signs.refusal, 'refusal');
    add(signs.defer, 'defer');
    add(signs.callback, 'callback');
    add(signs.wrongPerson, 'wrong_person');
    if (isPraised(sentence)) signs.praise.push({ concept: 'praise', sentence });
    add(signs.praise, 'positive_emoji');
    if (!refused) {
      // "You billed three licences too many" orders none.
      if (!has(sentence, 'dispute', 'not_buying')) add(signs.buying, ...buyings);
      add(signs.meeting, 'meet_request');
      // A document of the running business is no interest in more of the product.
      if (!has(sentence, 'topic_invoice', 'topic_invite')) add(signs.info, 'info_request');
    }
    if (offer === 'health' && has(sentence, 'no_trouble')) signs.praise.push({ concept: 'no_trouble', sentence });
    signs.resolved ||= resolved;
    signs.hedged ||= has(sentence, 'hedge');
    signs.thanks ||= has(sentence, 'thanks');
    signs.noTask ||= has(sentence, 'no_task');
  }
  if (signs.trouble.length === 0) {
    for (const sentence of body) {
      const asks = sentence.question && !has(sentence, ...running) && wordsOf(reading, sentence) > 2;
      if (asks && (isAboutMail(sentence) || has(sentence, 'topic_price', 'topic_docs')))
        signs.info.push({ concept: 'info_request', sentence });
    }
  }
  // "Could we do it next month?" is about the meeting.
  if (
    offer === 'meeting' &&
    (signs.defer.length > 0 || signs.meeting.length > 0 || body.some((one) => has(one, 'accept')))
  )
    signs.info = signs.info.filter(({ sentence }) => has(sentence, 'price', 'demo'));
  // Words of mock praise are mock only beside something that went wrong.
  if (signs.trouble.length + signs.weakTrouble.length > 0) signs.trouble.push(...sarcasm);
  const first = body.find((sentence) => wordsOf(reading, sentence) > 0);
  // "Did it settle down?" "It has not."
  if (
    (offer === 'health' || offer === 'case') &&
    first &&
    beginsWith(first, 'no_answer') &&
    !has(first, 'praise', 'resolved', 'thanks', 'not_yet') &&
    signs.trouble.every(({ concept }) => concept !== 'fault') &&
    signs.defer.every(({ sentence }) => sentence === first)
  ) {
    signs.trouble.push({ concept: 'fault', sentence: first });
  }
  const nothingOffered = offer === 'none' || offer === 'health' || offer === 'case';
  const accepted = nothingOffered ? null : acceptance(reading, body);
  // "Perfect, thanks" only says that the proposal came through; "do it" takes it.
  signs.accepted = offer === 'pitch' && accepted && !has(accepted, 'go_ahead') ? null : accepted;
  return signs;
}

const cheers = new Set(['🙏', '👍', '🎉', '🚀', '🙌', '💪', '🔥']);

const beginsWith = (sentence: ReadSentence, concept: Concept): boolean =>
  sentence.signals.some((signal) => signal.concept === concept && signal.from === sentence.from);

const acceptanceWords = 14;

/** The sentence that says yes, when one of the first two begins with it. */
function acceptance(reading: Reading, body: readonly ReadSentence[]): ReadSentence | null {
  for (const sentence of body.slice(0, 2)) {
    if (has(sentence, 'refusal', 'defer') || wordsOf(reading, sentence) > acceptanceWords) continue;
    const early = sentence.signals.some(
      (signal) => signal.concept === 'accept' && !signal.negated && signal.from - sentence.from <= 2,
    );
    if (early) return sentence;
  }
  return null;
}

/** Written in capitals or with a row of question and exclamation marks. */
function isShouted(reading: Reading, body: readonly ReadSentence[]): boolean {
  const text = body
    .map((sentence) => reading.text.slice(reading.words[sentence.from]!.start, reading.words[sentence.to - 1]!.end))
    .join(' ');
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return (letters >= 15 && capitals / letters > 0.6) || /\?{3,}|[!?]{4,}/u.test(text);
}
