import { z } from 'zod';
import type { SuggestionKind } from '../../lib/conversations/suggestions.ts';
import type { NextStep } from '../../lib/outbox/next-steps.ts';
import type { Reason } from '../../lib/outbox/reasons.ts';
import { clientKey, recordId } from './result.ts';

/** What a reply suggests: a contact to create or to add to the company, or a day on which to be reminded. */
export type Suggestion = {
  messageId: string;
  key: string;
  kind: SuggestionKind;
  /** Of a person, as the reply names them; else null. `address` is null where it names none. */
  person: { name: string; address: string | null } | null;
  /** The contact's company is known, so that the person stands on it too. */
  hasCompany: boolean;
  /** Of a reminder: the day (`2026-12-07`), and their words for it. */
  day: string | null;
  words: string | null;
  /** `exists`: HubSpot has a contact of that address, which a person may link. `linked`: somebody did. */
  state: 'open' | 'busy' | 'done' | 'exists' | 'linked' | 'failed';
  /** Of the contact that was created, is there already or was linked. */
  contact: { hubspotId: string; url: string } | null;
  /** Why it failed, and what helps; `effectId`: what can be tried again. */
  problem: { reason: Reason | null; nextStep: NextStep | null; effectId: string } | null;
};

const suggestionKey = z
  .string()
  .regex(/^(?:person:[0-9a-f]{20}|(?:return|later):\d{4}-\d\d-\d\d)$/, 'no suggestion has such a key');

/** POST /messages/:messageId/suggestions/take and …/dismiss */
export const suggestionInput = z.object({ key: clientKey, suggestion: suggestionKey });
/** POST /messages/:messageId/suggestions/link — with the contact that is there already. */
export const linkSuggestionInput = suggestionInput.extend({ hubspotId: recordId });
