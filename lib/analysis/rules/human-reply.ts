import type { Analysis } from '../schema.ts';
import type { Weights } from '../second-opinion/weights.ts';
import type { Task } from './actions.ts';
import { blankAnalysis } from './blank-analysis.ts';
import { countWords } from './clauses.ts';
import { doubtOf } from './doubt.ts';
import { wordItems } from './items.ts';
import { type KeyPhrase, keyPhrases } from './key-phrases.ts';
import { asksOnly } from './offer.ts';
import { offeredThing } from './offered.ts';
import { findPains } from './pains.ts';
import type { ReadReply } from './read-reply.ts';
import { has, type Reading } from './reading.ts';
import type { Settled } from './settled.ts';
import { collectSigns } from './signs.ts';
import { summarize } from './summary.ts';
import { wordingOf } from './wording.ts';

/** The answer of a person who has something to say to us. */
export function analyzeHumanReply(reply: ReadReply, settled: Settled, weights: Weights): Analysis {
  const { input, reading, body, signs, usage, volume, referred } = reply;
  const { verdict } = settled;
  const words = wordingOf(input.language);
  const phrases = keyPhrases(reading, body, reply.sent, weights.salience);
  const offered = signs.accepted || !asksOnly(reply.offer) ? offeredThing(reply.sent) : null;
  const source = { reading, phrases, offered, language: input.language };
  const asked = verdict.follow_up_needed ? wordItems(tasksOf(reply, settled, phrases), source, words.item) : [];
  const items =
    asked.length > 0 || !verdict.follow_up_needed
      ? asked
      : wordItems(tasksByVerdict(reply, settled, phrases), source, words.item);
  const pains = findPains(reading, body, signs, verdict.response_type);
  const { mixed, ...fields } = verdict;
  return {
    ...blankAnalysis,
    ...fields,
    key_insights: summarize(reply, settled, phrases, words.insight),
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
    ...doubtOf(reply, settled, words.doubt),
  };
}

/** What is to be done, where the verdict says that something is. */
function tasksOf(
  { tasks, referred, signs, body, reading }: ReadReply,
  { verdict }: Settled,
  phrases: readonly KeyPhrase[],
): Task[] {
  const found = [...tasks];
  if (referred && signs.refusal.length === 0 && !tasks.some(({ sentence }) => sentence === referred.sentence)) {
    const { name, address } = referred.referral;
    found.unshift({ key: 'contact', sentence: referred.sentence, name: name ?? address ?? undefined });
  }
  const complains = verdict.response_type === 'needs_handling';
  if (found.length > 0 && !(complains && found.every((task) => isRetort(reading, task)))) return found;
  return tasksByVerdict({ signs, body }, { verdict }, phrases);
}

/** What a reply of this type asks for, where no sentence of it asks for anything that can be told. */
function tasksByVerdict(
  { signs, body }: Pick<ReadReply, 'signs' | 'body'>,
  { verdict }: Pick<Settled, 'verdict'>,
  phrases: readonly KeyPhrase[],
): Task[] {
  const complains = verdict.response_type === 'needs_handling';
  const complained = new Set([...signs.trouble, ...signs.weakTrouble].map(({ sentence }) => sentence));
  const told = phrases.find(({ sentence }) => complained.has(sentence)) ?? phrases[0];
  const sentence = told?.sentence ?? body[0];
  if (!sentence) return [];
  const leaving = [...signs.trouble, ...signs.grave].find(
    ({ concept }) => concept === 'leaving' || concept === 'contract_end',
  );
  if (complains && leaving && verdict.opportunity_score === 1) return [{ key: 'cancel', sentence: leaving.sentence }];
  if (complains) return [{ key: 'fix', sentence }];
  if (verdict.response_type === 'high_value') return [{ key: signs.accepted ? 'accepted' : 'expand', sentence }];
  const later = signs.defer[0] ?? signs.callback[0];
  if (later) return [{ key: 'call_back', sentence: later.sentence }];
  return signs.accepted ? [{ key: 'accepted', sentence: signs.accepted }] : [];
}

const longestRetort = 4;

/** "In December?", "Fixed?": a question that throws our words back at us is not the one to answer. */
const isRetort = (reading: Reading, { key, sentence }: Task): boolean =>
  key === 'answer' && countWords(reading, sentence) <= longestRetort;

/** A demand to be left alone: nothing else in the reply matters, and only anger colours it. */
export function analyzeOptOut({ input, reading, body, unread }: ReadReply): Analysis {
  const words = wordingOf(input.language);
  const signs = collectSigns(reading, body, 'none');
  const angry =
    signs.shouted ||
    signs.trouble.some(({ concept }) => concept === 'anger' || concept === 'legal') ||
    body.some((sentence) => has(sentence, 'annoyed', 'negative_emoji'));
  const sentence = body.find((candidate) => has(candidate, 'opt_out')) ?? body[0];
  const task: Task[] = sentence ? [{ key: 'opt_out', sentence }] : [];
  const items = wordItems(task, { reading, phrases: [], offered: null, language: input.language }, words.item);
  return {
    ...blankAnalysis,
    kind: 'unsubscribe',
    response_type: 'needs_handling',
    sentiment: angry ? 'negative' : 'neutral',
    follow_up_needed: true,
    key_insights: `${words.insight.opt_out}.`,
    action_items: items.map((item) => item.value),
    evidence: { ...blankAnalysis.evidence, action_items: items.map((item) => item.quote) },
    confidence: unread ? 0.5 : 0.9,
    doubt: unread ? words.doubt.language : null,
  };
}
