import type { Language } from '../../language.ts';
import wording from './data/wording.json' with { type: 'json' };

/** The sentences that the rules write, in the account's language. */
export type Wording = (typeof wording)['en'];
export type ItemKey = keyof Wording['item'];

export const wordingOf = (language: Language): Wording => wording[language];
