/** What of a message HubSpot gets to show. `html` is cleaned, and empty where the text has to speak. */
export type ShownMail = { text: string; html: string };

export const NOTHING_SHOWN: ShownMail = { text: '', html: '' };
