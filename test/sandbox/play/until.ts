import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 25;

/** What was waited for did not come. */
export class NotArrivedError extends Error {
  constructor(what: string, seconds: number) {
    super(`After ${seconds} s this had not happened: ${what}.`);
    this.name = 'NotArrivedError';
  }
}

/** Looks until there is something, 30 s at most. Throws NotArrivedError. */
export async function until<T>(
  look: () => T | undefined | null | Promise<T | undefined | null>,
  what: string,
  seconds = 30,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined && found !== null) return found;
    await delay(LOOK_EVERY_MS);
  }
  throw new NotArrivedError(what, seconds);
}
