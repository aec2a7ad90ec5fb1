import type { StoredAnalysis } from '../conversations/analyses.ts';
import type { Contact } from '../conversations/contacts.ts';
import type { Message } from '../conversations/messages.ts';
import { inertValue } from './inert.ts';

/** An empty string takes a value away in HubSpot. */
const NOTHING = '';

/** What one analyzed reply says of its contact: all in one write, so that a workflow finds type, times and count together. */
export function replyValues({
  message,
  analysis,
  contact,
  waitingSince,
}: {
  message: Message;
  analysis: StoredAnalysis;
  contact: Contact;
  waitingSince: Date | null;
}) {
  const { fields } = analysis;
  return {
    reply_response_type: fields.response_type ?? NOTHING,
    reply_key_insights: inertValue(fields.key_insights),
    reply_sentiment: fields.sentiment,
    reply_opportunity_score: String(fields.opportunity_score),
    reply_follow_up_needed: String(fields.follow_up_needed),
    reply_product_interest: fields.product_interest,
    reply_action_items: inertValue(fields.action_items.join('\n')),
    reply_product_usage: inertValue(fields.product_usage ?? NOTHING),
    reply_monthly_volume: inertValue(fields.monthly_volume ?? NOTHING),
    reply_pain_points: inertValue(fields.pain_points.join('\n')),
    reply_last_received_at: message.occurredAt.toISOString(),
    reply_last_analyzed_at: analysis.createdAt.toISOString(),
    ...countValues(contact),
    ...waitingValues(waitingSince),
  };
}

export const countValues = (contact: Contact) => ({ reply_count: String(contact.replyCount) });

export const waitingValues = (since: Date | null) => ({ reply_waiting_since: since?.toISOString() ?? NOTHING });

/** Nothing was answered yet: nothing to say, and nothing to take away. */
export const minutesValues = (minutes: number | null): Record<string, string> =>
  minutes === null ? {} : { reply_minutes_to_answer: String(minutes) };

export const statusValues = (contact: Contact) => ({ reply_outreach_status: contact.outreachStatus });

/** A contact of its own: the first word of a name is the first name, as HubSpot itself splits it. */
export function personProperties({ name, address }: { name: string; address: string | null }): Record<string, string> {
  const [first = '', ...rest] = name.split(/\s+/);
  const last = rest.join(' ');
  return {
    ...(first && { firstname: inertValue(first) }),
    ...(last && { lastname: inertValue(last) }),
    ...(address && { email: address }),
  };
}

export const addressValues = (address: string, expiresAt: Date) => ({
  reply_address: address,
  reply_address_expires_at: expiresAt.toISOString(),
});
