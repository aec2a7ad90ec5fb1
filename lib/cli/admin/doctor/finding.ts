/**
 * What one look at one thing showed. `wrong` keeps the product from working, `unknown` could not be looked at. `says` names
 * what is and `next` what to do, a sentence each; neither holds a key, a secret or a person's address.
 */
export type Finding = { part: string; state: 'ok' | 'wrong' | 'unknown'; says: string; next: string };

export const ok = (part: string, says: string): Finding => ({ part, state: 'ok', says, next: '' });
export const wrong = (part: string, says: string, next: string): Finding => ({ part, state: 'wrong', says, next });
export const unknown = (part: string, says: string, next: string): Finding => ({ part, state: 'unknown', says, next });
