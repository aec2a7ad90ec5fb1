import { z } from 'zod';
import { plainText } from '../plain-text.ts';
import { type Analysis, kinds, limits, productInterests, responseTypes, saysPerson, sentiments } from '../schema.ts';
import { AnalystError, speakByRules } from './errors.ts';

// What is nearly right is put right here, since asking again costs a call and brings the same: unknown keys fall away,
// long strings are cut, "High value" is high_value, "4/5" is 4, a list entry of another shape is left out. What nobody
// can tell is refused: an unknown value of an enumeration, a score off the scale.
const named = <T extends string>(values: readonly T[]) =>
  z.preprocess(
    (value) =>
      typeof value === 'string'
        ? value
            .trim()
            .toLowerCase()
            .replace(/[\s-]+/gu, '_')
        : value,
    z.enum(values),
  );
const number = (schema: z.ZodNumber) =>
  z.preprocess((value) => {
    const written = typeof value === 'string' ? /^\s*(\d+(?:\.\d+)?)\s*(?:\/\s*\d+)?\s*$/u.exec(value)?.[1] : undefined;
    return written === undefined ? value : Number(written);
  }, schema);
const yesOrNo = z.preprocess((value) => {
  const written = typeof value === 'string' ? value.trim().toLowerCase() : value;
  return written === 'true' ? true : written === 'false' ? false : written;
}, z.boolean());

const isNothing = (value: string) => /^\s*(?:null|none|n\/a|-*)\s*$/iu.test(value);
const textOrNull = (max: number) =>
  z
    .string()
    .nullish()
    .transform((value) => (value && !isNothing(value) ? plainText(value, max) || null : null));
const quote = z
  .string()
  .nullish()
  .transform((value) => value?.slice(0, limits.quote) ?? '');

type Pair = { value: string; quote: string };

/** One thing with its quote, `{quote, [name]}`. Null: nothing there, or nothing that can be read. */
const pair = (name: string, max: number) =>
  z
    .looseObject({ quote })
    .nullish()
    .transform((entry): Pair | null => {
      const value = entry?.[name];
      if (!entry || typeof value !== 'string' || isNothing(value)) return null;
      return { value: plainText(value, max), quote: entry.quote };
    })
    .catch(null);
const pairs = (name: string, max: number) =>
  z
    .array(pair(name, max))
    .nullish()
    .transform((entries) => (entries ?? []).filter((entry) => entry !== null).slice(0, limits.items));

const answer = z.object({
  action_items: pairs('do', limits.item),
  pain_points: pairs('problem', limits.value),
  product_usage: pair('usage', limits.value),
  monthly_volume: pair('amount', limits.value),
  absence: z
    .object({ quote, until: textOrNull(limits.item), substitute: textOrNull(limits.item) })
    .nullish()
    .catch(null),
  referral: z
    .object({ quote, name: textOrNull(limits.item), address: textOrNull(limits.item) })
    .nullish()
    .catch(null),
  kind: named(kinds),
  response_type: named(responseTypes).nullish(),
  sentiment: named(sentiments),
  product_interest: named(productInterests),
  opportunity_score: number(z.number().min(1).max(5)).transform(Math.round),
  follow_up_needed: yesOrNo,
  key_insights: z.string().transform((value) => plainText(value, limits.insights)),
  doubt: textOrNull(limits.doubt),
  confidence: number(z.number())
    .nullish()
    .transform((value) => Math.min(1, Math.max(0, value ?? 0.5))),
});

/** A model's answer in the shape that is stored. Throws an AnalystError that names fields and nothing of the mail. */
export function readFields(value: unknown): Analysis {
  const parsed = answer.safeParse(withQuotesInside(value));
  if (!parsed.success) {
    const paths = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole'))].join(', ');
    throw new AnalystError('unusable', `Gemini's answer does not fit the schema at ${paths}`, speakByRules);
  }
  const { action_items, pain_points, product_usage, monthly_volume, absence, referral, ...rest } = parsed.data;
  const person = saysPerson(rest.kind);
  const type = rest.kind === 'unsubscribe' ? 'needs_handling' : (rest.response_type ?? 'standard');
  return {
    ...rest,
    response_type: person ? type : null,
    action_items: action_items.map((entry) => entry.value),
    product_usage: product_usage?.value ?? null,
    monthly_volume: monthly_volume?.value ?? null,
    pain_points: pain_points.map((entry) => entry.value),
    evidence: {
      action_items: action_items.map((entry) => entry.quote),
      product_usage: product_usage?.quote ?? null,
      monthly_volume: monthly_volume?.quote ?? null,
      pain_points: pain_points.map((entry) => entry.quote),
    },
    absence: absence ?? null,
    referral: referral ?? null,
    flags: [],
  };
}

const nameOfValue = { action_items: 'do', pain_points: 'problem', product_usage: 'usage', monthly_volume: 'amount' };

/** An answer in the shape that is stored and printed everywhere, values here and `evidence` there, in the shape asked for. */
function withQuotesInside(value: unknown): unknown {
  if (!isRecord(value) || !isRecord(value.evidence)) return value;
  const { evidence } = value;
  const join = (entry: unknown, quote: unknown, name: string) =>
    typeof entry === 'string' ? { quote, [name]: entry } : entry;
  const joined = Object.entries(nameOfValue).map(([field, name]) => {
    const [values, quotes] = [value[field], evidence[field]];
    if (!Array.isArray(values)) return [field, join(values, quotes, name)];
    return [field, values.map((entry, index) => join(entry, Array.isArray(quotes) ? quotes[index] : null, name))];
  });
  return { ...value, ...Object.fromEntries(joined) };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
