export const FIRST_STEPS = ['mail', 'forward_address', 'cards', 'sent', 'test'] as const;
/**
 * `mail`: mail to the reply domain gets here; `forward_address`: somebody opened the link in our confirmation; `cards`: one
 * was opened on a record; `sent`: a tracked email left; `test`: a test reply came through.
 */
export type FirstStep = (typeof FIRST_STEPS)[number];

/** GET /first-run — what makes an account ready, read from what has happened; nobody ticks anything. */
export type FirstRunView = {
  /** Something is left to do, and nobody has put the list away. */
  shown: boolean;
  steps: { step: FirstStep; done: boolean }[];
  canDismiss: boolean;
  /** Pages of HubSpot: its connected apps, and the account's contacts. */
  appsUrl: string;
  contactsUrl: string;
};
