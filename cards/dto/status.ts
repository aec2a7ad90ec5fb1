import { z } from 'zod';
import { OUTREACH_STATUSES } from '../../lib/conversations/contacts.ts';
import { clientKey } from './result.ts';

export type { OutreachStatus } from '../../lib/conversations/contacts.ts';

/** POST /contacts/:hubspotId/status */
export const statusInput = z.object({ key: clientKey, status: z.enum(OUTREACH_STATUSES) });
