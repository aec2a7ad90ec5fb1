import type { Language } from '@reply-tracking/shared/language.ts';
import { en, type HomeWords } from './en.ts';
import { es } from './es.ts';
import { pt } from './pt.ts';

export const homeWords: Record<Language, HomeWords> = { en, pt, es };
