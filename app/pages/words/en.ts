export const en = {
  title: 'Reply Tracking',
  reload: 'Refresh',
  numbers: {
    waiting: 'Awaiting reply',
    highValue: 'High value',
    overdue: 'Overdue',
    attention: 'Issues',
  },
  waiting: {
    handedTo: (name: string) => `Handed over to ${name}`,
    title: 'Awaiting reply',
    none: 'No one is waiting',
    noneHint: 'New replies appear here as they come in.',
    contact: 'Contact',
    type: 'Type',
    opportunity: 'Opportunity',
    insight: 'Summary',
    since: 'Waiting',
    overdue: 'Overdue',
    more: (count: number) => `+${count} more`,
    unknown: 'Not analyzed yet',
  },
  unidentified: {
    title: 'Who wrote this?',
    intro: 'Replies from senders we couldn’t verify. Open the contact to say who it is.',
    isThis: (name: string) => `Is this ${name}?`,
    failed: 'Possible impersonation',
  },
  attention: {
    title: 'Issues',
    step: 'Issue',
    contact: 'Contact',
    reason: 'Next step',
    held: 'On hold',
    unknown: 'Unconfirmed',
    needs_attention: 'Failed',
    more: (count: number) => `+${count} more`,
  },
  late: {
    title: 'Late replies',
    intro: 'Sent to an expired reply address. Add one to its contact to process it as usual.',
    attach: 'Add to contact',
    attached: 'Reply added to contact',
  },
  check: {
    title: 'Review queue',
    intro: 'The analysis wasn’t confident about these.',
    confirm: 'Looks right',
    notFullyRead: 'Open the forwarded email first: we couldn’t read it fully.',
    confirmed: 'Analysis confirmed',
    sure: (percent: number) => `${percent}% confident`,
  },
  charts: {
    byType: 'Replies in the last 30 days',
    byStatus: 'Contacts by outreach status',
    type: 'Response type',
    status: 'Outreach status',
    count: 'Count',
  },
  corrections: {
    title: 'Analysis accuracy',
    none: 'No analyses reviewed yet.',
    share: (corrected: number, reviewed: number) => `${corrected} of ${reviewed} corrected`,
  },
};

/** Every language has exactly these; a missing one is a type error. */
export type HomeWords = typeof en;
