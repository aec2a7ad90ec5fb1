import type { Language } from '../../lib/language.ts';

/** The regional form in which dates and numbers are written. */
export const locales: Record<Language, string> = { en: 'en-US', pt: 'pt-BR', es: 'es-419' };

/** HubSpot gives `en`, `pt-br`, `es-419` and the like; whoever reads none of the three gets English. */
export function pickLanguage(tag: string | undefined): Language {
  const primary = tag?.toLowerCase().split(/[-_]/)[0];
  return (Object.keys(locales) as Language[]).find((language) => language === primary) ?? 'en';
}
