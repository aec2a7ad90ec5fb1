import { z } from 'zod';
import type { Language } from '../language.ts';
import type { PortalWords } from './portal-words.ts';

export const kinds = ['human', 'auto_reply', 'out_of_office', 'bounce', 'unsubscribe'] as const;
/** What a person wrote: a reply like any other, or one that asks for no more mail. */
export const saysPerson = (kind: (typeof kinds)[number]): boolean => kind === 'human' || kind === 'unsubscribe';

export const responseTypes = ['standard', 'high_value', 'needs_handling'] as const;
export const sentiments = ['positive', 'neutral', 'negative'] as const;
export const productInterests = ['none', 'mentioned', 'interested', 'very_interested'] as const;

/** Longest texts that an analysis may carry, in characters. Quotes are cut out of the reply and may be longer. */
export const limits = { insights: 600, item: 200, value: 300, quote: 1000, doubt: 300, items: 5 } as const;

/**
 * What one reply says. `evidence.action_items` and `evidence.pain_points` run parallel to their lists; every quote
 * stands verbatim (white space folded) in the new text of the reply.
 */
export const analysisSchema = z.object({
  kind: z.enum(kinds),
  response_type: z.enum(responseTypes).nullable(),
  key_insights: z.string().max(limits.insights),
  sentiment: z.enum(sentiments),
  opportunity_score: z.int().min(1).max(5),
  follow_up_needed: z.boolean(),
  product_interest: z.enum(productInterests),
  action_items: z.array(z.string().max(limits.item)).max(limits.items),
  product_usage: z.string().max(limits.value).nullable(),
  monthly_volume: z.string().max(limits.value).nullable(),
  pain_points: z.array(z.string().max(limits.value)).max(limits.items),
  evidence: z.object({
    action_items: z.array(z.string().max(limits.quote)),
    product_usage: z.string().max(limits.quote).nullable(),
    monthly_volume: z.string().max(limits.quote).nullable(),
    pain_points: z.array(z.string().max(limits.quote)),
  }),
  confidence: z.number().min(0).max(1),
  doubt: z.string().max(limits.doubt).nullable(),
  absence: z
    .object({
      until: z.string().max(limits.item).nullable(),
      substitute: z.string().max(limits.item).nullable(),
      quote: z.string().max(limits.quote),
    })
    .nullable(),
  referral: z
    .object({
      name: z.string().max(limits.item).nullable(),
      address: z.string().max(limits.item).nullable(),
      quote: z.string().max(limits.quote),
    })
    .nullable(),
  /** When they want to hear from us again: their words, and the day that these name. */
  later: z
    .object({ when: z.string().max(limits.value), day: z.iso.date(), quote: z.string().max(limits.value) })
    .nullable()
    .optional(),
  flags: z.array(z.enum(['instructions_to_software', 'hidden_text', 'lowered'])),
});

export type Analysis = z.infer<typeof analysisSchema>;

/** `at` is an ISO 8601 time; `history` runs from the oldest to the newest message and leaves out the reply itself. */
export type HistoryMessage = { direction: 'incoming' | 'outgoing'; text: string; at: string };

export type AnalysisInput = {
  /** The new text of the reply, without quotes and signature. Evidence is looked for here and nowhere else. */
  text: string;
  subject: string;
  /** The mail that was answered. */
  sentText: string | null;
  history: HistoryMessage[];
  /** The language of summary and items; quotes stay in the reply's own. */
  language: Language;
  /** Text that the mail's HTML hides from its reader: never analyzed, only searched for instructions. */
  hiddenText?: string;
  /** The customer. */
  senderName?: string;
  /** The person of ours whose mail was answered. */
  repName?: string;
  /** What we sell or who we are, as far as it is known. */
  product?: string;
  /** The day on which the reply arrived, in the account's time zone: `2026-11-26`. */
  receivedOn?: string;
  attachmentNames?: string[];
  /** `call` and `meeting` are a rep's notes in the third person; anything else is the customer's own text. */
  channel?: string;
  /** What the portal's own words mean. */
  words?: PortalWords;
};

export type AnalystResult = {
  analysis: Analysis;
  /** `rules` or `gemini:<model>`. */
  analyst: string;
  promptVersion: string;
  tokensIn?: number;
  tokensOut?: number;
  costUsd?: number;
  /** How many values had no evidence in the reply and were taken out. */
  dropped: number;
};

export type Analyst = (input: AnalysisInput, options?: { signal?: AbortSignal }) => Promise<AnalystResult>;
