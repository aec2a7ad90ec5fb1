import { z } from 'zod';
import { type Analysis, outputLanguages } from '../../lib/analysis/schema.ts';
import { clientKey, hubspotId } from './answer.ts';

export const settingsChangers = ['everyone', 'admins'] as const;

/** What an account decides for everyone in it. */
export const portalSettings = z.object({
  language: z.enum(outputLanguages),
  analysis: z.boolean(),
  forward: z.boolean(),
  keepAnswersTracked: z.boolean(),
  automaticStatus: z.boolean(),
  tasks: z.boolean(),
  changers: z.enum(settingsChangers),
});
export type PortalSettings = z.infer<typeof portalSettings>;

/** GET /settings */
export type SettingsView = {
  canChange: boolean;
  portal: PortalSettings;
  replyTo: { portal: ReplyToState; user: ReplyToState };
  /** Where a forward to this user goes as things stand. */
  forwardsTo: string | null;
};
/** A custom forward target counts once its confirmation link was opened. */
export type ReplyToState = {
  address: string | null;
  state: 'none' | 'pending' | 'confirmed';
  requestedAt: string | null;
};

/** POST /settings — only what changes. */
export const settingsInput = z.object({ key: clientKey, settings: portalSettings.partial() });
/** POST /settings/reply-to — null takes the custom address away. */
export const replyToInput = z.object({
  key: clientKey,
  scope: z.enum(['portal', 'user']),
  address: z.email().max(254).nullable(),
});

export const healthChecks = ['connection', 'scopes', 'properties', 'mail_domain', 'forward_target', 'ai'] as const;
/** GET /health */
export type HealthView = { checks: HealthCheck[] };
export type HealthCheck = {
  name: (typeof healthChecks)[number];
  state: 'ok' | 'warning' | 'error';
  /** Names what is missing, e.g. the scopes; null where all is well. */
  detail: string | null;
};

/** POST /test-reply — a reply of this contact, written by us, takes the whole way. */
export const testReplyInput = z.object({ key: clientKey, contactId: hubspotId });
export const testReplySteps = ['received', 'placed', 'forwarded', 'analyzed', 'written'] as const;
/** GET /test-reply/:testId */
export type TestReplyView = {
  testId: string;
  steps: {
    step: (typeof testReplySteps)[number];
    state: 'waiting' | 'done' | 'skipped' | 'failed';
    reason: string | null;
  }[];
};

/** POST /analysis/try — nothing is stored. */
export const tryAnalysisInput = z.object({ key: clientKey, text: z.string().trim().min(1).max(10_000) });
export type TriedAnalysis = { analysis: Analysis; analyst: string };
