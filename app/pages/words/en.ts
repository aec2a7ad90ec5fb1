import type { WordsLike } from '@reply-tracking/shared/language.ts';

export const en = {
  title: 'Reply Tracking',
  reload: 'Refresh',
  numbers: {
    waiting: 'Replies wait',
    highValue: 'of high value',
    overdue: 'past due',
    attention: 'need attention',
  },
  waiting: {
    title: 'Waiting for an answer',
    none: 'Nobody waits for an answer',
    noneHint: 'New replies appear here as they come in.',
    contact: 'Contact',
    type: 'Type',
    opportunity: 'Opportunity',
    insight: 'What they want',
    since: 'Since',
    overdue: 'Past due',
    more: (count: number) => `${count} more`,
    unknown: 'Not analyzed yet',
  },
  attention: {
    title: 'Needs attention',
    step: 'Step',
    contact: 'Contact',
    reason: 'What happened, and what helps',
    retry: 'Try again',
    retried: 'Trying again',
    held: 'Waits',
    unknown: 'Outcome unknown',
    needs_attention: 'Failed',
    more: (count: number) => `${count} more`,
  },
  late: {
    title: 'Late replies',
    intro: 'These came to a reply address that had expired. Attach one and it is treated like any other reply.',
    attach: 'Attach',
    attached: 'Reply attached',
  },
  check: {
    title: 'Please check',
    intro: 'The analysis was unsure about these.',
    confirm: 'It is right',
    confirmed: 'Analysis confirmed',
    sure: (percent: number) => `${percent} % sure`,
  },
  charts: {
    byType: 'Replies of the last 30 days',
    byStatus: 'Contacts by outreach status',
    type: 'Response type',
    status: 'Outreach status',
    count: 'Count',
  },
  corrections: {
    title: 'How often people corrected the analysis',
    none: 'Nobody has checked an analysis yet.',
    share: (corrected: number, reviewed: number) => `${corrected} of ${reviewed} checked`,
  },
};

/** Every language has exactly these; a missing one is a type error. */
export type HomeWords = WordsLike<typeof en>;
