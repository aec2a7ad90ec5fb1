import { spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { analysisSchema } from '../../lib/analysis/index.ts';

async function run(command: string, args: string[], stdin = '') {
  const child = spawn(process.execPath, [`lib/cli/${command}.ts`, ...args], { env: { PATH: process.env.PATH } });
  child.stdin.end(stdin);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { stdout, stderr, code };
}

const rows = [
  { id: 'a', text: 'Please remove me from your list.', subject: 'Re: news', sent_text: 'Hi! News.', lang: 'en' },
  { id: 2, text: 'Quanto fica para 10 licenças?', lang: 'pt' },
];

test('analyze reads and writes JSON Lines, and names a bad line without stopping', async () => {
  const lines = [JSON.stringify(rows[0]), 'not json', JSON.stringify(rows[1])].join('\n');
  const { stdout, stderr, code } = await run('analyze', ['--jsonl', '--analyst', 'rules'], lines);
  const out = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: unknown; analysis: unknown });
  expect(out.map(({ id }) => id)).toEqual(['a', 2]);
  const [first, second] = out.map(({ analysis }) => analysisSchema.parse(analysis));
  expect(first).toMatchObject({ kind: 'unsubscribe', response_type: 'needs_handling' });
  expect(second).toMatchObject({ response_type: 'high_value', action_items: [expect.stringContaining('10 licenças')] });
  expect(stderr).toContain('line 2');
  expect(code).toBe(1);
});

test('analyze prints one reply to read', async () => {
  const { stdout, code } = await run('analyze', [], 'The export is broken since Monday, please fix it.');
  expect(stdout).toMatch(/response type\s+needs_handling/);
  expect(stdout).toContain('“The export is broken since Monday, please fix it.”');
  expect(code).toBe(0);
});

test('gemini without a key says what to do', async () => {
  const { stderr, code } = await run('analyze', ['--analyst', 'gemini'], 'hi');
  expect(stderr).toMatch(/GEMINI_API_KEY/);
  expect(code).toBe(1);
});

test('eval prints figures with intervals, by language, and compares', async () => {
  const { stdout, code } = await run('eval', [
    'test/analysis/fixtures/tuned.jsonl',
    '--analyst',
    'rules',
    '--against',
    'rules',
  ]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/response_type\s+[\d.]+ %\s+\[[\d.]+ % … [\d.]+ %\]\s+of 88/);
  expect(stdout).toMatch(/a reply takes [\d.]+ ms \(median\)/);
  expect(stdout).toMatch(/evidence validity\s+100\.0 %/);
  expect(stdout).toContain('rules, pt');
  expect(stdout).toMatch(/response_type\s+0\s+0\s+p = 1\.000/);
});

test('eval names a bad set', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'eval-')), 'bad.jsonl');
  await writeFile(file, '{"id": "x"}\n');
  expect(await run('eval', [file])).toMatchObject({ code: 1, stderr: expect.stringContaining('Line 1') });
  expect(await run('eval', ['no-such-file.jsonl'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no-such-file'),
  });
  expect(await run('eval', [])).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage') });
});
