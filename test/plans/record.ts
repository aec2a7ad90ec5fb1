import type { Sql } from '../../lib/database/types.ts';
import { HISTORY } from './history.ts';
import { type PlanNode, type Scan, scansOf } from './plan.ts';

export type Statement = { text: string; parameters: unknown[] };

// A page, a batch and a conversation are smaller; whatever looks at more rows of a table grows with its history.
const FEW = 2_500;
const READS_OR_WRITES = /^\s*(select|insert|update|delete|with)\b/i;
const grows = new Set<string>(HISTORY);

/** Keeps every statement that runs on `sql` from here on, by its text in one line: of each the last parameters. */
export function recordStatements(sql: Sql): Map<string, Statement> {
  const statements = new Map<string, Statement>();
  // postgres.js looks at this option anew for each statement, and its types do not say that it may be set later.
  const options = sql.options as { debug?: unknown };
  options.debug = (_connection: number, text: string, parameters: unknown[]) => {
    if (READS_OR_WRITES.test(text)) statements.set(text.replace(/\s+/g, ' ').trim(), { text, parameters });
  };
  return statements;
}

/** Where a statement, as it runs now, looks at too many rows of a table that grows with use. What it changes is undone. */
export async function wideScans(sql: Sql, { text, parameters }: Statement): Promise<string[]> {
  const explain = async (how: string): Promise<Scan[]> => {
    let plan: PlanNode | undefined;
    await sql
      .begin(async (tx) => {
        const [row] = await tx.unsafe<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(`${how} ${text}`, parameters as never);
        plan = row!['QUERY PLAN'][0]!.Plan;
        throw new Undone();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error;
      });
    return scansOf(plan!);
  };
  // A row that it would insert may be there already: then only its plan is looked at.
  const scans = await explain('explain (analyze, format json)').catch(() => explain('explain (format json)'));
  return scans
    .filter(({ table, rows }) => grows.has(table) && rows > FEW)
    .map(({ table, by, rows }) => `${table} by ${by}: ${rows}`);
}

class Undone extends Error {}
