import { setTimeout as pause } from 'node:timers/promises';
import { isPassingError } from './passing-error.ts';

const LONGEST_PAUSE_MS = 5_000;

/**
 * Does `work` as soon as the database can be reached: it is tried again after 0.25 s, 0.5 s … 5 s, each time saying so.
 * What waiting does not mend (a wrong password, a database that is not there) is thrown at once.
 */
export async function whenReachable<Result>(
  work: () => Promise<Result>,
  onWait: (error: unknown) => void,
): Promise<Result> {
  for (let pauseMs = 250; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isPassingError(error)) throw error;
      onWait(error);
      await pause(pauseMs);
    }
  }
}
