import type { InEveryLanguage } from '../../../lib/language.ts';
import { type CardWords, en } from './en.ts';
import { es } from './es.ts';
import { pt } from './pt.ts';

export const cardWords: InEveryLanguage<CardWords> = { en, pt, es };
