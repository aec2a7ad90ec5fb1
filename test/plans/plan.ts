/** A node of PostgreSQL's `explain (analyze, format json)`, as far as it is read here. */
export type PlanNode = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
};

/** Rows of one table that a plan looked at, whether it kept them or not. */
export type Scan = { table: string; by: string; rows: number };

/** What a plan read of each table: its scans from the top down. */
export function scansOf(node: PlanNode): Scan[] {
  const loops = node['Actual Loops'] ?? 1;
  const looked =
    ((node['Actual Rows'] ?? 0) +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0)) *
    loops;
  const table = node['Relation Name'];
  const own =
    table && node['Node Type'].includes('Scan')
      ? [{ table, by: node['Index Name'] ?? node['Node Type'], rows: looked }]
      : [];
  return [...own, ...(node.Plans ?? []).flatMap(scansOf)];
}
