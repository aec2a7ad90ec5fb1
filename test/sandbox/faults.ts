import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from './clock/clock.ts';
import type { Store } from './store.ts';

/**
 * What goes wrong, and for which requests. `match` is a regular expression over `METHOD /path`; `skip` lets the first
 * ones through; `times` and `forMs` (milliseconds of the sandbox clock) bound it, and without either it stays until cleared.
 * A number is a status; `lost-answer` does what was asked and then cuts the connection; `hang` takes the request and never
 * answers; `slow` does it after `delayMs` (real time), which any other fault may have too.
 */
const faultSchema = z.object({
  match: z.string().default(''),
  effect: z.union([z.number().int().min(300).max(599), z.string().min(1)]),
  times: z.number().int().positive().optional(),
  forMs: z.number().positive().optional(),
  skip: z.number().int().nonnegative().default(0),
  delayMs: z.number().positive().max(120_000).optional(),
  headers: z.record(z.string(), z.string()).default({}),
});
export type FaultRequest = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema> & { id: string; until: string | null };

export type Faults = {
  add(fault: FaultRequest): string;
  /** The fault that this request meets, counted as used; resolves after its delay. */
  take(method: string, path: string): Promise<Fault | null>;
  list(): Fault[];
  clear(): void;
};

const COMMON_EFFECTS = ['lost-answer', 'hang', 'slow'];

export class UnknownFaultError extends Error {
  override name = 'UnknownFaultError';
}

/** `effects`: what this stand-in can do beyond the common ones. Add throws UnknownFaultError for any other word. */
export function createFaults(store: Store, clock: Clock, effects: string[] = []): Faults {
  const faults = store.collection<Fault>('faults');
  const known = [...COMMON_EFFECTS, ...effects];

  const meeting = (method: string, path: string): Fault | null => {
    for (const fault of faults.values()) {
      if (fault.until && new Date(fault.until) <= clock.now()) faults.delete(fault.id);
      else if (new RegExp(fault.match).test(`${method} ${path}`)) {
        if (fault.skip > 0) {
          faults.put(fault.id, { ...fault, skip: fault.skip - 1 });
          continue;
        }
        if (fault.times === 1) faults.delete(fault.id);
        else if (fault.times) faults.put(fault.id, { ...fault, times: fault.times - 1 });
        return fault;
      }
    }
    return null;
  };

  return {
    add(request) {
      const fault = faultSchema.parse(request);
      if (typeof fault.effect === 'string' && !known.includes(fault.effect)) {
        throw new UnknownFaultError(`There is no fault "${fault.effect}": use a status or one of ${known.join(', ')}.`);
      }
      const id = String(store.nextNumber('fault', 1));
      const until = fault.forMs ? new Date(clock.now().getTime() + fault.forMs).toISOString() : null;
      faults.put(id, { ...fault, id, until });
      store.commit();
      return id;
    },
    async take(method, path) {
      const fault = meeting(method, path);
      if (fault?.delayMs) await sleep(fault.delayMs);
      return fault;
    },
    list: () => faults.values(),
    clear() {
      faults.clear();
      store.commit();
    },
  };
}
