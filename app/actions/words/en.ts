export const en = {
  about: (count: number) =>
    count === 1
      ? 'Give this contact a reply address of its own.'
      : `Give each of these ${count.toLocaleString('en-US')} contacts a reply address of its own.`,
  hint: 'Replies sent to it come back to you and to HubSpot, for 90 days. It’s saved as the property “Reply address”, ready for emails you send from elsewhere.',
  create: 'Create reply addresses',
  goOn: 'Continue',
  progress: (done: number, all: number) => `${done.toLocaleString('en-US')} of ${all.toLocaleString('en-US')}`,
  done: 'Reply addresses created',
  created: (count: number) =>
    count === 1 ? '1 address created' : `${count.toLocaleString('en-US')} addresses created`,
  kept: (count: number) => `${count.toLocaleString('en-US')} already had one, which stays`,
  skipped: (count: number) => `${count.toLocaleString('en-US')} skipped: deleted or without an email address`,
  propertyNote: 'HubSpot shows them within a minute.',
  noProperty: 'This account has no property “Reply address” to save them in',
  noPropertyHint: 'An admin can find out why under Settings → System status.',
};

/** Every language has exactly these; a missing one is a type error. */
export type BulkWords = typeof en;
