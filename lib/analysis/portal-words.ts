import { z } from 'zod';

/** Characters of free text for the AI, of one phrase, and phrases of a list. */
export const WORDS_LIMITS = { forAi: 600, phrase: 60, phrases: 30 } as const;

const phrases = z
  .array(
    z
      .string()
      .trim()
      .min(2)
      .max(WORDS_LIMITS.phrase)
      .regex(/[\p{L}\p{N}]/u, 'has no word in it'),
  )
  .max(WORDS_LIMITS.phrases)
  .default([]);

/** What a portal's own words mean to both analysts. Phrases are plain words, in whatever language the replies are. */
export const portalWords = z.object({
  products: phrases,
  competitors: phrases,
  /** Who says one of these wants something of high value here. */
  highValue: phrases,
  needsHandling: phrases,
  /** For the AI alone, which takes it as a description and no more. */
  forAi: z.string().trim().max(WORDS_LIMITS.forAi).default(''),
});
export type PortalWords = z.infer<typeof portalWords>;
