import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analysisSchema } from '../lib/analysis/schema.ts';
import { LANGUAGES } from '../lib/language.ts';
import { type Forbidden, isNamed, isSaid, namesIn, parseGlossary, readGlossary } from './glossary/read-glossary.ts';
import { screenWords } from './glossary/screen-words.ts';
import { testDatabase } from './support/database.ts';

const ROOT = join(import.meta.dirname, '..');
const glossary = await readGlossary();

/** Each finding with the word to use instead. */
const findings = (where: string, name: string, forbidden: Forbidden[], matches: typeof isNamed): string[] =>
  forbidden
    .filter((entry) => matches(name, entry))
    .map((entry) => `${where}: "${name}" has "${entry.word}", use ${entry.instead}`);

async function sources(pattern: string): Promise<{ path: string; names: Set<string> }[]> {
  const found: { path: string; names: Set<string> }[] = [];
  for await (const path of glob(pattern, { cwd: ROOT, exclude: (entry) => entry.includes('node_modules') })) {
    found.push({ path, names: namesIn(await readFile(join(ROOT, path), 'utf8')) });
  }
  return found;
}

test('no name in the code is a word that the glossary forbids', async () => {
  const files = await sources('{app,cards,lib,webhooks}/**/*.{ts,tsx}');
  expect(files.length).toBeGreaterThan(300);
  const found = files.flatMap(({ path, names }) =>
    [...names].flatMap((name) => findings(path, name, glossary.code, isNamed)),
  );
  expect(found).toEqual([]);
});

describe('the API of the pages', () => {
  test('has no word that the glossary forbids there', async () => {
    const files = await sources('cards/dto/*.ts');
    const found = files.flatMap(({ path, names }) =>
      [...names].flatMap((name) => findings(path, name, glossary.dto, isNamed)),
    );
    expect(found).toEqual([]);
  });

  test('has names in camel case; only an analysis keeps the names of its labels', async () => {
    const labels = Object.keys(analysisSchema.shape);
    const files = await sources('cards/dto/*.ts');
    const found = files.flatMap(({ path, names }) =>
      [...names].filter((name) => /[a-z]_[a-z]/.test(name) && !labels.includes(name)).map((name) => `${path}: ${name}`),
    );
    expect(found).toEqual([]);
  });
});

test('no table or column of the migrated database is a word that the glossary forbids', async () => {
  await using database = await testDatabase();
  const rows = await database.sql<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'`;
  const tables = [...new Set(rows.map(({ table }) => table))];
  expect(tables).toContain('reply_tokens');
  const found = [
    ...tables.flatMap((table) => findings('table', table, glossary.code, isNamed)),
    ...rows.flatMap(({ table, column }) => findings(`table ${table}`, column, glossary.code, isNamed)),
  ];
  expect(found).toEqual([]);
});

test.each(LANGUAGES)('no word that people read in %s is one that the glossary forbids', async (language) => {
  const said = await screenWords(language);
  expect(said.length).toBeGreaterThan(400);
  const found = said.flatMap(({ where, text }) => findings(where, text, glossary.screens[language], isSaid));
  expect(found).toEqual([]);
});

describe('a planted word is found, with the word to use', () => {
  const planted = parseGlossary(`
| thing | code | English | Português | Español | never in code | never on a screen |
|---|---|---|---|---|---|---|
| an address | \`forwardAddress\` | forwarding address | x | dirección de reenvío | \`reply to address\`, \`=Answer\`, \`dto:contact id\` | \`es:caduc*\`, \`en:mail\` |
`);

  test.each(['replyToAddress', 'REPLY_TO_ADDRESS', 'old_reply_to_address_id', 'Answer'])('in the name %s', (name) => {
    expect(findings('x.ts', name, planted.code, isNamed)).toEqual([
      expect.stringMatching(/^x\.ts: ".*" has ".*", use `forwardAddress`$/),
    ]);
  });

  test.each(['replyTo', 'replyAddress', 'AnswerRow', 'toAddress'])('and not in %s', (name) => {
    expect(findings('x.ts', name, planted.code, isNamed)).toEqual([]);
  });

  test('on a screen, as a whole word or as the beginning of one, in its language only', () => {
    expect(findings('words', 'La dirección caducó.', planted.screens.es, isSaid)).toEqual([
      'words: "La dirección caducó." has "caduc*", use dirección de reenvío',
    ]);
    expect(findings('words', 'Your mail is sent.', planted.screens.en, isSaid)).toHaveLength(1);
    expect(findings('words', 'Your email and e-mail, by mailing list.', planted.screens.en, isSaid)).toEqual([]);
    expect(findings('words', 'La dirección caducó.', planted.screens.en, isSaid)).toEqual([]);
  });

  test('in code, but not in what code says or comments', () => {
    const source = [
      "const a = 'replyToAddress // no'; // replyToAddress",
      `/* Answer */ const b = \`to \${Answer.of(a)} and replyToAddress\`;`,
      'const url = "https://x.example"; const c = 1;',
    ].join('\n');
    expect([...namesIn(source)].sort()).toEqual(['Answer', 'a', 'b', 'c', 'const', 'of', 'url']);
  });
});
