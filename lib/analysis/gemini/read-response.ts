import type { GenerateContentResponse } from '@google/generative-ai';
import { z } from 'zod';
import { plainText } from '../plain-text.ts';
import { type Analysis, kinds, limits, productInterests, responseTypes, sentiments } from '../schema.ts';
import { AnalystError, retryLater, speakByRules } from './errors.ts';

const blockedReasons = new Set(['SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'LANGUAGE']);

/**
 * The analysis in a model's response. Reasons to stop are read before the text: a blocked or cut answer may hold JSON
 * that parses. Throws an AnalystError.
 */
export function readResponse(response: GenerateContentResponse): Analysis {
  const blockReason = response.promptFeedback?.blockReason;
  if (blockReason) throw new AnalystError('blocked', `Gemini blocked the prompt (${label(blockReason)})`, speakByRules);
  const candidate = response.candidates?.[0];
  if (!candidate) throw new AnalystError('transient', 'Gemini answered without a candidate', retryLater);
  const reason = candidate.finishReason ?? 'STOP';
  if (blockedReasons.has(reason)) throw new AnalystError('blocked', `Gemini stopped (${label(reason)})`, speakByRules);
  if (reason !== 'STOP') throw new AnalystError('transient', `Gemini stopped early (${label(reason)})`, retryLater);
  const text = (candidate.content?.parts ?? []).map((part) => part.text ?? '').join('');
  return toAnalysis(parseJson(text));
}

/** Names come from the service; what is not one is not repeated. */
const label = (name: string) => (/^[A-Z_]{1,40}$/u.test(name) ? name : 'unnamed reason');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AnalystError('transient', 'Gemini answered with something other than JSON', retryLater, {
      cause: jsonFault(cause),
    });
  }
}

/** A SyntaxError quotes the text that it stumbled on, which may be the customer's. */
const jsonFault = (cause: unknown) => (cause instanceof Error ? cause.name : 'unknown');

const orNull = (max: number) =>
  z
    .string()
    .nullish()
    .transform((value) => (value ? plainText(value, max) || null : null));
const quote = z.string().transform((value) => value.slice(0, limits.quote));
const quoteOrNull = quote.nullish().transform((value) => value ?? null);
const list = (max: number) =>
  z
    .array(z.string())
    .nullish()
    .transform((values) => (values ?? []).slice(0, limits.items).map((value) => plainText(value, max)));
const quotes = z
  .array(quote)
  .nullish()
  .transform((values) => values ?? []);

// Unknown keys fall away, long strings are cut; an unknown value of an enumeration is refused, since nobody can tell
// what was meant.
const analysisJson = z.object({
  kind: z.enum(kinds),
  response_type: z.enum(responseTypes).nullish(),
  key_insights: z.string().transform((value) => plainText(value, limits.insights)),
  sentiment: z.enum(sentiments),
  opportunity_score: z.number().min(1).max(5).transform(Math.round),
  follow_up_needed: z.boolean(),
  product_interest: z.enum(productInterests),
  action_items: list(limits.item),
  product_usage: orNull(limits.value),
  monthly_volume: orNull(limits.value),
  pain_points: list(limits.value),
  evidence: z.object({
    action_items: quotes,
    product_usage: quoteOrNull,
    monthly_volume: quoteOrNull,
    pain_points: quotes,
  }),
  confidence: z
    .number()
    .nullish()
    .transform((value) => Math.min(1, Math.max(0, value ?? 0.5))),
  doubt: orNull(limits.doubt),
  absence: z
    .object({ until: orNull(limits.item), substitute: orNull(limits.item), quote })
    .nullish()
    .transform((value) => value ?? null),
  referral: z
    .object({ name: orNull(limits.item), address: orNull(limits.item), quote })
    .nullish()
    .transform((value) => value ?? null),
});

function toAnalysis(value: unknown): Analysis {
  const parsed = analysisJson.safeParse(value);
  if (!parsed.success) {
    const paths = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole'))].join(', ');
    throw new AnalystError('transient', `Gemini's answer does not fit the schema at ${paths}`, retryLater);
  }
  const person = parsed.data.kind === 'human' || parsed.data.kind === 'unsubscribe';
  const type = parsed.data.kind === 'unsubscribe' ? 'needs_handling' : (parsed.data.response_type ?? 'standard');
  return { ...parsed.data, response_type: person ? type : null, flags: [] };
}
