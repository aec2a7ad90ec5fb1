/** One line of the table that `npm run bench` prints at its end. */
export type Row = {
  /** What is measured, and in which bench it is. */
  row: string;
  /** What it is held against, measured in the same run. */
  against: string;
  goal: string;
  measured: string;
  holds: boolean;
};

export const atLeast = (row: string, against: string, goal: number, measured: number): Row => ({
  row,
  against,
  goal: `≥ ${goal}`,
  measured: short(measured),
  holds: measured >= goal,
});

export const atMost = (row: string, against: string, goal: number, measured: number): Row => ({
  row,
  against,
  goal: `≤ ${goal}`,
  measured: short(measured),
  holds: measured <= goal,
});

export const short = (value: number): string => (value >= 100 ? String(Math.round(value)) : String(rounded(value)));
export const rounded = (value: number): number => Math.round(value * 100) / 100;
