import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Bundle, findUiComponents } from '../../lib/cli/build-cards.ts';
import { uploadContent } from '../../lib/cli/upload-content.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const BUILDER = join(import.meta.dirname, 'build.mjs');

/** `npm ci --prefix test/builder` installs it. */
export const hasBuilder = existsSync(join(import.meta.dirname, 'node_modules/@hubspot/ui-extensions-dev-server'));

let built: Promise<Bundle[]> | undefined;

/**
 * Every bundle from exactly what an upload holds, built as HubSpot's server goes about it: in each folder an install by
 * its own lock, then HubSpot's own builder. Once for all the tests of a worker, since it takes longer than most of them.
 */
export function buildAsHubSpot(): Promise<Bundle[]> {
  built ??= build();
  return built;
}

async function build(): Promise<Bundle[]> {
  const upload = await mkdtemp(join(tmpdir(), 'reply-tracking-upload-'));
  try {
    for (const path of await uploadContent(ROOT)) await cp(join(ROOT, path), join(upload, path), { recursive: true });
    const components = await findUiComponents(join(upload, 'app'));
    for (const folder of new Set(components.map(({ entrypoint }) => dirname(entrypoint)))) {
      const flags = ['--ignore-scripts', '--no-audit', '--no-optional', '--no-fund'];
      await run('npm', ['ci', ...flags], { cwd: join(upload, folder) });
    }
    const bundles: Bundle[] = [];
    for (const component of components) {
      const entry = join(upload, component.entrypoint);
      const output = join(upload, 'dist', component.uid);
      await run(process.execPath, [BUILDER, dirname(entry), entry, output]);
      const file = join(output, basename(component.entrypoint).replace(/\.tsx$/, '.js'));
      bundles.push({ ...component, code: await readFile(file, 'utf8') });
    }
    return bundles;
  } finally {
    await rm(upload, { recursive: true, force: true });
  }
}
