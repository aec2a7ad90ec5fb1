import { before, TimeLimitError } from './time-limit.ts';

/** `most` items or `mostBytes` of them make a full group; `atOnce` groups are at work together. */
export type GroupLimits = { atOnce: number; most: number; mostBytes: number };
type Waiting<Item, Result> = {
  item: Item;
  bytes: number;
  deadline: AbortSignal;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

/**
 * Does in groups what costs as much for many as for one: while groups are at work, what comes waits and makes the next one,
 * so that nobody waits for company. `work` gives the results in the items' order; where it throws, each item of the group
 * is tried by itself, so that a bad one fails alone. An item whose deadline passed is not begun (TimeLimitError), and a
 * group that hangs gives its place back once the last of its deadlines is over.
 */
export function inGroups<Item, Result>(
  { atOnce, most, mostBytes }: GroupLimits,
  work: (items: Item[]) => Promise<Result[]>,
): (item: Item, about: { bytes: number; deadline: AbortSignal }) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let working = 0;

  async function doTogether(group: Waiting<Item, Result>[]): Promise<void> {
    const inTime = group.filter(({ deadline }) => !deadline.aborted);
    for (const late of group.filter(({ deadline }) => deadline.aborted)) late.reject(new TimeLimitError());
    const last = inTime.at(-1);
    if (!last) return;
    try {
      const results = await before(last.deadline, () => work(inTime.map(({ item }) => item)));
      for (const [n, { resolve }] of inTime.entries()) resolve(results[n]!);
    } catch (error) {
      if (inTime.length === 1) return last.reject(error);
      for (const one of inTime) await doTogether([one]);
    }
  }

  function next(): void {
    while (working < atOnce && waiting.length > 0) {
      let [count, bytes] = [0, 0];
      while (count < most && count < waiting.length && (count === 0 || bytes + waiting[count]!.bytes <= mostBytes))
        bytes += waiting[count++]!.bytes;
      working++;
      void doTogether(waiting.splice(0, count)).finally(() => {
        working--;
        next();
      });
    }
  }

  return (item, about) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, ...about, resolve, reject });
      // What arrives within one turn of the event loop goes together.
      setImmediate(next);
    });
}
