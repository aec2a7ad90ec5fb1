import type { Analysis, AnalysisInput } from '../schema.ts';
import { splitWords } from '../text/words.ts';
import { findTasks, type Task, wordItems } from './actions.ts';
import { blankAnalysis } from './blank-analysis.ts';
import { wordsOf } from './body.ts';
import { decide } from './decide.ts';
import { doubtOf } from './doubt.ts';
import { isNote } from './kind.ts';
import { asksWho, offerOf } from './offer.ts';
import { findPains } from './pains.ts';
import { has, type Reading, type ReadSentence } from './reading.ts';
import { findReferral } from './referral.ts';
import { collectSigns } from './signs.ts';
import { summarize } from './summary.ts';
import { findUsage } from './usage.ts';
import { findVolume } from './values.ts';
import { wordingOf } from './wording.ts';

/** The answer of a person who has something to say to us. */
export function analyzeReply(input: AnalysisInput, reading: Reading, body: readonly ReadSentence[]): Analysis {
  const words = wordingOf(input.language);
  const note = isNote(input.channel);
  const offer = offerOf(input.sentText, reading.language);
  const isAboutMail = sharesWordsWith(reading, input.sentText);
  const signs = collectSigns(reading, body, offer, isAboutMail);
  const usage = findUsage(reading, body, note, offer === 'health');
  const volume = findVolume(reading, body);
  const referred = note ? null : findReferral(reading, body, asksWho(input.sentText, reading.language));
  const tasks = findTasks(reading, body, signs, offer, note);
  const verdict = decide({
    offer,
    signs,
    usage: usage !== null,
    asks: tasks.length > 0,
    referral: referred !== null,
    aboutProduct: body.some(isAboutMail),
    words: countWords(reading, body),
  });
  if (referred && signs.refusal.length === 0 && !tasks.some(({ sentence }) => sentence === referred.sentence)) {
    const { name } = referred.referral;
    tasks.unshift({ key: name ? 'contact' : 'contact_referred', sentence: referred.sentence, name: name ?? undefined });
  }
  const complaint = signs.trouble[0] ?? signs.weakTrouble[0];
  if (verdict.response_type === 'needs_handling' && tasks.length === 0 && complaint) {
    tasks.push({ key: 'fix', sentence: complaint.sentence });
  }
  const items = verdict.follow_up_needed ? wordItems(reading, tasks, words.item) : [];
  const pains = findPains(reading, body, signs, verdict.response_type);
  const { mixed, ...fields } = verdict;
  return {
    ...blankAnalysis,
    ...fields,
    key_insights: summarize(
      reading,
      body,
      { verdict, signs, usage, volume, referred: referred !== null },
      words.insight,
    ),
    action_items: items.map((item) => item.value),
    product_usage: usage?.value ?? null,
    monthly_volume: volume?.value ?? null,
    pain_points: pains.map((pain) => pain.value),
    evidence: {
      action_items: items.map((item) => item.quote),
      product_usage: usage?.quote ?? null,
      monthly_volume: volume?.quote ?? null,
      pain_points: pains.map((pain) => pain.quote),
    },
    referral: referred?.referral ?? null,
    ...doubtOf(reading, countWords(reading, body), signs, verdict, words.doubt),
  };
}

/** A demand to be left alone: nothing else in the reply matters, and only anger colours it. */
export function analyzeOptOut(input: AnalysisInput, reading: Reading, body: readonly ReadSentence[]): Analysis {
  const words = wordingOf(input.language);
  const signs = collectSigns(reading, body, 'none');
  const angry =
    signs.shouted ||
    signs.trouble.some(({ concept }) => concept === 'anger' || concept === 'legal') ||
    body.some((sentence) => has(sentence, 'annoyed', 'negative_emoji'));
  const sentence = body.find((candidate) => has(candidate, 'opt_out')) ?? body[0];
  const task: Task[] = sentence ? [{ key: 'opt_out', sentence }] : [];
  const items = wordItems(reading, task, words.item);
  return {
    ...blankAnalysis,
    kind: 'unsubscribe',
    response_type: 'needs_handling',
    sentiment: angry ? 'negative' : 'neutral',
    follow_up_needed: true,
    key_insights: words.insight.opt_out,
    action_items: items.map((item) => item.value),
    evidence: { ...blankAnalysis.evidence, action_items: items.map((item) => item.quote) },
    confidence: reading.language === 'other' ? 0.5 : 0.9,
    doubt: reading.language === 'other' ? words.doubt.language : null,
  };
}

const countWords = (reading: Reading, body: readonly ReadSentence[]): number =>
  body.reduce((sum, sentence) => sum + wordsOf(reading, sentence), 0);

const shortestContentWord = 5;

/** Tells whether a sentence shares a content word with the sent mail: then it speaks of what the mail was about. */
function sharesWordsWith(reading: Reading, sentText: string | null): (sentence: ReadSentence) => boolean {
  const sent = splitWords((sentText ?? '').slice(0, 20_000)).map((word) => word.norm);
  const content = new Set(sent.filter((norm) => norm.length >= shortestContentWord));
  return (sentence) =>
    reading.words.slice(sentence.from, sentence.to).some((word) => word.type === 'word' && content.has(word.norm));
}
