import type { InEveryLanguage } from '../../../lib/language.ts';
import { type BulkWords, en } from './en.ts';
import { es } from './es.ts';
import { pt } from './pt.ts';

export const bulkWords: InEveryLanguage<BulkWords> = { en, pt, es };
