import { z } from 'zod';
import type { EffectKind } from '../../lib/outbox/effects.ts';
import type { NextStep } from '../../lib/outbox/next-steps.ts';
import type { Reason } from '../../lib/outbox/reasons.ts';
import { WHOSE, type Whose } from './numbers.ts';
import { clientKey, moment, recordId, rowId } from './result.ts';
import type { Channel, CorrectableFields, Correction, MailFacts, ResponseType } from './timeline.ts';

export type { EffectKind, NextStep };

/** Without `whose` it is what the user chose last. */
export const homeQuery = z.object({ whose: z.enum(WHOSE).optional() });
/** POST /home/whose — it is remembered for the user's next visit. */
export const whoseInput = z.object({ key: clientKey, whose: z.enum(WHOSE) });

const MOST_AT_ONCE = 50;
const contacts = z.array(recordId).min(1).max(MOST_AT_ONCE);
/** POST /waiting/done — nothing of these contacts needs an answer any more; all of them or none. */
export const doneManyInput = z.object({ key: clientKey, contacts });
/** POST /waiting/snooze — what waits of these contacts comes back then. */
export const snoozeManyInput = z.object({ key: clientKey, contacts, until: moment });
/** POST /waiting/hand-over — somebody else takes care of what waits of these contacts. */
export const handOverManyInput = z.object({ key: clientKey, contacts, ownerId: recordId });

/** GET /home */
export type HomeView = {
  /** Whose part of everything below is shown and counted. */
  whose: Whose;
  /** The operator lets nothing leave for the account. */
  paused: boolean;
  waiting: WaitingReply[];
  waitingTotal: number;
  waitingHighValue: number;
  waitingOverdue: number;
  /** Replies of whose senders nothing is proven. */
  unidentified: UnidentifiedReply[];
  attention: AttentionItem[];
  attentionTotal: number;
  lateReplies: LateReply[];
  toCheck: UncertainReply[];
  /** More wait behind these ten. */
  toCheckMore: boolean;
  corrections: CorrectionShare[];
  contactUrl: string;
};

export type WaitingReply = {
  hubspotId: string;
  contactName: string;
  messageId: string;
  subject: string;
  channel: Channel;
  since: string;
  dueAt: string | null;
  overdue: boolean;
  /** Who takes care of it in place of the contact's owner. */
  handedTo: string | null;
  /** Who has to answer; empty where nobody of ours had written. */
  rep: string;
  responseType: ResponseType | null;
  opportunityScore: number | null;
  keyInsights: string;
};

/** `failed`: it claims to be somebody, and the check of their domain says no. */
export type UnidentifiedReply = {
  hubspotId: string;
  contactName: string;
  messageId: string;
  from: string;
  subject: string;
  receivedAt: string;
  failed: boolean;
  trust: MailFacts['trust'];
};

/** A step that a person has to look at: what, for whom, why, and what helps. */
export type AttentionItem = {
  effectId: string;
  step: EffectKind;
  state: 'needs_attention' | 'unknown' | 'held';
  hubspotId: string | null;
  contactName: string;
  reason: Reason | null;
  nextStep: NextStep | null;
  since: string;
  /** `sender`: somebody has to accept the sender; `handling`: a reply has to be handled first. */
  waitsFor: 'sender' | 'handling' | null;
  canRetry: boolean;
};

/** POST /effects/retry — every one that waits for a person is tried again; the others are left alone. */
export const retryInput = z.object({ key: clientKey, effectIds: z.array(rowId).min(1).max(100) });
export type Retried = { retried: number };

/** Mail to an address that had expired; nothing of it stands in HubSpot. */
export type LateReply = {
  id: string;
  from: string;
  subject: string;
  receivedAt: string;
  hubspotId: string;
  contactName: string;
  /** The first words; null where they were not kept. */
  excerpt: string | null;
};

export type UncertainReply = {
  hubspotId: string;
  contactName: string;
  messageId: string;
  version: number;
  /** What a person may correct. */
  fields: Correction;
  responseType: ResponseType | null;
  keyInsights: string;
  doubt: string | null;
  confidence: number;
  /** Not where words of the mail are missing. */
  fullyRead: boolean;
  receivedAt: string;
};

/** Of the newest analyses that a person confirmed or corrected, how many had this field changed. */
type CorrectionShare = { field: keyof CorrectableFields; reviewed: number; corrected: number };
