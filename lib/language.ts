export const LANGUAGES = ['en', 'pt', 'es'] as const;

/** The languages of the product's own words: American English, Brazilian Portuguese, Latin American Spanish with tú. */
export type Language = (typeof LANGUAGES)[number];

/**
 * What a room says, in every language: a missing word is a type error. A text with a value in it is a function, so that
 * a value that nobody gave is one too, and what is filled in is never read as a pattern.
 */
export type InEveryLanguage<Words> = Record<Language, Words>;
