import { probeGemini } from '../../../analysis/index.ts';
import type { Config } from '../../../config.ts';
import { type Finding, ok, unknown, wrong } from './finding.ts';

const PART = 'Gemini';
const PAGE = 'https://aistudio.google.com/apikey';
const TIMEOUT_MS = 20_000;

/** One short question to the model, since a quota shows in nothing less. */
export async function checkGemini(gemini: Config['gemini']): Promise<Finding[]> {
  if (!gemini) return [ok(PART, 'GEMINI_API_KEY is not set, so rules analyze every reply.')];
  const status = await probeGemini(gemini, AbortSignal.timeout(TIMEOUT_MS));
  if (status === 200) return [ok(PART, `${gemini.model} answers.`)];
  if (status === null)
    return [
      unknown(PART, 'Gemini cannot be reached from here.', 'Let this machine reach it, or look at GEMINI_BASE_URL.'),
    ];
  if (status === 404)
    return [
      wrong(PART, `Google serves no ${gemini.model} to this key.`, 'Set GEMINI_MODEL to a model that is still served.'),
    ];
  if (status === 429)
    return [
      wrong(
        PART,
        'The quota of GEMINI_API_KEY is used up; rules analyze until it is back.',
        `Raise it or turn billing on: ${PAGE}.`,
      ),
    ];
  if (status < 500)
    return [
      wrong(
        PART,
        `Google refuses GEMINI_API_KEY (status ${status}).`,
        `Make a key at ${PAGE} and set GEMINI_API_KEY to it.`,
      ),
    ];
  return [unknown(PART, `Gemini is troubled (status ${status}).`, 'Try again in a few minutes.')];
}
