import type { Language } from '@reply-tracking/shared/language.ts';
import { en, type SettingsWords } from './en.ts';
import { es } from './es.ts';
import { pt } from './pt.ts';

export const settingsWords: Record<Language, SettingsWords> = { en, pt, es };
