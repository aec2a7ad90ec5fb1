import type { Analysis } from '../schema.ts';
import { AnalystError, retryLater, speakByRules } from './errors.ts';
import { readFields } from './read-fields.ts';
import type { GenerateResponse } from './service.ts';

const blockedReasons = new Set(['SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'LANGUAGE']);
/** Of a text that a model rambles on about it does so again. */
const endlessReasons = new Set(['MAX_TOKENS']);

/**
 * The analysis in a model's response. Reasons to stop are read before the text: a blocked or cut answer may hold JSON
 * that parses. Throws an AnalystError.
 */
export const readResponse = (response: GenerateResponse): Analysis => readFields(readJson(response));

/** The JSON of a response, whatever its shape. Throws an AnalystError. */
export function readJson(response: GenerateResponse): unknown {
  const blockReason = response.promptFeedback?.blockReason;
  if (blockReason) throw new AnalystError('blocked', `Gemini blocked the prompt (${label(blockReason)})`, speakByRules);
  const candidate = response.candidates?.[0];
  if (!candidate) throw new AnalystError('transient', 'Gemini answered without a candidate', retryLater);
  const reason = candidate.finishReason ?? 'STOP';
  if (blockedReasons.has(reason)) throw new AnalystError('blocked', `Gemini stopped (${label(reason)})`, speakByRules);
  if (endlessReasons.has(reason))
    throw new AnalystError('unusable', `Gemini stopped early (${label(reason)})`, speakByRules);
  if (reason !== 'STOP') throw new AnalystError('transient', `Gemini stopped early (${label(reason)})`, retryLater);
  const parts = candidate.content?.parts ?? [];
  return parseJson(
    parts
      .filter(({ thought }) => !thought)
      .map(({ text }) => text ?? '')
      .join(''),
  );
}

/** Names come from the service; what is not one is not repeated. */
const label = (name: string) => (/^[A-Z_]{1,40}$/u.test(name) ? name : 'unnamed reason');

/** The JSON of an answer, also out of prose or a code fence around it. */
function parseJson(text: string): unknown {
  const inside = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  for (const candidate of [text, inside]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // A SyntaxError quotes the text that it stumbled on, which may be the customer's.
    }
  }
  throw new AnalystError('unusable', 'Gemini answered with something other than JSON', speakByRules);
}
