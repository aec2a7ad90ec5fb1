import type { ContactSummary } from '../../cards/dto/contact.ts';
import type { Suggestion } from '../../cards/dto/suggestions.ts';
import type { ResponseType, TimelineMessage } from '../../cards/dto/timeline.ts';

/** Colours of HubSpot's Tag. */
export const responseTypeVariant = {
  standard: 'default',
  high_value: 'success',
  needs_handling: 'error',
} as const satisfies Record<ResponseType, string>;

export const sentimentVariant = { positive: 'success', neutral: 'default', negative: 'error' } as const;

export const channelIcon = {
  email: 'email',
  call: 'calling',
  chat: 'comment',
  meeting: 'appointment',
  other: 'contact',
} as const;

export const deliveryVariant = {
  queued: 'info',
  scheduled: 'info',
  held: 'warning',
  sent: 'success',
  unknown: 'warning',
  failed: 'danger',
  taken_back: 'default',
} as const;

export const isAnalyzing = (message: TimelineMessage | null) => message?.analysisState === 'waiting';
export const isSaving = ({ state }: Suggestion) => state === 'busy';
export const hasUnfinished = ({ latestReply, suggestions }: ContactSummary) =>
  isAnalyzing(latestReply) || suggestions.some(isSaving);
