import { READ } from './limits.ts';
import { numbersAreCopied, numbersHold } from './numbers.ts';
import { type Analysis, type AnalysisInput, limits } from './schema.ts';
import { findQuote, foldTypography } from './typography.ts';

/**
 * Takes out of an analysis whatever does not rest on the words of the reply. A quote counts when its words stand whole in
 * the new text, whatever their typography; what is kept are the reply's own words, white space folded. A value counts when
 * its quote does and its numbers are written in the quote (for an action item: in the reply or in what it answers), in
 * any way of writing them; a volume is a copy. `dropped` counts the values taken out. Reads `READ.text` characters.
 */
export function checkEvidence(
  analysis: Analysis,
  input: Pick<AnalysisInput, 'text' | 'subject' | 'sentText'>,
): { analysis: Analysis; dropped: number } {
  const text = foldTypography(input.text.slice(0, READ.text));
  const context = `${text.text}\n${input.subject.slice(0, READ.line)}\n${(input.sentText ?? '').slice(0, READ.sentText)}`;
  let dropped = 0;
  const drop = () => {
    dropped += 1;
    return null;
  };
  const wordsOf = (quote: string | null | undefined): string | null => {
    const found = quote ? findQuote(text, quote) : null;
    if (found === null) return null;
    const words = foldSpace(text.text.slice(found.start, found.end));
    return words.length <= limits.quote ? words : null;
  };
  /** The value with the words that it rests on, or null. */
  const pair = (value: string, quote: string | null | undefined, holds: (words: string) => boolean) => {
    const words = wordsOf(quote);
    return words !== null && holds(words) ? { value, quote: words } : drop();
  };
  const list = (values: string[], quotes: string[], holds: (value: string, words: string) => boolean) => {
    const kept = values.flatMap((value, index) => pair(value, quotes[index], (words) => holds(value, words)) ?? []);
    return { values: kept.map((entry) => entry.value), quotes: kept.map((entry) => entry.quote) };
  };
  const single = (value: string | null, quote: string | null, holds: (value: string, words: string) => boolean) =>
    (value === null ? null : pair(value, quote, (words) => holds(value, words))) ?? { value: null, quote: null };
  const part = (value: string | null) => (value === null ? null : (wordsOf(value)?.slice(0, limits.item) ?? drop()));
  const fromQuote = (value: string, words: string) => numbersHold(value, words, words);

  const actions = list(analysis.action_items, analysis.evidence.action_items, (value, words) =>
    numbersHold(value, words, context),
  );
  const pains = list(analysis.pain_points, analysis.evidence.pain_points, fromQuote);
  const usage = single(analysis.product_usage, analysis.evidence.product_usage, fromQuote);
  const volume = single(analysis.monthly_volume, analysis.evidence.monthly_volume, numbersAreCopied);
  const { absence, referral } = analysis;
  const away = absence === null ? null : (wordsOf(absence.quote) ?? drop());
  const other = referral === null ? null : (wordsOf(referral.quote) ?? drop());

  return {
    analysis: {
      ...analysis,
      action_items: actions.values,
      pain_points: pains.values,
      product_usage: usage.value,
      monthly_volume: volume.value,
      evidence: {
        action_items: actions.quotes,
        pain_points: pains.quotes,
        product_usage: usage.quote,
        monthly_volume: volume.quote,
      },
      absence:
        absence && away ? { until: part(absence.until), substitute: part(absence.substitute), quote: away } : null,
      referral: referral && other ? { name: part(referral.name), address: part(referral.address), quote: other } : null,
    },
    dropped,
  };
}

const foldSpace = (text: string) => text.replace(/\s+/gu, ' ').trim();
