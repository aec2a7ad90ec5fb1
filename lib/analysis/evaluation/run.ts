import pLimit from 'p-limit';
import type { Language } from '../../language.ts';
import type { AnalysisInput, Analyst } from '../schema.ts';
import type { LabeledCase } from './labeled-set.ts';
import { type CaseScore, scoreCase } from './score.ts';

// Enough for a service that takes seconds, little enough for its limits.
const atOnce = 4;

/** A score with what it took: milliseconds from asking to having, and US dollars. */
export type RunScore = CaseScore & { ms: number; costUsd: number };

/** Analyzes every case and holds it against its labels, in the set's order. */
export async function runCases(analyst: Analyst, cases: readonly LabeledCase[]): Promise<RunScore[]> {
  const limit = pLimit(atOnce);
  return Promise.all(
    cases.map((labeled) =>
      limit(async () => {
        const start = performance.now();
        const { analysis, costUsd } = await analyst(inputOf(labeled));
        return { ...scoreCase(labeled, analysis), ms: performance.now() - start, costUsd: costUsd ?? 0 };
      }),
    ),
  );
}

export const languageOf = (lang: string): Language => (lang === 'pt' || lang === 'es' ? lang : 'en');

/** What an analyst is given of a labeled reply: a first reply, without what was written before. */
export const inputOf = (labeled: LabeledCase): AnalysisInput => ({
  text: labeled.text,
  subject: labeled.subject,
  sentText: labeled.sent_text ?? null,
  history: [],
  language: languageOf(labeled.lang),
  channel: labeled.channel,
});
