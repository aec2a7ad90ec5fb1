import { z } from 'zod';
import { LANGUAGES } from '../language.ts';

/**
 * The way of what a rep writes in a mail program. `reply_tracking`: to us, and from us to the customer.
 * `own_address`: to the customer, with an address of ours beside it.
 */
export const ANSWERS_THROUGH = ['reply_tracking', 'own_address'] as const;
export type AnswersThrough = (typeof ANSWERS_THROUGH)[number];

/** What a portal's people choose on the settings page. Reply-to addresses have their own table: they need a confirmation. */
export const portalSettings = z.object({
  language: z.enum(LANGUAGES).default('en'),
  /** Off: no text of a reply goes to the AI; the rules analyst, which needs no service, reads it. */
  ai: z.boolean().default(true),
  forward: z.boolean().default(true),
  answersThrough: z.enum(ANSWERS_THROUGH).default('reply_tracking'),
  /** Outreach status follows sends, replies and opt-outs. */
  automaticStatus: z.boolean().default(true),
  tasks: z.boolean().default(true),
  /** Under each tracked email stands who sends it and how to opt out (CAN-SPAM 5(a)(5), LGPD, most laws on mail to customers). */
  optOutLine: z.boolean().default(true),
  /** The company's, as it stands there; needed before the first tracked email. */
  postalAddress: z.string().trim().max(300).default(''),
  /** Tracked emails in 24 h, cards and workflows together. */
  dailyCap: z.int().min(1).max(10_000).default(500),
  /** Gets the tasks of contacts that have no owner and no known sender. An owner's id, not a user's. */
  defaultOwnerId: z.string().regex(/^\d+$/).nullable().default(null),
  /** User ids that may change these settings; empty: everybody who can open the page. */
  editors: z.array(z.string().regex(/^\d+$/)).max(100).default([]),
});
export type PortalSettings = z.infer<typeof portalSettings>;

/** Stored settings with today's defaults for what they lack; a value that no longer fits falls back alone. */
export function readSettings(stored: unknown): PortalSettings {
  const whole = portalSettings.safeParse(stored);
  if (whole.success) return whole.data;
  const bad = new Set(whole.error.issues.map((issue) => issue.path[0]));
  const entries = stored && typeof stored === 'object' ? Object.entries(stored) : [];
  return portalSettings.parse(Object.fromEntries(entries.filter(([name]) => !bad.has(name))));
}
