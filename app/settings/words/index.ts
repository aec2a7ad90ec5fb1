import type { InEveryLanguage } from '../../../lib/language.ts';
import { en, type SettingsWords } from './en.ts';
import { es } from './es.ts';
import { pt } from './pt.ts';

export const settingsWords: InEveryLanguage<SettingsWords> = { en, pt, es };
