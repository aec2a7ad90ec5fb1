import { z } from 'zod';
import { portalWords } from '../../lib/analysis/portal-words.ts';
import type { Analysis } from '../../lib/analysis/schema.ts';
import type { TriedReply } from '../../lib/jobs/try-words.ts';
import type { Reason } from '../../lib/outbox/reasons.ts';
import type { AuditEntry } from '../../lib/portals/audit.ts';
import { ANSWERS_THROUGH, type PortalSettings, portalSettings } from '../../lib/portals/settings.ts';
import type { UserSettings } from '../../lib/portals/user-settings.ts';
import { clientKey } from './result.ts';

export type { PortalWords } from '../../lib/analysis/portal-words.ts';
export type { TriedReply } from '../../lib/jobs/try-words.ts';
export type { AnswersThrough, PortalSettings, TaskType } from '../../lib/portals/settings.ts';

/** GET /settings */
export type SettingsView = {
  canChange: boolean;
  portal: PortalSettings;
  /** Who saved the words of `portal` and when; null: nobody yet. */
  wordsSaved: { by: string; at: string } | null;
  /** Whether the AI reads replies here, and so can be asked to try words. */
  aiReads: boolean;
  /** The caller's own. */
  user: UserSettings;
  forwardAddresses: { portal: ForwardAddressState; user: ForwardAddressState };
  /** Where a forward to this user goes as things stand. */
  forwardsTo: string | null;
  /** HubSpot's owners, for naming editors and the default owner; empty while HubSpot cannot be asked. */
  owners: { ownerId: string; userId: string; name: string }[];
};
/** A forward address counts once its confirmation link was opened. */
export type ForwardAddressState = {
  address: string | null;
  state: 'none' | 'pending' | 'confirmed';
  requestedAt: string | null;
};

/** Only what was given: `partial()` alone would fill in the defaults of the rest and so undo other people's choices. */
const changeable = portalSettings.omit({ words: true, wordsVersion: true }).partial().strict();
const givenSettings = z.record(z.string(), z.unknown()).transform((given, context): Partial<PortalSettings> => {
  const checked = changeable.safeParse(given);
  if (checked.success) {
    return Object.fromEntries(Object.entries(checked.data).filter(([name]) => name in given));
  }
  for (const { path, message } of checked.error.issues) context.addIssue({ code: 'custom', path: [...path], message });
  return z.NEVER;
});
/** POST /settings — only what changes. */
export const settingsInput = z.object({ key: clientKey, settings: givenSettings });
/** POST /settings/words — all of them, as a next version; analyses from now on are made with it. */
export const wordsInput = z.object({ key: clientKey, words: portalWords });
/** POST /settings/words/try — nothing is stored. `withAi`: a few replies by the AI instead of many by the rules. */
export const tryWordsInput = z.object({ key: clientKey, words: portalWords, withAi: z.boolean().default(false) });
/** `compared` of at most `most` replies were read in time; `changed` are those of them that would be different. */
export type TriedWords = { by: 'rules' | 'ai'; most: number; compared: number; changed: TriedReply[] };
/** POST /settings/user — only what changes; `answersThrough` null: as the account has it. */
export const userSettingsInput = z.object({
  key: clientKey,
  answersThrough: z.enum(ANSWERS_THROUGH).nullable().optional(),
  signature: z.string().trim().max(2_000).optional(),
});
/** POST /settings/forward-address — null removes the address. */
export const forwardAddressInput = z.object({
  key: clientKey,
  scope: z.enum(['portal', 'user']),
  address: z.email().max(254).nullable(),
});

/** GET /settings/audit — who changed what, the newest first; `before` is the last page's `next`. */
export const auditQuery = z.object({ before: z.string().max(500).optional() });
type Dated<Entry> = Entry extends unknown ? Omit<Entry, 'at'> & { at: string } : never;
export type AuditItem = Dated<AuditEntry>;
export type AuditView = { entries: AuditItem[]; next: string | null };

export type HealthPart = 'connection' | 'scopes' | 'properties' | 'mail_domain' | 'forward_target' | 'ai';
export type HealthProblem =
  | 'unreachable'
  | 'paused'
  | 'scopes_missing'
  | 'not_in_plan'
  | 'properties_taken'
  | 'properties_not_made'
  | 'properties_no_room'
  | 'mx_missing'
  | 'never_log'
  | 'sender_not_authenticated'
  | 'sender_unchecked'
  | 'mails_failed'
  | 'forward_off'
  | 'nobody'
  | 'ai_off'
  | 'ai_not_configured';
/** GET /health */
export type HealthView = { checks: HealthCheck[] };
export type HealthCheck = {
  name: HealthPart;
  state: 'ok' | 'warning' | 'error';
  problem: HealthProblem | null;
  /** What the problem is about, e.g. the scopes that are missing; or, where all is well, the forward address. */
  names: string[];
};

/** POST /test-reply — a reply of a contact of its own, written by us, takes the whole way; nothing of it stays. */
export type TestReplyStep = 'received' | 'placed' | 'forwarded' | 'analyzed' | 'written';
/** GET /test-reply/:testId */
export type TestReplyView = {
  testId: string;
  steps: { step: TestReplyStep; state: 'waiting' | 'done' | 'skipped' | 'failed'; reason: Reason | null }[];
};

/** POST /analysis/try — nothing is stored. */
export const tryAnalysisInput = z.object({ key: clientKey, text: z.string().trim().min(1).max(10_000) });
export type TriedAnalysis = { analysis: Analysis; analyst: string };
