import type { InEveryLanguage } from '../../../lib/language.ts';
import { en, type HomeWords } from './en.ts';
import { es } from './es.ts';
import { pt } from './pt.ts';

export const homeWords: InEveryLanguage<HomeWords> = { en, pt, es };
