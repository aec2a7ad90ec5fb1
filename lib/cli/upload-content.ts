import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import ignore from 'ignore';

/** What HubSpot's CLI leaves out by itself: installed packages, dot files, logs, editors' swap files. */
const NEVER_UPLOADED = /(^|\/)(node_modules|\.[^/]+)(\/|$)|\.(log|swp)$|(^|\/)hubspot\.config\.yml$/;

/** The files that `hs project upload` would send from here, by .hsignore; paths below `root`, sorted. */
export async function uploadContent(root: string): Promise<string[]> {
  const rules = ignore().add(await readFile(join(root, '.hsignore'), 'utf8'));
  return (await walk(root, root)).filter((path) => !rules.ignores(path)).sort();
}

/** Every file that is not left out anyway. */
export async function walk(folder: string, root: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = relative(root, join(folder, entry.name));
      if (NEVER_UPLOADED.test(path)) return [];
      return entry.isDirectory() ? walk(join(folder, entry.name), root) : [path];
    }),
  );
  return found.flat();
}
