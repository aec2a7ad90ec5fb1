import { z } from 'zod';

/**
 * One line of a JSON Lines input, or null where it is bad: then stderr says which line and why, the command goes on with
 * the next one and ends with exit code 1. `shape`: what a line should look like, for a person.
 */
export function parseLine<Row>(
  schema: z.ZodType<Row>,
  line: string,
  { number, shape }: { number: number; shape: string },
): Row | null {
  const complain = (problem: string): null => {
    process.stderr.write(`line ${number}: ${problem}; each line is ${shape}\n`);
    process.exitCode = 1;
    return null;
  };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return complain('is not JSON');
  }
  const row = schema.safeParse(value);
  return row.success ? row.data : complain(z.prettifyError(row.error));
}
