import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../lib/cli/admin/program.ts';
import { EXAMPLES, envExample, withSettings } from '../../lib/cli/write-settings.ts';
import { describeSettings, readSettings } from '../../lib/config.ts';
import { ROOT } from '../house/imports.ts';
import { openApi, withEndpoints } from './api.ts';
import { type Known, problemsOf } from './check-docs.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const pages = [
  // What a release was called then may be gone now.
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md') && name !== 'CHANGELOG.md'),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const known: Known = {
  root: ROOT,
  scripts: new Set(Object.keys(JSON.parse(read('package.json')).scripts)),
  adminCommands: new Set(
    COMMANDS.flatMap(({ path, formerly }) => [path.split(' ')[0]!, ...(formerly ? [formerly] : [])]),
  ),
  settings: new Set(describeSettings().map(({ name }) => name)),
};

test('what the pages name exists: links, headings, pictures, commands, settings, files', () => {
  expect(pages.flatMap((path) => problemsOf(path, read(path), known))).toEqual([]);
});

test('each mistake is found', () => {
  const planted = (text: string) => problemsOf('docs/operate.md', text, known);
  expect(planted('[here](nowhere.md)')).toEqual(['docs/operate.md: the link to nowhere.md leads nowhere']);
  expect(planted('[here](use.md#no-such-part)')).toEqual(['docs/operate.md: docs/use.md has no heading #no-such-part']);
  expect(planted('![Home](screens/gone.png)')).toHaveLength(1);
  expect(planted('`npm run tests`')).toEqual(['docs/operate.md: there is no command "npm run tests"']);
  expect(planted('npm run admin -- portal')).toEqual([
    'docs/operate.md: there is no command "npm run admin -- portal"',
  ]);
  expect(planted('`INBOUND_HOURS`')).toEqual(['docs/operate.md: there is no setting INBOUND_HOURS']);
  expect(planted('`lib/gone.ts`')).toEqual(['docs/operate.md: there is no file lib/gone.ts']);
  expect(planted('`npm run admin -- keys rotate`, `INBOUND_DAYS`, [use](use.md)')).toEqual([]);
});

/** Pictures that no test writes any more: `code` is that of all tests. */
const stale = (names: string[], code: string) => names.filter((name) => !code.includes(name.replace(/\.png$/, '')));

test('every picture is written by a test, so that none shows what once was', () => {
  const code = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
    .map((name) => read(`test/${name}`))
    .join('\n');
  expect(stale(readdirSync(join(ROOT, 'docs/screens')), code)).toEqual([]);
  const gone = ['planted', 'screen.png'].join('-');
  expect(stale(['home.png', gone], code)).toEqual([gone]);
});

test('every setting that a start requires has an example, and what is no command is read as it stands', () => {
  const required = describeSettings().filter((one) => one.required);
  expect(required.map(({ name }) => name).sort()).toEqual(Object.keys(EXAMPLES).sort());
  const values = Object.entries(EXAMPLES).filter(([, example]) => !/[ …]/.test(example));
  expect(values.length).toBeGreaterThan(3);
  const wrong = readSettings(Object.fromEntries(values)).problems.filter(({ kind }) => kind === 'wrong');
  expect(wrong).toEqual([]);
});

test('the lists of settings are as the code reads them: npm run docs', () => {
  expect(withSettings(read('docs/operate.md'), describeSettings())).toBe(read('docs/operate.md'));
  expect(read('.env.example')).toBe(envExample(describeSettings()));
});

test('the description of the API is as the code is: npm run docs', () => {
  expect(withEndpoints(read('docs/api.md'))).toBe(read('docs/api.md'));
  expect(JSON.parse(JSON.stringify(openApi()))).toEqual(JSON.parse(read('api/openapi.json')));
}, 120_000);

test('the three languages of the user’s guide have the same parts', () => {
  const shape = (path: string) =>
    read(path)
      .split('\n')
      .flatMap((line) => /^(#+ |- |\d\. |!\[|\|)/.exec(line)?.[1] ?? []);
  expect(shape('docs/use.pt.md')).toEqual(shape('docs/use.md'));
  expect(shape('docs/use.es.md')).toEqual(shape('docs/use.md'));
});
