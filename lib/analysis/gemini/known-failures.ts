import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { AnalysisInput } from '../schema.ts';
import { AnalystError } from './errors.ts';

/** About 1 MB of hashes. */
const MOST = 10_000;

/**
 * Runs a question unless the same one failed for good before: a reply that rules analyzed comes up again each hour, and a
 * model that blocks a text, rambles on it or misfits would be paid for that each time. Holds hashes and no word of a mail.
 */
export function createKnownFailures() {
  const failures = new LRUCache<string, AnalystError>({ max: MOST });
  return async <T>(input: AnalysisInput, ask: () => Promise<T>): Promise<T> => {
    const key = createHash('sha256').update(JSON.stringify(input)).digest('base64');
    const known = failures.get(key);
    if (known) throw known;
    return ask().catch((error: unknown) => {
      if (error instanceof AnalystError && (error.class === 'blocked' || error.class === 'unusable'))
        failures.set(key, error);
      throw error;
    });
  };
}
