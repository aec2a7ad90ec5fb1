import { z } from 'zod';
import { clientKey } from './answer.ts';

export const outreachStatuses = [
  'not_contacted',
  'contacted',
  'replied',
  'interested',
  'converted',
  'not_interested',
  'unsubscribed',
] as const;
export type OutreachStatus = (typeof outreachStatuses)[number];

/** POST /contacts/:contactId/status */
export const statusInput = z.object({ key: clientKey, status: z.enum(outreachStatuses) });
