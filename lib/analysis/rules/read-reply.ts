import { maskInstructions } from '../instructions.ts';
import type { AnalysisInput } from '../schema.ts';
import { findTasks, type Task } from './actions.ts';
import { bodyOf, wordsOf } from './body.ts';
import { decide, type Verdict } from './decide.ts';
import { decideKind, isNote, type KindVerdict } from './kind.ts';
import { detectLanguage, isReadPartly } from './language.ts';
import { asksWho, type Offer, offerOf } from './offer.ts';
import { ownBook } from './own-book.ts';
import { type Reading, type ReadSentence, readText } from './reading.ts';
import { findReferral, type Referral } from './referral.ts';
import { collectSigns, type Signs } from './signs.ts';
import { findUsage } from './usage.ts';
import { findVolume, type Quoted } from './values.ts';

/** Longest reply and longest mail of ours that are read, in characters: far beyond what people write by hand. */
export const longestText = 20_000;
const longestSentText = 4_000;

/** One reply as the rules understand it, before anything is worded. */
export type ReadReply = {
  input: AnalysisInput;
  reading: Reading;
  body: readonly ReadSentence[];
  /** The mail that was answered. */
  sent: Reading | null;
  offer: Offer;
  signs: Signs;
  note: boolean;
  usage: Quoted | null;
  volume: Quoted | null;
  referred: Referral | null;
  tasks: Task[];
  /** What the rules alone would say, whoever wrote. */
  verdict: Verdict;
  kind: KindVerdict;
  words: number;
  /** In a language of which nothing is known. */
  unread: boolean;
  /** Passages that speak to software were found and are not read. */
  instructed: boolean;
};

export function readReply(given: AnalysisInput): ReadReply {
  const input = {
    ...given,
    text: given.text.slice(0, longestText),
    sentText: given.sentText?.slice(0, longestSentText) ?? null,
  };
  const { masked, found } = maskInstructions(input.text);
  const language = detectLanguage(masked, input.sentText);
  // Offsets are those of the original, so that quotes are cut from it.
  const reading: Reading = { ...readText(masked, language, ownBook(input.words)), text: input.text };
  const body = bodyOf(reading);
  const sent = input.sentText ? readText(input.sentText, language) : null;
  const note = isNote(input.channel);
  const offer = offerOf(sent);
  const isAboutMail = sharesWordsWith(reading, sent);
  const signs = collectSigns(reading, body, offer, isAboutMail);
  const usage = findUsage(reading, body, note, offer === 'health');
  const volume = findVolume(reading, body);
  const referred = note ? null : findReferral(reading, body, asksWho(sent));
  const tasks = findTasks(reading, body, signs, offer, note);
  const words = body.reduce((sum, sentence) => sum + wordsOf(reading, sentence), 0);
  const verdict = decide({
    offer,
    signs,
    usage: usage !== null,
    asks: tasks.length > 0,
    referral: referred !== null,
    aboutProduct: body.some(isAboutMail),
    words,
  });
  const kind = decideKind(reading, body, input.subject, input.channel);
  return {
    input,
    reading,
    body,
    sent,
    offer,
    signs,
    note,
    usage,
    volume,
    referred,
    tasks,
    verdict,
    kind,
    words,
    unread: language === 'other' && words >= fewestToTell && !isReadPartly(masked),
    instructed: found,
  };
}

/** Fewer words tell no language. */
const fewestToTell = 4;

const shortestContentWord = 5;

/** Tells whether a sentence shares a content word with the sent mail: then it speaks of what the mail was about. */
function sharesWordsWith(reading: Reading, sent: Reading | null): (sentence: ReadSentence) => boolean {
  const content = new Set(
    (sent?.words ?? []).map(({ norm }) => norm).filter((norm) => norm.length >= shortestContentWord),
  );
  return (sentence) =>
    reading.words.slice(sentence.from, sentence.to).some((word) => word.type === 'word' && content.has(word.norm));
}
