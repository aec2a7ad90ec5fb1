import { z } from 'zod';
import { TOKEN_DAYS } from '../lib/conversations/reply-tokens.ts';
import type { SendOutcome } from '../lib/conversations/tracked-emails.ts';

const ownerId = z
  .union([z.literal(''), z.string().regex(/^\d+$/)])
  .nullish()
  .transform((id) => id || null);
/** HubSpot's call of an action ("Custom workflow actions"); numbers come as text. */
export const actionCall = z.object({
  callbackId: z.string().min(1).max(200),
  origin: z.object({ portalId: z.number().int().positive() }),
  /** `TEST`: somebody tries the action in the workflow editor; nothing of it may leave. */
  context: z
    .object({ source: z.enum(['WORKFLOWS', 'TEST', 'AGENTS']) })
    .default({ source: 'WORKFLOWS' })
    .catch({ source: 'WORKFLOWS' }),
  object: z.object({
    objectId: z.union([z.string(), z.number()]).transform(String),
    objectType: z.literal('CONTACT'),
    properties: z.record(z.string(), z.string().nullable()).nullish(),
  }),
  inputFields: z.record(z.string(), z.unknown()),
});
export const sendInputs = z.object({
  subject: z.string().trim().min(1, 'Give a subject.').max(500),
  body: z.string().trim().min(1, 'Give a text.').max(50_000),
  sender: ownerId,
});
export const addressInputs = z.object({ sender: ownerId });
export const waitInputs = z.object({
  days: z.coerce
    .number()
    .int()
    .min(1, 'Wait a day at least.')
    .max(TOKEN_DAYS, `A reply address lives ${TOKEN_DAYS} days.`),
});

export type ActionCall = z.infer<typeof actionCall>;
export type ActionResult = { outputFields: Record<string, string> };

export const succeed = (outputs: Record<string, string>): ActionResult => ({
  outputFields: { ...outputs, hs_execution_state: 'SUCCESS' },
});
/** HubSpot stops the contact's workflow here until the callback is completed, or this long (ISO 8601). */
export const block = (days: number): ActionResult => ({
  outputFields: { hs_execution_state: 'BLOCK', hs_expiration_duration: `P${days}D` },
});
/** What a try in the editor says. */
export const tried = (outputs: Record<string, string> = {}): ActionResult =>
  succeed({ ...outputs, reason: 'Test run: nothing was sent or written.' });
export const fail = (reason: string): ActionResult => ({
  outputFields: { hs_execution_state: 'FAIL_CONTINUE', reason },
});

/** The action's output options: what a workflow branches on. */
export const OUTCOMES: Record<SendOutcome['outcome'], 'queued' | 'held' | 'suppressed' | 'no_address' | 'capped'> = {
  queued: 'queued',
  held: 'held',
  opted_out: 'suppressed',
  suppressed: 'suppressed',
  dead_address: 'suppressed',
  no_address: 'no_address',
  capped: 'capped',
};
