import type { Language } from '@reply-tracking/shared/language.ts';
import { type CardWords, en } from './en.ts';
import { es } from './es.ts';
import { pt } from './pt.ts';

export const cardWords: Record<Language, CardWords> = { en, pt, es };
