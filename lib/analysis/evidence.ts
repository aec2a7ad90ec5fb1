import type { Analysis, AnalysisInput } from './schema.ts';

const foldSpace = (text: string) => text.replace(/\s+/gu, ' ').trim();

const numberPattern = /\d+(?:[.,:/]\d+)*/gu;

/** True when each number of `value` is written the same way in `source`: numbers are copied, never computed. */
export function numbersAreCopied(value: string, source: string): boolean {
  const known = new Set(source.match(numberPattern));
  return (value.match(numberPattern) ?? []).every((number) => known.has(number));
}

/**
 * Takes out of an analysis whatever does not rest on the words of the reply: a quote counts when it stands verbatim in
 * the new text, white space folded and nothing else; a value counts when its quote does and its numbers are written in
 * the quote (for an action item: in the reply or in what it answers). `dropped` counts the values taken out.
 */
export function checkEvidence(
  analysis: Analysis,
  input: Pick<AnalysisInput, 'text' | 'subject' | 'sentText'>,
): { analysis: Analysis; dropped: number } {
  const text = foldSpace(input.text);
  let dropped = 0;
  const stands = (quote: string | null | undefined): quote is string => {
    const folded = foldSpace(quote ?? '');
    return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(folded) && text.includes(folded);
  };
  const keep = (valid: boolean) => {
    if (!valid) dropped += 1;
    return valid;
  };

  const list = (values: string[], quotes: string[], numbersFrom: (quote: string) => string) => {
    const kept = values
      .map((value, index) => ({ value, quote: quotes[index] ?? '' }))
      .filter(({ value, quote }) => keep(stands(quote) && numbersAreCopied(value, numbersFrom(quote))));
    return { values: kept.map((entry) => entry.value), quotes: kept.map((entry) => entry.quote) };
  };
  const single = (value: string | null, quote: string | null) =>
    value !== null && keep(stands(quote) && numbersAreCopied(value, quote)) ? { value, quote } : nothing;

  const context = `${input.text}\n${input.subject}\n${input.sentText ?? ''}`;
  const actions = list(analysis.action_items, analysis.evidence.action_items, () => context);
  const pains = list(analysis.pain_points, analysis.evidence.pain_points, (quote) => quote);
  const usage = single(analysis.product_usage, analysis.evidence.product_usage);
  const volume = single(analysis.monthly_volume, analysis.evidence.monthly_volume);

  const absence =
    analysis.absence && keep(stands(analysis.absence.quote))
      ? {
          ...analysis.absence,
          until: keepPart(analysis.absence.until, stands, keep),
          substitute: keepPart(analysis.absence.substitute, stands, keep),
        }
      : null;
  const referral =
    analysis.referral && keep(stands(analysis.referral.quote))
      ? {
          ...analysis.referral,
          name: keepPart(analysis.referral.name, stands, keep),
          address: keepPart(analysis.referral.address, stands, keep),
        }
      : null;

  return {
    dropped,
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
      absence,
      referral,
    },
  };
}

const nothing = { value: null, quote: null };

function keepPart(
  part: string | null,
  stands: (quote: string | null) => boolean,
  keep: (valid: boolean) => boolean,
): string | null {
  return part !== null && keep(stands(part)) ? part : null;
}
