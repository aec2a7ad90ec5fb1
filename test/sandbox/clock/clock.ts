import { openStore } from '../store.ts';

/** The sandbox's time: it runs like the real one, shifted by every jump so far. */
export type Clock = {
  now(): Date;
  /** Milliseconds, or a word like `+24h`, `+90d`, `-15m`, `+30s`. */
  advance(by: number | string): Date;
  set(to: Date): Date;
};

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** With a directory the jumps outlive the process. */
export function createClock(options: { dataDir?: string; realNow?: () => number } = {}): Clock {
  const realNow = options.realNow ?? Date.now;
  const store = openStore(options.dataDir, 'clock');
  const shifts = store.collection<number>('shift');
  const now = () => new Date(realNow() + (shifts.get('ms') ?? 0));
  const shiftBy = (ms: number) => {
    shifts.put('ms', (shifts.get('ms') ?? 0) + ms);
    store.commit();
    return now();
  };
  return {
    now,
    advance: (by) => shiftBy(typeof by === 'number' ? by : parseDuration(by)),
    set: (to) => shiftBy(to.getTime() - now().getTime()),
  };
}

export class DurationError extends Error {
  override name = 'DurationError';
}

/** `+24h`, `90d`, `-15m`, `+30s`, or plain milliseconds in a string. */
export function parseDuration(text: string): number {
  const match = /^([+-]?)(\d+(?:\.\d+)?)(ms|[smhd])?$/.exec(text.trim());
  if (!match) throw new DurationError(`"${text}" is no duration; say for example +24h, +90d, -15m or 1500`);
  const unit = match[3] as keyof typeof UNIT_MS | 'ms' | undefined;
  const ms = Number(match[2]) * (unit && unit !== 'ms' ? UNIT_MS[unit] : 1);
  return match[1] === '-' ? -ms : ms;
}
