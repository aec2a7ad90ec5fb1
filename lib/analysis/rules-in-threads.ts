import { TaskEndedError, type Threads } from '../threads.ts';
import { AnalystError, speakByRules } from './gemini/errors.ts';
import { withinLimits } from './limits.ts';
import type { Claim, Restrained } from './restrain.ts';
import type { AnalysisInput, Analyst, AnalystResult } from './schema.ts';

type Rules = { analyzeByRules(input: AnalysisInput): AnalystResult };

const ANALYST = new URL('./rules/analyst.ts', import.meta.url);
const RESTRAINT = new URL('./restrain.ts', import.meta.url);
/** The beginning of a reply says what it is about, and so little of it holds up no thread. */
const BEGINNING = 2_000;

/**
 * The rules analyst in a thread that can be ended: 1.9 MB of `a:a:` kept the process for 81 s. A reply that takes too long
 * is judged by its beginning.
 */
export function createRulesInThreads(threads: Threads): Analyst {
  const analyze = (input: AnalysisInput) =>
    threads.run<Rules, 'analyzeByRules'>({ file: ANALYST, name: 'analyzeByRules' }, input);
  return async (input, options) => {
    options?.signal?.throwIfAborted();
    const capped = withinLimits(input);
    return analyze(capped).catch((error: unknown) => {
      if (!(error instanceof TaskEndedError)) throw error;
      return analyze({ ...capped, text: capped.text.slice(0, BEGINNING).toWellFormed(), history: [], hiddenText: '' });
    });
  };
}

type Restraint = { restrain(claim: Claim): Restrained };

/** What the rules say against a model's answer, in a thread as well; an answer that cannot be checked in time is none. */
export function createRestraintInThreads(threads: Threads): (claim: Claim) => Promise<Restrained> {
  return (claim) =>
    threads.run<Restraint, 'restrain'>({ file: RESTRAINT, name: 'restrain' }, claim).catch((error: unknown) => {
      if (!(error instanceof TaskEndedError)) throw error;
      throw new AnalystError('unusable', "The model's answer could not be checked in time", speakByRules);
    });
}
