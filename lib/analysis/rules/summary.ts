import { plainText } from '../plain-text.ts';
import { limits } from '../schema.ts';
import { wordsOf } from './body.ts';
import type { Verdict } from './decide.ts';
import type { Reading, ReadSentence } from './reading.ts';
import type { Sign, Signs } from './signs.ts';
import { type Quoted, sentenceQuote } from './values.ts';
import type { Wording } from './wording.ts';

type Findings = { verdict: Verdict; signs: Signs; usage: Quoted | null; volume: Quoted | null; referred: boolean };

const quoteLength = 160;

/** At most three sentences: what it is about in the account's language, with the decisive words as they were written. */
export function summarize(
  reading: Reading,
  body: readonly ReadSentence[],
  findings: Findings,
  words: Wording['insight'],
): string {
  const quoted = (template: string, sentence: ReadSentence | undefined) =>
    template.replace('{quote}', () =>
      sentence ? `“${plainText(sentenceQuote(reading, sentence), quoteLength)}”` : '',
    );
  const { verdict, signs, usage, volume } = findings;
  const parts: string[] = [];
  if (verdict.response_type === 'needs_handling') {
    const sign = strongest([...signs.trouble, ...signs.weakTrouble]);
    parts.push(quoted(sign ? words[labelOf(sign)] : words.neutral, sign?.sentence ?? body[0]));
    if (verdict.mixed && signs.buying[0]) parts.push(quoted(words.mixed, signs.buying[0].sentence));
  } else if (verdict.response_type === 'high_value') {
    const sign = signs.buying[0] ?? signs.meeting[0];
    parts.push(sign ? quoted(words.high_value, sign.sentence) : words.accepted);
  } else if (signs.refusal.length > 0) parts.push(words.refusal);
  else if (verdict.product_interest === 'interested')
    parts.push(signs.info[0] ? quoted(words.interested, signs.info[0].sentence) : words.accepted);
  else if (findings.referred) parts.push(words.wrong_person);
  else if (signs.defer.length > 0) parts.push(words.defer);
  else if (verdict.sentiment === 'positive' && signs.praise[0])
    parts.push(quoted(words.praise, signs.praise[0].sentence));
  else if (body.length <= 1 && !verdict.follow_up_needed) parts.push(words.thanks);
  else parts.push(quoted(words.neutral, body.find((sentence) => wordsOf(reading, sentence) > 2) ?? body[0]));
  if (volume) parts.push(words.volume.replace('{quote}', () => `“${plainText(volume.quote, quoteLength)}”`));
  else if (usage) parts.push(words.usage.replace('{quote}', () => `“${plainText(usage.quote, quoteLength)}”`));
  return plainText(parts.slice(0, 3).join(' '), limits.insights);
}

const order = ['legal', 'leaving', 'dispute', 'fault', 'anger', 'sarcasm', 'fault_weak'];

const strongest = (signs: readonly Sign[]): Sign | undefined =>
  signs.toSorted((a, b) => order.indexOf(a.concept) - order.indexOf(b.concept))[0];

const labelOf = ({ concept }: Sign): 'legal' | 'leaving' | 'dispute' | 'trouble' =>
  concept === 'legal' || concept === 'leaving' || concept === 'dispute' ? concept : 'trouble';
