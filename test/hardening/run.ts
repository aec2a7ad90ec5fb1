import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FOUND, type Point, THREATS } from './points.ts';

type Report = {
  testResults: { name: string; assertionResults: { fullName: string; status: string }[] }[];
};

/** `npm run test:hardening`: runs what holds each point and prints the list; exit code 1 where one is not held. */
const points: Point[] = [...THREATS, ...FOUND];
const files = [
  ...new Set(points.flatMap((point) => ('held' in point ? point.held.map(([file]) => `test/${file}`) : []))),
];
const folder = mkdtempSync(join(tmpdir(), 'hardening-'));
const output = join(folder, 'report.json');
const figuresFile = join(folder, 'figures.jsonl');
writeFileSync(figuresFile, '');
spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${output}`,
    ...files,
  ],
  { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, BOMBS: '1', BOMB_FIGURES: figuresFile } },
);
const report = JSON.parse(readFileSync(output, 'utf8')) as Report;
const figures = readFileSync(figuresFile, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as { house: string; name: string; slowest: number; above: number[] });
rmSync(folder, { recursive: true });

const results = new Map(
  report.testResults.map(({ name, assertionResults }) => [
    name.replaceAll('\\', '/').split('/test/').at(-1)!,
    assertionResults,
  ]),
);

function verdict(point: Point): string {
  if ('because' in point) return `not applicable: ${point.because}`;
  let held = 0;
  for (const [file, titles] of point.held) {
    const tests = (results.get(file) ?? []).filter(({ fullName }) => titles.test(fullName));
    if (tests.length === 0) return `FAILS: no test of ${file} matches ${titles}`;
    const failed = tests.find(({ status }) => status !== 'passed');
    if (failed) return `FAILS: ${file}: ${failed.fullName}`;
    held += tests.length;
  }
  return `held by ${held} ${held === 1 ? 'test' : 'tests'} (${point.held.map(([file]) => file).join(', ')})`;
}

const afterOf = (after: string) => (after === 'answers' || after === 'memory' ? worstOf(after) : after);

/** What the worst bomb did in each house, measured in this run. */
function worstOf(what: 'answers' | 'memory'): string {
  const houses = Map.groupBy(figures, ({ house }) => house);
  if (houses.size === 0) return 'not measured';
  const worst = [...houses].map(([house, all]) => {
    const of = (one: (typeof all)[number]) => (what === 'answers' ? one.slowest : Math.max(...one.above));
    const most = all.reduce((a, b) => (of(b) > of(a) ? b : a));
    return `${house}: ${of(most)} ${what === 'answers' ? 'ms at most for another request' : 'MB above idle at most'} (${most.name})`;
  });
  return worst.join('; ');
}

const print = (point: Point & { before?: string; after?: string }, number: string) => {
  const said = verdict(point);
  console.log(
    `${number.padStart(3)} ${point.what}\n    ${said}${point.before ? `\n    before: ${point.before}` : ''}${point.after ? `\n    after: ${afterOf(point.after)}` : ''}`,
  );
  return said.startsWith('FAILS');
};
const failed = [
  ...THREATS.map((point, at) => print(point, String(at + 1))),
  ...FOUND.map((point, at) => print(point, `F${at + 1}`)),
].filter(Boolean).length;
const executable = THREATS.filter((point) => 'held' in point).length;
console.log(
  `\n${executable} of ${THREATS.length} threats executable, ${FOUND.length} found faults; ${failed} not held`,
);
process.exitCode = failed > 0 ? 1 : 0;
