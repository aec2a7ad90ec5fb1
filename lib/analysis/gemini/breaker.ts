import { AnalystError, retryLater } from './errors.ts';
import { ServiceError } from './service.ts';

const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 15 * 60_000;
const LONGEST_ASKED_MS = 24 * 3_600_000;

export type Breaker = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Lets calls through until the service says that its quota is gone or names a time to come back. Until then, or for 30 s
 * doubling to 15 minutes, every call fails at once with a transient AnalystError; then one goes as a probe, and only its
 * success lets the others follow.
 */
export function createBreaker(now: () => Date): Breaker {
  let until = 0;
  let pauses = 0;
  let probing = false;

  const pause = ({ retryAfterMs }: ServiceError) => {
    const at = now().getTime();
    // Calls that were under way when the quota ran out tell nothing new.
    if (at >= until) pauses += 1;
    const own = Math.min(FIRST_PAUSE_MS * 2 ** (pauses - 1), LONGEST_PAUSE_MS);
    const asked = retryAfterMs === undefined ? own : Math.min(retryAfterMs, LONGEST_ASKED_MS);
    until = Math.max(until, at + (pauses > 1 ? Math.max(own, asked) : asked));
  };

  return async (call) => {
    const probe = pauses > 0;
    const wait = until - now().getTime();
    if (probe && (probing || wait > 0)) {
      throw new AnalystError('transient', "Gemini's quota is used up", retryLater, {
        retryAfterMs: wait > 0 ? wait : FIRST_PAUSE_MS,
      });
    }
    if (probe) probing = true;
    try {
      const result = await call();
      if (probe) pauses = 0;
      return result;
    } catch (error) {
      if (error instanceof ServiceError && (error.status === 429 || error.retryAfterMs !== undefined)) pause(error);
      throw error;
    } finally {
      if (probe) probing = false;
    }
  };
}
