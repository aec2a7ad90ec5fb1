import { z } from 'zod';
import type { SendOutcome } from '../lib/conversations/tracked-emails.ts';

const ownerId = z
  .union([z.literal(''), z.string().regex(/^\d+$/)])
  .nullish()
  .transform((id) => id || null);
/** HubSpot's call of an action ("Custom workflow actions"); numbers come as text. */
export const actionCall = z.object({
  callbackId: z.string().min(1).max(200),
  origin: z.object({ portalId: z.number().int().positive() }),
  object: z.object({ objectId: z.union([z.string(), z.number()]).transform(String), objectType: z.literal('CONTACT') }),
  inputFields: z.record(z.string(), z.unknown()),
});
export const sendInputs = z.object({
  subject: z.string().trim().min(1, 'Give a subject.').max(500),
  body: z.string().trim().min(1, 'Give a text.').max(50_000),
  sender: ownerId,
});
export const addressInputs = z.object({ sender: ownerId });

export type ActionCall = z.infer<typeof actionCall>;
export type ActionResult = { outputFields: Record<string, string> };

export const succeed = (outputs: Record<string, string>): ActionResult => ({
  outputFields: { ...outputs, hs_execution_state: 'SUCCESS' },
});
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
