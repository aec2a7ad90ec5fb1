import { z } from 'zod';
import type { AttentionItem } from './home.ts';
import { clientKey } from './result.ts';
import type { OutreachStatus } from './status.ts';
import { maxText, type ResponseType, type TimelineMessage } from './timeline.ts';

/** GET /contacts/:hubspotId/summary — what the sidebar card shows. */
export type ContactSummary = {
  hubspotId: string;
  name: string;
  status: OutreachStatus;
  statusChangedAt: string | null;
  /** The oldest human reply that nobody has answered. */
  waiting: Waiting | null;
  replyCount: number;
  /** The newest reply of the customer, whatever the channel. */
  latestReply: TimelineMessage | null;
  attention: AttentionItem[];
};

export type Waiting = {
  since: string;
  /** When the task of this reply falls due; null where its type asks for none. */
  dueAt: string | null;
  overdue: boolean;
  responseType: ResponseType | null;
};

/** POST /contacts/:hubspotId/email */
export const sendInput = z.object({
  key: clientKey,
  subject: z.string().trim().min(1).max(500),
  text: z.string().trim().min(1).max(maxText),
  /** Continue this message's thread; otherwise the subject decides. */
  answeredMessageId: z.uuid().nullable().default(null),
});
export type Sent = { message: TimelineMessage };

/** GET /contacts/:hubspotId/reply-address */
export type ReplyAddress = {
  state: 'none' | 'active' | 'expired';
  address: string | null;
  createdAt: string | null;
  expiresAt: string | null;
  /** Older addresses of this contact that still take replies. */
  olderActive: number;
};
