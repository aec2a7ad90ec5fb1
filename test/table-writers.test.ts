import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { walk } from '../lib/cli/upload-content.ts';

const ROOT = new URL('..', import.meta.url).pathname;
/** Erasing and merging go through the tables of every room; pg-boss has its own. */
const EXCEPTIONS = [
  'lib/conversations/erase-contact.ts',
  'lib/conversations/merge-contacts.ts',
  'lib/portals/erase-portal.ts',
];
const WRITES =
  /(?:insert into|delete from|update) ([a-z_]+)(?: [a-z]+)? (?:set|where|\(|\$\{)|insert into ([a-z_]+)|delete from ([a-z_]+)/g;

async function writers(): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  const paths = (await walk(ROOT, ROOT)).filter((path) => /^(lib|cards|webhooks)\/.*\.ts$/.test(path));
  for (const path of paths.filter((each) => !EXCEPTIONS.includes(each))) {
    const text = (await readFile(`${ROOT}/${path}`, 'utf8')).replace(/\s+/g, ' ');
    for (const [, ...names] of text.matchAll(WRITES)) {
      const table = names.find((name) => name)!;
      found.set(table, (found.get(table) ?? new Set()).add(path));
    }
  }
  return found;
}

test('a table is written in one room', async () => {
  const rooms = [...(await writers())].map(([table, paths]) => [table, [...new Set([...paths].map(dirname))]] as const);
  expect(rooms.length).toBeGreaterThan(15);
  expect(rooms.filter(([, folders]) => folders.length > 1)).toEqual([]);
});
