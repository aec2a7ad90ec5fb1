import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

/** The first Node on the path, outside node_modules, that loads no TypeScript; null where there is none. */
function olderNode(): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder.includes('node_modules')) continue;
    const said = spawnSync(join(folder, 'node'), ['--version'], { encoding: 'utf8' }).stdout ?? '';
    if (/^v(18|20)\./.test(said)) return join(folder, 'node');
  }
  return null;
}
const older = olderNode();

describe.skipIf(older === null || process.platform === 'win32')('an npm script on Node 20', () => {
  /** A project with nothing but the script, and what npm ci brought along. */
  function project(brought: string | null): string {
    const folder = mkdtempSync(join(tmpdir(), 'newer-node-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync('lib/cli/newer-node.js', join(folder, 'lib/cli/newer-node.js'));
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    writeFileSync(
      join(folder, 'main.ts'),
      'const seen: string[] = process.argv.slice(2); console.log(process.version, seen);',
    );
    if (brought) {
      const bin = join(folder, `node_modules/node-${process.platform}-${process.arch}/bin`);
      mkdirSync(bin, { recursive: true });
      writeFileSync(join(bin, 'node'), brought);
      chmodSync(join(bin, 'node'), 0o755);
    }
    return folder;
  }
  const run = (folder: string) =>
    spawnSync(older!, ['--import', './lib/cli/newer-node.js', 'main.ts', '--once'], { cwd: folder, encoding: 'utf8' });

  test('is run by the Node that npm ci brought, with the same arguments', () => {
    const { stdout, stderr, status } = run(project(`#!/bin/sh\nexec ${process.execPath} "$@"\n`));
    expect([stdout, stderr, status]).toEqual([`${process.version} [ '--once' ]\n`, '', 0]);
  });

  test('ends as that one ends', () => {
    expect(run(project('#!/bin/sh\nexit 7\n')).status).toBe(7);
  });

  test('says what is needed where none was brought', () => {
    const { stderr, status } = run(project(null));
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Reply Tracking runs on Node 22\.18, .* this is v20\./);
    expect(stderr).toContain('npm ci');
    expect(stderr).not.toContain('ERR_UNKNOWN_FILE_EXTENSION');
  });
});
