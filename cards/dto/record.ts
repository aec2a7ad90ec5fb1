import { z } from 'zod';
import type { WaitingReply } from './home.ts';
import { type TimelineMessage, timelineFilters } from './timeline.ts';

/** Records beside contacts that the cards stand on. */
export const recordObjects = ['companies', 'deals', 'tickets'] as const;

/** GET /records/:object/:recordId/waiting — who of its contacts waits for an answer. */
export type RecordSummary = {
  /** False: the account has not granted that we see who belongs to such a record. */
  granted: boolean;
  waiting: WaitingReply[];
  waitingTotal: number;
  latest: RecordMessage | null;
  contactUrl: string;
};

/** GET /records/:object/:recordId/timeline?cursor=… — the messages of its contacts. */
export const recordTimelineQuery = z.object({
  cursor: z.string().max(200).optional(),
  filter: z.enum(timelineFilters).optional(),
});
export type RecordTimeline = {
  granted: boolean;
  messages: RecordMessage[];
  nextCursor: string | null;
  total: number;
  contactUrl: string;
};

export type RecordMessage = TimelineMessage & { hubspotId: string; contactName: string };
