import { z } from 'zod';
import type { AttentionItem } from './home.ts';
import { clientKey, moment, recordId } from './result.ts';
import type { OutreachStatus } from './status.ts';
import type { Suggestion } from './suggestions.ts';
import { type ActionItem, maxText, type ResponseType, type TimelineMessage } from './timeline.ts';

/** GET /contacts/:hubspotId/summary — what the sidebar card shows. */
export type ContactSummary = {
  /** The operator lets nothing leave for the account. */
  paused: boolean;
  hubspotId: string;
  name: string;
  status: OutreachStatus;
  statusChangedAt: string | null;
  /** The oldest human reply that nobody has answered. */
  waiting: Waiting | null;
  replyCount: number;
  /** The newest reply of the customer, whatever the channel. */
  latestReply: TimelineMessage | null;
  /** Replies of whose senders nothing is proven, for a person to say whose they are. The newest first. */
  unidentified: TimelineMessage[];
  /** What is still to do for them, of all their replies. */
  openItems: ActionItem[];
  /** What their newest replies suggest. */
  suggestions: Suggestion[];
  attention: AttentionItem[];
};

export type Waiting = {
  since: string;
  /** When the task of this reply falls due; null where its type asks for none. */
  dueAt: string | null;
  overdue: boolean;
  responseType: ResponseType | null;
  /** It rests until then. */
  snoozedUntil: string | null;
  /** The name of whoever takes care of it in place of the contact's owner. */
  handedTo: string | null;
};

/** POST /contacts/:hubspotId/snooze — null: it is back now. */
export const snoozeInput = z.object({ key: clientKey, until: moment.nullable() });
/** POST /contacts/:hubspotId/hand-over */
export const handOverInput = z.object({ key: clientKey, ownerId: recordId });
/** GET /owners */
export type OwnerList = { owners: { ownerId: string; name: string }[] };

/** POST /contacts/:hubspotId/email */
export const sendInput = z.object({
  key: clientKey,
  subject: z.string().trim().min(1).max(500),
  text: z.string().trim().min(1).max(maxText),
  /** Continue this message's thread; otherwise the subject decides. */
  answeredMessageId: z.uuid().nullable().default(null),
  /** Of an answer: mailboxes separated by commas. */
  cc: z.string().max(3_000).default(''),
  /** Of an answer: with what it answers below. */
  quote: z.boolean().default(true),
  /** Of an answer: null sends it now. */
  sendAt: moment.nullable().default(null),
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
