import { z } from 'zod';
import type { Clock } from './clock/clock.ts';
import type { Store } from './store.ts';

/**
 * What goes wrong, and for which requests. `match` is a regular expression over `METHOD /path`; `skip` lets the first
 * ones through; `times` and `forMs` (milliseconds of the sandbox clock) bound it, and without either it stays until cleared.
 * `lost-answer` does what was asked and then cuts the connection; `hang` takes the request and never answers.
 */
export const faultSchema = z.object({
  match: z.string().default(''),
  effect: z.union([z.number().int().min(300).max(599), z.string().min(1)]),
  times: z.number().int().positive().optional(),
  forMs: z.number().positive().optional(),
  skip: z.number().int().nonnegative().default(0),
  headers: z.record(z.string(), z.string()).default({}),
});
export type FaultRequest = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema> & { id: string; until: string | null };

export type Faults = {
  add(fault: FaultRequest): string;
  /** The fault that this request meets, counted as used. */
  take(method: string, path: string): Fault | null;
  list(): Fault[];
  clear(): void;
};

export function createFaults(store: Store, clock: Clock): Faults {
  const faults = store.collection<Fault>('faults');
  return {
    add(request) {
      const fault = faultSchema.parse(request);
      const id = String(store.nextNumber('fault', 1));
      const until = fault.forMs ? new Date(clock.now().getTime() + fault.forMs).toISOString() : null;
      faults.put(id, { ...fault, id, until });
      store.commit();
      return id;
    },
    take(method, path) {
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
    },
    list: () => faults.values(),
    clear() {
      faults.clear();
      store.commit();
    },
  };
}
