import type { SharedWords } from './words/en.ts';

/** The opportunity, 1 to 5, as dots and a word: HubSpot paints a ScoreCircle under 33 red, and a low one is nothing bad. */
export function opportunityText(score: number, words: SharedWords): string {
  return `${'●'.repeat(score)}${'○'.repeat(5 - score)} ${words.opportunity[score as 1 | 2 | 3 | 4 | 5]}`;
}
