import { z } from 'zod';
import type { AnswerProblem } from '../../lib/conversations/composed-answers.ts';
import { clientKey } from './result.ts';
import { maxText } from './timeline.ts';

/** GET /contacts/:hubspotId/composer?answered=… — what one knows before one writes. */
export const composerQuery = z.object({ answered: z.uuid().optional() });
export type ComposerView = {
  /** `John Carter <john@northwind.example>`; null where there is nobody to write to. */
  to: string | null;
  /** Whom the answered email had in copy, separated by commas. */
  cc: string;
  /** Why nothing can be sent. */
  problem: AnswerProblem | 'postal_address_missing' | null;
  /** False: HubSpot has no name for the rep, and the customer sees the address alone. */
  named: boolean;
  signature: string;
  /** The AI may draft an answer. */
  drafting: boolean;
  draft: DraftView | null;
  templates: TemplateView[];
};
export type DraftView = { subject: string; text: string; cc: string; ai: boolean };
/** Filled in for the contact; `unresolved` are the fields that have no value. */
export type TemplateView = {
  templateId: string;
  name: string;
  shared: boolean;
  subject: string;
  text: string;
  unresolved: string[];
};

/** POST /contacts/:hubspotId/draft — null: nothing is left to go on with. */
export const draftInput = z.object({
  key: clientKey,
  answeredMessageId: z.uuid().nullable().default(null),
  draft: z
    .object({
      subject: z.string().max(500),
      text: z.string().max(maxText),
      cc: z.string().max(3_000),
      ai: z.boolean().default(false),
    })
    .nullable(),
});

/**
 * POST /messages/:messageId/draft-reply — `text` by the AI: what no message and no template says stands in it as
 * `{{ check: … }}`, which is never sent, and in `unbacked`. `instructed`: the mail spoke to software.
 */
export type DraftedReply = { text: string; unbacked: string[]; instructed: boolean };

/** POST /templates — one of that name is replaced. */
export const templateInput = z.object({
  key: clientKey,
  name: z.string().trim().min(1).max(100),
  subject: z.string().trim().max(500),
  text: z.string().trim().min(1).max(maxText),
  shared: z.boolean(),
});

/** POST /messages/:messageId/take-back — a reply that was to leave later; its text is a draft again. */
export type TakenBack = { answeredMessageId: string };
