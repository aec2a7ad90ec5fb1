import { readdirSync, readFileSync } from 'node:fs';
import { type LabeledCase, parseLabeledSet } from '../../lib/analysis/evaluation/labeled-set.ts';

const folder = new URL('./', import.meta.url);

/** Every labeled set that lies beside the tests and may be looked at, by name. */
export function labeledSets(): [name: string, cases: LabeledCase[]][] {
  const fixtures = readdirSync(new URL('fixtures/', folder)).filter((name) => name.endsWith('.jsonl'));
  const names = [
    'training/a.jsonl',
    'training/b.jsonl',
    'training/dev.jsonl',
    ...fixtures.map((name) => `fixtures/${name}`),
  ];
  return names.map((name) => [name, parseLabeledSet(readFileSync(new URL(name, folder), 'utf8'))]);
}
