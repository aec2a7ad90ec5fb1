import type { InEveryLanguage, Language } from '../../language.ts';
import data from './data/wording.json' with { type: 'json' };

/** The sentences that the rules write, in the account's language. */
export type Wording = (typeof data)['en'];
export type ItemKey = keyof Wording['item'];

const wording: InEveryLanguage<Wording> = data;

export const wordingOf = (language: Language): Wording => wording[language];
