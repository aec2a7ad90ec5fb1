import type { TestReplyStep } from '../../../../cards/dto/settings.ts';

/** What a user sets for themselves, and how they try it: the same on the settings page and at home. */
export const personal = {
  saved: 'Saved',
  forwardAddress: {
    title: 'Where replies are forwarded',
    intro: (address: string) => `Replies to your tracked emails are forwarded to ${address}.`,
    nowhere: 'No forwarding address is set.',
    portal: 'Everyone in this account',
    portalHint: 'Leave blank to forward each reply to its sender.',
    user: 'Just me',
    userHint: 'Leave blank to use the account’s address, or your own.',
    save: 'Send confirmation',
    clear: 'Remove',
    none: 'Not set',
    pending: 'Confirmation pending',
    confirmed: 'Confirmed',
    asked: (address: string) => `We sent a confirmation link to ${address}. Forwarding starts once it’s opened.`,
    removed: 'Address removed',
    wrong: 'Enter a valid email address.',
  },
  signature: {
    title: 'Your signature',
    hint: 'Added under every email you write in the cards. Replies from Outlook or Gmail keep the signature you use there.',
    label: 'Signature',
  },
  test: {
    title: 'Send a test reply',
    intro:
      'We’ll send a reply from a made-up contact and show each step. Nothing of it stays in HubSpot, it counts nowhere, and it starts no workflow.',
    start: 'Send a test reply',
    steps: {
      received: 'Received',
      placed: 'Recognized',
      forwarded: 'Forwarded to your inbox',
      analyzed: 'Analyzed',
      written: 'Written to HubSpot',
    } satisfies Record<TestReplyStep, string>,
    waiting: 'In progress',
    done: 'Done',
    skipped: 'Skipped',
    failed: 'Failed',
  },
};
