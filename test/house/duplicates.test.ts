import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, sources } from './imports.ts';

const LINES = 6;
/** Six lines with fewer characters than this are braces and keywords. */
const CHARACTERS = 120;

type Place = { file: string; line: number };

/**
 * Pairs of places that share six or more lines. Imports, blank lines and comments do not count, nor does indentation.
 * Lists of words (`words/`, `data/`) and definitions of forms stand beside their like on purpose.
 */
function duplicates(files: { file: string; code: string }[]): string[] {
  const seen = new Map<string, Place>();
  const found = new Map<string, string>();
  for (const { file, code } of files) {
    const lines = code
      .split('\n')
      .map((text, at) => ({ text: text.trim(), line: at + 1 }))
      .filter(({ text }) => text !== '' && !/^(import |export \{|\} from |\/\/|\/\*|\*)/.test(text));
    let repeated = false;
    for (let at = 0; at + LINES <= lines.length; at++) {
      const window = lines.slice(at, at + LINES);
      const key = window.map(({ text }) => text).join('\n');
      if (key.length < CHARACTERS) continue;
      const here = { file, line: window[0]!.line };
      const first = seen.get(key);
      if (!first) seen.set(key, here);
      else if (!repeated) found.set(key, `${first.file}:${first.line} and ${here.file}:${here.line}`);
      repeated = first !== undefined;
    }
  }
  return [...found.values()];
}

const read = (file: string) => ({ file, code: readFileSync(join(ROOT, file), 'utf8') });
const isProse = (file: string) => /\/(words|data)\//.test(file);

test('no six lines stand twice in the product', () => {
  expect(
    duplicates(
      sources('lib', 'webhooks', 'cards', 'app', 'server.ts')
        .filter((f) => !isProse(f))
        .map(read),
    ),
  ).toEqual([]);
});

test('six lines that stand twice are found, once a place', () => {
  const code = Array.from({ length: 9 }, (_, n) => `const value${n} = compute(input, ${n});`).join('\n');
  const found = duplicates([
    { file: 'a.ts', code },
    { file: 'b.ts', code: `// other\n\n${code.replaceAll('const', '  const')}` },
  ]);
  expect(found).toEqual(['a.ts:1 and b.ts:3']);
});
