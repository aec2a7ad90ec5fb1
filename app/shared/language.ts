const languages = ['en', 'pt', 'es'] as const;
export type Language = (typeof languages)[number];

/** HubSpot gives `en`, `pt-br`, `es-419` and the like; whoever reads none of the three gets English. */
export function pickLanguage(tag: string | undefined): Language {
  const primary = tag?.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === primary) ?? 'en';
}

/** The regional form in which dates and numbers are written. */
export const locales: Record<Language, string> = { en: 'en-US', pt: 'pt-BR', es: 'es-419' };

/** The form of a dictionary: what every other language must have. */
export type WordsLike<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { [Key in keyof T]: WordsLike<T[Key]> };
