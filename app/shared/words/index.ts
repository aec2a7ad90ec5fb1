import type { InEveryLanguage } from '../../../lib/language.ts';
import { en, type SharedWords } from './en.ts';
import { es } from './es.ts';
import { pt } from './pt.ts';

export const sharedWords: InEveryLanguage<SharedWords> = { en, pt, es };
