import { z } from 'zod';
import { type Analysis, limits, productInterests, responseTypes, sentiments } from '../../lib/analysis/schema.ts';
import type { Channel, Direction, MessageKind } from '../../lib/conversations/messages.ts';
import type { TimelineFilter } from '../../lib/conversations/screens/timeline.ts';
import type { MailKind, Trust } from '../../lib/mail/types.ts';

import type { Reason } from '../../lib/outbox/reasons.ts';
import { clientKey, moment, type Person, recordId } from './result.ts';
import type { OutreachStatus } from './status.ts';
import type { Suggestion } from './suggestions.ts';

export type { Channel, Direction } from '../../lib/conversations/messages.ts';
export type { TimelineFilter } from '../../lib/conversations/screens/timeline.ts';

const directions = ['incoming', 'outgoing'] as const satisfies Direction[];
const channels = ['call', 'email', 'chat', 'meeting', 'other'] as const satisfies Channel[];

/** Longest text that a person may enter, in characters. HubSpot's Note takes 65,536 of HTML. */
export const maxText = 30_000;
/** GET /messages/:messageId returns what is longer than this; the timeline shows its beginning. */
export const previewLength = 1_500;

export const timelineFilters = [
  'replies',
  'sent',
  'high_value',
  'needs_handling',
  'files',
  'waits',
] as const satisfies TimelineFilter[];

/**
 * GET /contacts/:hubspotId/timeline?cursor=… — a page stays under 100 kB of JSON. `search` looks through the newest 500
 * messages and has one page.
 */
export const timelineQuery = z.object({
  cursor: z.string().max(200).optional(),
  filter: z.enum(timelineFilters).optional(),
  search: z.string().trim().min(1).max(200).optional(),
});
export type TimelinePage = {
  contactName: string;
  messages: TimelineMessage[];
  /** Of these messages. */
  suggestions: Suggestion[];
  nextCursor: string | null;
  total: number;
  /** Replies that nobody has answered. */
  waiting: number;
};

export type TimelineMessage = {
  id: string;
  kind: MessageKind;
  direction: Direction | null;
  channel: Channel;
  author: Person;
  subject: string;
  /** The new text, without quotes and signature; its beginning where `shortened`. */
  text: string;
  shortened: boolean;
  occurredAt: string;
  /** Counts edits; an edit names the revision it changes. */
  revision: number;
  editable: boolean;
  mail: MailFacts | null;
  analysis: AnalysisView | null;
  analysisState: 'none' | 'waiting' | 'done';
  actionItems: ActionItem[];
  attachments: Attachment[];
  /** `waits`: for an answer; else why it needs none; null where nobody ever waited for one. */
  handling: Handling | null;
  change: { from: OutreachStatus; to: OutreachStatus; automatic: boolean } | null;
  /** What became of a mail of ours. */
  delivery: Delivery | null;
};

export type Handling = 'waits' | 'answered' | 'done' | 'nothing_asked' | 'unsubscribed';

export type MailFacts = {
  kind: MailKind;
  /** Not where words of it are missing: it counts once a person has confirmed or corrected its analysis. */
  fullyRead: boolean;
  absence: { until: string | null; substitute: string | null } | null;
  trust: Trust | null;
  authenticatedDomain: string | null;
  /** Properties, tasks and status wait until somebody accepts the sender. */
  held: boolean;
  /** It announces other bank details, the pattern of invoice fraud. */
  bankChange: boolean;
  /** A person said that the sender is nobody whom this record is about. */
  ignored: boolean;
  acceptedBy: string | null;
};

type Attachment = { filename: string; contentType: string; size: number; blocked: boolean };
export type ActionItem = {
  id: string;
  text: string;
  quote: string;
  dueAt: string | null;
  doneAt: string | null;
  /** Empty: the app did it. */
  doneBy: string | null;
};
export type Delivery = {
  /** `scheduled`: it leaves at `leavesAt`, and can be taken back until then. */
  state: 'queued' | 'scheduled' | 'held' | 'sent' | 'unknown' | 'failed' | 'taken_back';
  reason: Reason | null;
  leavesAt: string | null;
};

/** GET /messages/:messageId — under 1 MB, the limit of HubSpot's proxy. */
export type FullMessage = { message: TimelineMessage; text: string; quoted: string; signature: string; cut: boolean };

export type ResponseType = NonNullable<Analysis['response_type']>;
export type AnalysisView = {
  version: number;
  /** Who spoke last before any person: `rules` or `gemini:<model>`. */
  analyst: string;
  fields: Analysis;
  /** The analyst's own values where a person has changed them. */
  original: Partial<CorrectableFields>;
  correctedBy: string | null;
  confirmedBy: string | null;
  /** The analyst was unsure, or found instructions to software, and nobody has confirmed or corrected it yet. */
  checkWanted: boolean;
  createdAt: string;
};

const correctableFields = z.object({
  response_type: z.enum(responseTypes),
  sentiment: z.enum(sentiments),
  opportunity_score: z.int().min(1).max(5),
  follow_up_needed: z.boolean(),
  product_interest: z.enum(productInterests),
  key_insights: z.string().trim().max(limits.insights),
});
export type CorrectableFields = z.infer<typeof correctableFields>;
/** What a person may correct, as it stands. `response_type` may be missing in the analysis of a machine's mail. */
export type Correction = Omit<CorrectableFields, 'response_type'> & {
  response_type: CorrectableFields['response_type'] | null;
};

/** POST /messages/:messageId/correction — `version` is the one the person looked at. */
export const correctionInput = z.object({
  key: clientKey,
  version: z.int().positive(),
  fields: correctableFields.partial().refine((fields) => Object.keys(fields).length > 0, 'nothing to correct'),
});
/** POST /messages/:messageId/confirmation */
export const confirmAnalysisInput = z.object({ key: clientKey, version: z.int().positive() });

/** POST /contacts/:hubspotId/log — `incoming`: what the customer said; `outgoing`: our answer. */
export const logInput = z.object({
  key: clientKey,
  direction: z.enum(directions),
  channel: z.enum(channels),
  occurredAt: moment,
  subject: z.string().trim().max(500).default(''),
  text: z.string().trim().min(1).max(maxText),
});
/** POST /messages/:messageId/edit — only what was logged by hand, by anyone of the portal. */
export const editLogInput = logInput.omit({ direction: true }).extend({ revision: z.int().positive() });

/** POST /action-items/:actionItemId/change — what is given changes; `deleted` takes it away and brings it back. */
export const itemChangeInput = z.object({
  key: clientKey,
  text: z.string().trim().min(1).max(limits.item).optional(),
  dueAt: moment.nullable().optional(),
  deleted: z.boolean().optional(),
});
/** POST /action-items/:actionItemId */
export const tickInput = z.object({ key: clientKey, done: z.boolean() });

/** POST /messages/:messageId/accept-sender — `confirmed`: asked back, which a sender who failed the check takes. */
export const acceptSenderInput = z.object({
  key: clientKey,
  confirmed: z.boolean().default(false),
  /** Who wrote: the contact, whose address it is from now on; a colleague of theirs; another contact; nobody of ours. */
  is: z.enum(['contact', 'colleague', 'other_contact', 'nobody']).default('contact'),
  /** Of the other contact. */
  hubspotId: recordId.optional(),
});
/** GET /messages/:messageId/sender-candidates?query=… — contacts of that name or address; without a query, of the sender's. */
export const candidatesQuery = z.object({ query: z.string().trim().max(200).optional() });
export type SenderCandidates = { contacts: { hubspotId: string; name: string; address: string | null }[] };

export type MessageChanged = { message: TimelineMessage };
