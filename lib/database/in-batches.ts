/** Does at most `limit` rows and says how many they were. */
export type Batch = (limit: number) => Promise<number>;

export type BatchLimits = {
  /** Rows of one statement: short enough for the embedded database, whose one connection it holds meanwhile. */
  rows: number;
  /** `performance.now()` at which no further batch begins. */
  until: number;
};

/** Does one batch after the other until there is no row left: true. False where the time was over before. */
export async function inBatches(batch: Batch, { rows, until }: BatchLimits): Promise<boolean> {
  while (performance.now() < until) {
    if ((await batch(rows)) < rows) return true;
  }
  return false;
}
