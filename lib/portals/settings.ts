import { z } from 'zod';
import { portalWords } from '../analysis/index.ts';
import { LANGUAGES } from '../language.ts';

/**
 * The way of what a rep writes in a mail program. `reply_tracking`: to us, and from us to the customer.
 * `own_address`: to the customer, with an address of ours beside it.
 */
export const ANSWERS_THROUGH = ['reply_tracking', 'own_address'] as const;
export type AnswersThrough = (typeof ANSWERS_THROUGH)[number];

/** The types of reply that ask for a task. */
export const TASK_TYPES = ['high_value', 'needs_handling'] as const;
export type TaskType = (typeof TASK_TYPES)[number];

const ownerId = z.string().regex(/^\d+$/).nullable().default(null);
const hour = z.int().min(0).max(24);

/** When somebody is there: days from 1 (Monday) to 7, full hours in the portal's time zone, `to` exclusive. */
export const workingHours = z
  .object({
    days: z.array(z.int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5]),
    from: hour.default(9),
    to: hour.default(18),
    /** Days like `2026-12-25` on which nobody is. */
    holidays: z.array(z.iso.date()).max(100).default([]),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be after the first hour' });
export type WorkingHours = z.infer<typeof workingHours>;

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
  /** Types that get one, where tasks are on at all. */
  taskTypes: z
    .array(z.enum(TASK_TYPES))
    .max(2)
    .default([...TASK_TYPES]),
  /** Who gets the task of a type, whoever the contact belongs to; null: the contact's owner, as ever. Owners' ids. */
  taskOwners: z.object({ high_value: ownerId, needs_handling: ownerId }).prefault({}),
  /** Until when a reply is to be answered: of high value in hours, what needs handling in working hours. */
  deadlines: z
    .object({ high_value: z.int().min(1).max(168).default(24), needs_handling: z.int().min(1).max(80).default(4) })
    .prefault({}),
  workingHours: workingHours.prefault({}),
  /** How both analysts are to take this portal's words, and which version that is; 0: none was ever saved. */
  words: portalWords.prefault({}),
  wordsVersion: z.int().min(0).default(0),
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

/** Whether a reply of this type gets a task. */
export const hasTask = ({ tasks, taskTypes }: PortalSettings, type: TaskType | 'standard' | null): boolean =>
  tasks && taskTypes.some((each) => each === type);

/** Stored settings with today's defaults for what they lack; a value that no longer fits falls back alone. */
export function readSettings(stored: unknown): PortalSettings {
  const whole = portalSettings.safeParse(stored);
  if (whole.success) return whole.data;
  const bad = new Set(whole.error.issues.map((issue) => issue.path[0]));
  const entries = stored && typeof stored === 'object' ? Object.entries(stored) : [];
  return portalSettings.parse(Object.fromEntries(entries.filter(([name]) => !bad.has(name))));
}
