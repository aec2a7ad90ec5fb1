import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
  { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, BOMBS: '1' } },
);
const report = JSON.parse(readFileSync(output, 'utf8')) as Report;
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

const print = (point: Point & { before?: string }, number: string) => {
  const said = verdict(point);
  console.log(`${number.padStart(3)} ${point.what}\n    ${said}${point.before ? `\n    before: ${point.before}` : ''}`);
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
