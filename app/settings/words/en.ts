import type { HealthCheck, HealthProblem } from '../../../cards/dto/settings.ts';

export const en = {
  readOnly: 'You can view these settings. People listed under “Who may change settings” can change them.',
  answers: {
    title: 'How your replies are sent',
    hint: {
      reply_tracking:
        'Reply to a forwarded email as usual. The customer gets it under your name, without our additions, and their next reply comes back here.',
      own_address: 'Your reply goes straight to the customer. Use Reply all to keep the conversation tracked.',
    },
    portal: 'Everyone in this account',
    user: 'Just me',
    reply_tracking: 'Reply through Reply Tracking',
    own_address: 'Reply from my own address',
    asAccount: 'Same as the account',
  },
  general: {
    title: 'Preferences',
    language: 'Language for analyses and forwarded emails',
    languages: { en: 'English', pt: 'Português', es: 'Español' },
    ai: 'Analyze replies with AI',
    aiHint: 'When off, built-in rules are used and no text is sent to an AI provider.',
    forward: 'Forward replies to an inbox',
    automaticStatus: 'Change the outreach status automatically',
    automaticStatusHint:
      'Contacted, Replied, and Unsubscribed are set for you. You decide when a contact is interested or converted.',
    tasks: 'Create tasks',
    tasksHint: 'Due times and owners are under “Hours and tasks”.',
    optOutLine: 'Add your postal address and an opt-out link',
    optOutLineHint: 'Stands below every tracked email, not below replies. Most laws require it.',
    postalAddress: 'Company postal address',
    postalAddressHint: 'Required before your first tracked email.',
    savePostalAddress: 'Save address',
    dailyCap: 'Daily tracked email limit',
    defaultOwner: 'Task owner for unassigned contacts',
    nobody: 'No one',
    editors: 'Who may change settings',
    editorsHint: 'If empty, anyone with access to this page.',
  },
  hours: {
    title: 'Hours and tasks',
    intro: 'Due times that count in working hours use these, in your account’s time zone.',
    days: 'Working days',
    dayNames: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    from: 'Start of work',
    to: 'End of work',
    holidays: 'Holidays',
    holidaysHint: 'One date per line, like 2026-12-25.',
    saveHolidays: 'Save holidays',
    noDay: (text: string) => `“${text}” isn’t a date like 2026-12-25.`,
    taskTypes: 'Response types that get a task',
    taskTypesHint: 'Only while “Create tasks” is on.',
    deadline: {
      high_value: 'High value: due after this many hours',
      needs_handling: 'Needs handling: due after this many working hours',
    },
    owner: (type: string) => `Task owner for ${type}`,
    contactOwner: 'The contact’s owner',
  },
  yourWords: {
    title: 'Your words',
    intro: 'Say what words mean at your company. Compare first, then save: it applies to replies from then on.',
    products: 'Your products',
    competitors: 'Competitors',
    highValue: 'Words that mean high value',
    needsHandling: 'Words that need handling',
    forAi: 'For the AI, in your own words',
    hints: {
      products: 'One name per line.',
      competitors: 'One name per line. The summary says when a reply mentions one.',
      highValue: 'One word or phrase per line. Not used when the customer declines.',
      needsHandling: 'One word or phrase per line. Wins over high value.',
      forAi:
        'Up to 600 characters about what makes a reply high value or needs handling. The built-in rules don’t read it.',
    },
    compare: 'Compare on the last 50 replies',
    compareWithAi: 'Compare with AI on the last 5',
    save: 'Save your words',
    result: (changed: number, compared: number) =>
      changed === 0 ? `No difference in ${compared} replies.` : `${changed} of ${compared} replies would be different.`,
    byRules: 'Compared by built-in rules: today’s words → these words. Nothing is saved yet.',
    byAi: 'Compared by AI: the stored analysis → the AI with these words. AI may also vary on its own. Nothing is saved yet.',
    noReplies: 'There are no replies to compare yet.',
    saved: (version: number, who: string, day: string) => `Version ${version}, saved by ${who} on ${day}`,
  },
  health: {
    title: 'System status',
    check: 'Recheck',
    checks: {
      connection: 'Connection to HubSpot',
      scopes: 'Permissions in HubSpot',
      properties: 'Contact properties',
      mail_domain: 'Sending and receiving email',
      forward_target: 'Forwarding to your inbox',
      ai: 'AI analysis',
    } satisfies Record<HealthCheck['name'], string>,
    problems: {
      unreachable: (_names: string) => 'HubSpot didn’t respond. Recheck in a minute.',
      paused: (_names: string) => 'HubSpot is rate-limiting us. Updates resume automatically.',
      scopes_missing: (names: string) =>
        `Permissions not granted: ${names}. Some updates are skipped or saved as notes. Reconnect to grant them.`,
      not_in_plan: (names: string) =>
        `Your HubSpot plan doesn’t have: ${names}. Workflows can’t wait for a reply; everything else works.`,
      properties_taken: (names: string) =>
        `You already have properties with these names, so we don’t write to them: ${names}. Rename them, then recheck.`,
      properties_not_made: (_names: string) => 'Created with the first update.',
      properties_no_room: (names: string) =>
        `Your HubSpot plan has no room for: ${names}. Everything else is filled in. Delete unused custom contact properties or upgrade, then recheck.`,
      sender_not_authenticated: (names: string) =>
        `Forwarded emails can’t be sent: ${names} isn’t authenticated in SendGrid. Ask your Reply Tracking administrator.`,
      sender_unchecked: (names: string) =>
        `We can’t check whether ${names} is authenticated in SendGrid. The API key needs read access to Sender Authentication.`,
      mx_missing: (names: string) => `The MX record of ${names} doesn’t point to SendGrid, so no replies can arrive.`,
      never_log: (names: string) =>
        `In HubSpot, under Settings → Objects → Contacts → Never log, add ${names}. Otherwise connected inboxes turn our addresses into contacts.`,
      mails_failed: (names: string) => `Emails not sent in the last 7 days: ${names}. See “Issues” on the home page.`,
      forward_off: (_names: string) => 'Forwarding is turned off.',
      nobody: (_names: string) => 'No forwarding address. Add one under Where replies are forwarded.',
      ai_off: (_names: string) => 'Turned off. Built-in rules are used.',
      ai_not_configured: (_names: string) => 'No AI is set up. Built-in rules are used.',
    } satisfies Record<HealthProblem, (names: string) => string>,
    ok: 'OK',
    warning: 'Limited',
    error: 'Error',
  },
  try: {
    title: 'Test the analysis',
    intro: 'Paste a customer reply. Nothing is saved.',
    text: 'Customer reply',
    start: 'Analyze',
    byRules: 'Analyzed by built-in rules',
    byModel: (model: string) => `Analyzed by ${model}`,
  },
  history: {
    title: 'Change history',
    none: 'No changes yet.',
    more: 'Show earlier changes',
    contact: 'a deleted contact',
    by: { operator: 'The operator', somebody: 'Someone' },
    actions: {
      settings_changed: (who: string, what: string) => `${who} changed: ${what}`,
      user_settings_changed: (who: string, what: string) => `${who} changed for themselves: ${what}`,
      forward_address_asked: (who: string, address: string, scope: string) =>
        `${who} requested forwarding to ${address} (${scope})`,
      forward_address_confirmed: (_who: string, address: string, scope: string) =>
        `${address} confirmed forwarding (${scope})`,
      forward_address_removed: (who: string, address: string, scope: string) =>
        `${who} removed the forwarding address ${address} (${scope})`,
      person_added: {
        created: (who: string, contact: string) => `${who} created a contact named in a reply from ${contact}`,
        linked: (who: string, contact: string) => `${who} linked a contact named in a reply from ${contact}`,
      },
      sender_judged: {
        contact: (who: string, contact: string) => `${who} confirmed a reply as written by ${contact}`,
        colleague: (who: string, contact: string) => `${who} accepted a reply from a colleague of ${contact}`,
        other_contact: (who: string, contact: string) => `${who} moved a reply to ${contact}`,
        nobody: (who: string, contact: string) => `${who} ignored a reply on ${contact}`,
      },
      analysis_corrected: (who: string, contact: string, fields: string) =>
        `${who} corrected the analysis of a reply from ${contact}: ${fields}`,
      disconnected: (who: string) => `${who} disconnected this account`,
    },
  },
  disconnect: {
    title: 'Disconnect',
    intro:
      'Disconnecting stops analysis and HubSpot updates now. Replies are forwarded for 7 more days. We delete our data after 30 days. Contact properties stay in HubSpot.',
    start: 'Disconnect this account',
    sure: 'Disconnect Reply Tracking from this account?',
    confirm: 'Disconnect',
    cancel: 'Cancel',
    done: 'Reply Tracking is disconnected from this account.',
    doneHint: 'Reconnect within 30 days to keep everything stored today.',
    again: 'Reconnect',
  },
};

/** Every language has exactly these; a missing one is a type error. */
export type SettingsWords = typeof en;
