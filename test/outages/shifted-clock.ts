import { readFileSync } from 'node:fs';

/** Loaded before the product: its machine's clock is off by the milliseconds in the file that CLOCK_SHIFT_FILE names. */
const file = process.env.CLOCK_SHIFT_FILE ?? '';
const shift = Number(readFileSync(file, 'utf8'));
const RealDate = Date;
const now = () => RealDate.now() + shift;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});
