import type { StoredAnalysis } from '../../conversations/analyses.ts';
import type { Message } from '../../conversations/messages.ts';

/** The app's event types: the names are the `uid`s of their definitions in ../app-events. */
export const EVENT_TYPES = {
  reply_received: 'reply_received',
  reply_analyzed: 'reply_analyzed',
  reply_answered: 'reply_answered',
  email_sent: 'tracked_email_sent',
  status_changed: 'outreach_status_changed',
} as const;
/** What `details.type` of an `event` effect says. */
export type EventType = keyof typeof EVENT_TYPES;

export type Occurrence = {
  id: string;
  eventTypeName: string;
  objectId: string;
  timestamp: string;
  properties: Record<string, string>;
};

/**
 * One occurrence. It can never be changed or removed again, so it names no person and quotes no mail. The id is the
 * effect's: HubSpot answers 409 to one it has.
 */
export function occurrence(
  type: EventType,
  {
    effectId,
    contactId,
    message,
    analysis,
    details,
  }: {
    effectId: string;
    /** HubSpot's id. */
    contactId: string;
    message: Message;
    analysis: StoredAnalysis | null;
    details: Record<string, unknown>;
  },
): Occurrence {
  const at = type === 'reply_analyzed' && analysis ? analysis.createdAt : message.occurredAt;
  return {
    id: effectId,
    eventTypeName: EVENT_TYPES[type],
    objectId: contactId,
    timestamp: at.toISOString(),
    properties: properties(type, message, { analysis, details }),
  };
}

function properties(
  type: EventType,
  message: Message,
  { analysis, details }: { analysis: StoredAnalysis | null; details: Record<string, unknown> },
): Record<string, string> {
  switch (type) {
    case 'reply_received':
    case 'email_sent':
      return { channel: message.channel };
    case 'reply_answered': {
      const { minutes, responseType } = details;
      return {
        minutes_to_answer: String(minutes),
        ...(typeof responseType === 'string' && { response_type: responseType }),
        channel: message.channel,
      };
    }
    case 'status_changed':
      return {
        previous_status: message.change?.from ?? 'not_contacted',
        new_status: message.change?.to ?? 'not_contacted',
        changed_by: message.change?.automatic === false ? 'person' : 'app',
      };
    case 'reply_analyzed': {
      if (!analysis) return {};
      const { fields, analyst, correctedBy } = analysis;
      return {
        ...(fields.response_type && { response_type: fields.response_type }),
        sentiment: fields.sentiment,
        opportunity_score: String(fields.opportunity_score),
        product_interest: fields.product_interest,
        follow_up_needed: fields.follow_up_needed ? 'yes' : 'no',
        channel: message.channel,
        analyzed_by: correctedBy ? 'person' : analyst === 'rules' ? 'rules' : 'ai',
      };
    }
  }
}
