import type { Analysis } from '../schema.ts';
import { findPhrases } from '../text/phrases.ts';
import { splitWords } from '../text/words.ts';
import { wordsOf } from './body.ts';
import { has, type Reading, type ReadSentence, type Signal } from './reading.ts';
import { type Concept, subjectVocabulary } from './vocabulary.ts';

export type MachineKind = Exclude<Analysis['kind'], 'human' | 'unsubscribe'>;
export type KindVerdict = { kind: Analysis['kind']; certain: boolean };

/** Notes of a call or a meeting are written by our side: no machine wrote them. */
const noteChannels = new Set(['call', 'meeting']);
export const isNote = (channel: string | undefined): boolean => noteChannels.has(channel ?? '');

const distinct = (reading: Reading, concept: Concept): number =>
  new Set(
    reading.sentences
      .flatMap((sentence) => sentence.signals.filter((signal) => signal.concept === concept))
      .map((signal) => `${sentenceOf(reading, signal)}:${reading.words[signal.from]!.norm}`),
  ).size;

const sentenceOf = (reading: Reading, signal: Signal): number =>
  reading.sentences.findIndex((sentence) => signal.from >= sentence.from && signal.from < sentence.to);

/** "Re: …", in the languages of mail programs. */
export const isAnswered = (subject: string): boolean => /^\s*(?:re|res|rv|fw|fwd|enc|aw|sv)\s*:/iu.test(subject);

const longestSubject = 300;

/** What the subject shows of machine mail. */
export const subjectSigns = (subject: string): ReadonlySet<string> =>
  new Set(findPhrases(subjectVocabulary, splitWords(subject.slice(0, longestSubject))).map(({ concept }) => concept));

/** Who answered: headers told nothing, so the subject and the words of the text must. */
export function decideKind(
  reading: Reading,
  body: readonly ReadSentence[],
  subject: string,
  channel: string | undefined,
): KindVerdict {
  if (!isNote(channel)) {
    const machine = machineKind(reading, subject);
    if (machine) return machine;
  }
  return { kind: asksToStop(reading, body) ? 'unsubscribe' : 'human', certain: true };
}

function machineKind(reading: Reading, subject: string): { kind: MachineKind; certain: boolean } | null {
  // "Re: Automatic reply" is a person's answer to a machine's; "Automatic reply: Re: …" is the machine's own.
  const answered = isAnswered(subject);
  const signs = subjectSigns(subject);
  const inSubject = (concept: 'bounce_subject' | 'absence_subject' | 'auto_subject') => !answered && signs.has(concept);
  const count = (concept: Concept) => distinct(reading, concept);
  const words = reading.words.length;

  const bounces = count('bounce_text') + Math.min(2, count('bounce_code'));
  if (bounces >= 2 && (inSubject('bounce_subject') || count('bounce_text') >= 2 || count('bounce_code') >= 1))
    return { kind: 'bounce', certain: bounces >= 3 };
  if (inSubject('bounce_subject') && bounces >= 1) return { kind: 'bounce', certain: true };

  const automatic = inSubject('auto_subject') || count('auto_certain') > 0;
  const away = count('absence_state');
  const service = count('absence_service');
  if ((inSubject('absence_subject') || automatic) && away > 0) return { kind: 'out_of_office', certain: true };
  const personal = reading.sentences.some(
    (sentence) =>
      sentence.question ||
      has(sentence, 'price_request', 'demo_request', 'positive_emoji', 'buy_intent', 'fault', 'dispute'),
  );
  if (away > 0 && service > 0 && !personal && words < 200)
    return { kind: 'out_of_office', certain: away + service >= 3 };
  if (inSubject('absence_subject') && !personal) return { kind: 'out_of_office', certain: false };
  if (automatic && (inSubject('auto_subject') || !personal || count('auto_text') > 1))
    return { kind: 'auto_reply', certain: true };
  const receipts = count('auto_text');
  if (receipts >= 3 || (receipts >= 2 && !personal)) return { kind: 'auto_reply', certain: receipts >= 3 };
  return null;
}

/** A demand to be left alone: said of the writer, not of the writer's own readers, and not taken back by a "don't". */
function asksToStop(reading: Reading, body: readonly ReadSentence[]): boolean {
  if (body.some((sentence) => has(sentence, 'price_request', 'demo_request'))) return false;
  const words = body.reduce((sum, sentence) => sum + wordsOf(reading, sentence), 0);
  return body.some((sentence) => has(sentence, 'opt_out') || (words <= 3 && has(sentence, 'opt_out_word')));
}
