import { mainRecordsOf } from '../../lib/conversations/contact-records.ts';
import type { Contact } from '../../lib/conversations/contacts.ts';
import { decidedSuggestions } from '../../lib/conversations/suggestion-decisions.ts';
import {
  recentSuggesting,
  type Suggesting,
  type Suggestion,
  suggestingMessages,
  suggestionsOf,
} from '../../lib/conversations/suggestions.ts';
import type { Queryable } from '../../lib/database/types.ts';
import { contactUrl } from '../../lib/hubspot/links.ts';
import type { Effect } from '../../lib/outbox/effects.ts';
import type { Portal } from '../../lib/portals/portals.ts';
import { dayIn } from '../../lib/portals/working-hours.ts';
import type { Suggestion as SuggestionView } from '../dto/suggestions.ts';

type About = { portal: Portal; contact: Contact };

/** An older reply suggests nothing any more; what was done is told for a day. */
const RECENT_MS = 90 * 86_400_000;
const RECENT = 10;
const TOLD_MS = 86_400_000;

/** What a contact's newest replies suggest, for the sidebar. */
export async function recentSuggestions(sql: Queryable, about: About, now: Date): Promise<SuggestionView[]> {
  const since = new Date(now.getTime() - RECENT_MS);
  const messages = await recentSuggesting(sql, about.contact.id, { since, limit: RECENT });
  return suggestionViews(sql, { ...about, messages, toldSince: new Date(now.getTime() - TOLD_MS) }, now);
}

/** What these messages of a contact suggest, and what became of it. */
export async function suggestionsAbout(
  sql: Queryable,
  about: About & { messageIds: string[] },
  now: Date,
): Promise<SuggestionView[]> {
  const messages = await suggestingMessages(sql, about.messageIds);
  return suggestionViews(sql, { ...about, messages, toldSince: null }, now);
}

async function suggestionViews(
  sql: Queryable,
  { portal, contact, messages, toldSince }: About & { messages: Suggesting[]; toldSince: Date | null },
  now: Date,
): Promise<SuggestionView[]> {
  const today = dayIn(now, portal.timeZone);
  const all = messages.flatMap((message) => suggestionsOf(message, { contact, today }));
  // The newest reply that says so stands for all.
  const suggestions = all.filter(({ key }, n) => all.findIndex((one) => one.key === key) === n);
  if (suggestions.length === 0) return [];
  const { steps, dismissed } = await decidedSuggestions(sql, { portalId: portal.portalId, contactId: contact.id });
  const records = await mainRecordsOf(sql, [contact.id]);
  const hasCompany = records.some(({ object }) => object === 'companies');
  const lastOf = (key: string) => steps.get(key)?.at(-1);
  const isTold = (key: string) => {
    const { state, settledAt } = lastOf(key) ?? {};
    return toldSince !== null && state === 'done' && !!settledAt && settledAt < toldSince;
  };
  return suggestions
    .map((one) => ({ ...suggested(one), hasCompany, ...outcomeOf(lastOf(one.key), portal) }))
    .filter(({ key, state }) => !isTold(key) && !(dismissed.has(key) && DISMISSABLE.has(state)));
}

const DISMISSABLE: ReadonlySet<SuggestionView['state']> = new Set(['open', 'exists', 'failed']);

function suggested(suggestion: Suggestion) {
  const { messageId, key, kind } = suggestion;
  const isPerson = 'person' in suggestion;
  return {
    messageId,
    key,
    kind,
    person: isPerson ? suggestion.person : null,
    day: isPerson ? null : suggestion.day,
    words: isPerson ? null : suggestion.words,
  };
}

type Outcome = Pick<SuggestionView, 'state' | 'contact' | 'problem'>;

/** By the last step that somebody asked for: that of a link comes after that of a creation. */
function outcomeOf(step: Effect | undefined, portal: Portal): Outcome {
  if (!step) return { state: 'open', contact: null, problem: null };
  const { id: effectId, state, reason, nextStep, resultId } = step;
  const [result, hubspotId] = resultId?.split('/') ?? [];
  const contact = hubspotId && step.kind !== 'task' ? { hubspotId, url: contactUrl(portal, { hubspotId }) } : null;
  if (state === 'pending' || state === 'sending') return { state: 'busy', contact, problem: null };
  if (state !== 'done') return { state: 'failed', contact, problem: { reason, nextStep, effectId } };
  if (result === 'existing') return { state: 'exists', contact, problem: null };
  return { state: step.kind === 'contact_link' ? 'linked' : 'done', contact, problem: null };
}
