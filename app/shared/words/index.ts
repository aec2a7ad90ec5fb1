import type { Language } from '../language.ts';
import { en, type SharedWords } from './en.ts';
import { es } from './es.ts';
import { pt } from './pt.ts';

export const sharedWords: Record<Language, SharedWords> = { en, pt, es };
