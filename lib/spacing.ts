/** Milliseconds between two runs of a key, and between those of one that is asked for `busyFrom` times a second or more. */
export type Distance = { ms: number; busyMs: number; busyFrom: number };

type Planned = { at: number; since: number; asked: number };

/**
 * Gives each key's runs a distance: what is asked for after a quiet time is due at once, what comes within the distance of a
 * run is due together at its end, and what is `patient` waits for company in any case. Returns the milliseconds to wait.
 * Memory of this process alone: each process has its own.
 */
export function createSpacing(
  { ms, busyMs, busyFrom }: Distance,
  clock: () => number = () => performance.now(),
): (key: string, asks?: { patient?: boolean }) => number {
  const keys = new Map<string, Planned>();
  return (key, { patient = false } = {}) => {
    const now = clock();
    const last = keys.get(key) ?? { at: Number.NEGATIVE_INFINITY, since: now, asked: 0 };
    const planned = { ...last, asked: last.asked + 1 };
    if (last.at <= now && !patient) {
      const isBusy = last.asked / Math.max(1, (now - last.since) / 1000) >= busyFrom;
      planned.at = Math.max(now, last.at + (isBusy ? busyMs : ms));
      planned.since = now;
      planned.asked = 1;
    }
    keys.set(key, planned);
    return Math.max(patient ? ms : 0, planned.at - now);
  };
}
