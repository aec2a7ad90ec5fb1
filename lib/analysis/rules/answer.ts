import type { Analysis } from '../schema.ts';
import { type Task, wordItems } from './actions.ts';
import { blankAnalysis } from './blank-analysis.ts';
import { doubtOf } from './doubt.ts';
import { findPains } from './pains.ts';
import type { ReadReply } from './read-reply.ts';
import { has } from './reading.ts';
import type { Settled } from './settled.ts';
import { collectSigns } from './signs.ts';
import { summarize } from './summary.ts';
import { wordingOf } from './wording.ts';

/** The answer of a person who has something to say to us. */
export function analyzeAnswer(reply: ReadReply, settled: Settled): Analysis {
  const { input, reading, body, signs, usage, volume, referred } = reply;
  const { verdict } = settled;
  const words = wordingOf(input.language);
  const tasks = [...reply.tasks];
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
    ...doubtOf(reply, settled, words.doubt),
  };
}

/** A demand to be left alone: nothing else in the reply matters, and only anger colours it. */
export function analyzeOptOut({ input, reading, body }: ReadReply): Analysis {
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
