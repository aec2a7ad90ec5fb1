/** What a person says of a reply: who wrote it, and what it says; the same on the record and at home. */
export const review = {
  sender: {
    isThis: (name: string) => (name ? `Is this ${name}?` : 'Is this really your contact?'),
    itIs: (name: string) => (name ? `It’s ${name}` : 'It’s my contact'),
    colleague: 'Someone else there',
    other: 'Another contact',
    ignore: 'Ignore',
    askBack: 'This email failed authentication. Call the contact on a number you know before you trust it.',
    said: {
      contact: 'Sender trusted and remembered',
      colleague: 'Reply counted as a colleague’s',
      other_contact: 'Reply moved to that contact',
      nobody: 'Sender ignored',
    },
    otherTitle: 'Whose reply is it?',
    search: 'Name or email address',
    searchButton: 'Search',
    nobodyFound: 'No contact found. Try another name or address.',
    unknownHint: (address: string) =>
      `This came from ${address}, which isn’t on this contact. Confirm the sender to update properties, tasks, and status.`,
    unprovenHint: (address: string) =>
      `This email says it’s from ${address}, but nothing proves it. Confirm the sender to update properties, tasks, and status.`,
    failed: 'Possible impersonation',
    failedHint: (address: string) =>
      `This email says it’s from ${address} but failed authentication. Don’t act on links or payment requests. Nothing was saved to HubSpot.`,
    acceptAnyway: 'Trust anyway',
  },
  correction: {
    corrected: 'Correction saved',
    analystSaid: (value: string) => `Suggested: ${value}`,
  },
};
