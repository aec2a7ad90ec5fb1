import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './imports.ts';

type Locked = { version?: string; license?: string; integrity?: string; resolved?: string; link?: boolean };
const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
const locks = files.filter((file) => /(?:^|\/)package-lock\.json$/.test(file));
const packages = locks.flatMap((file) => {
  const lock = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as { packages: Record<string, Locked> };
  return Object.entries(lock.packages).filter(
    ([path, { link }]) => /(?:^|\/)node_modules\//.test(path) && !link && !isOurs(path),
  );
});

/** The package of ours that stands for one that a test leaves out. */
function isOurs(path: string): boolean {
  return path.endsWith('/ui-extensions-dev-server/nothing');
}

/** Licences under which a package may be used and passed on without asking. */
const ALLOWED =
  /^\(?(MIT|MIT-0|ISC|BSD|BSD-2-Clause|BSD-3-Clause|0BSD|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-[34]\.0|Unlicense|Python-2\.0|MPL-2\.0|PostgreSQL|MIT OR Apache-2\.0|PSF-2\.0|Public Domain|WTFPL|Zlib)\b/;
/** What names no licence in the lock file, looked up in its own repository. */
const LOOKED_UP = new Set<string>([]);

test('every package has a licence that allows what we do with it', () => {
  const wrong = packages.filter(([path, { license = '' }]) => !ALLOWED.test(license) && !LOOKED_UP.has(path));
  expect(wrong.map(([path, { license }]) => `${path}: ${license ?? 'none named'}`)).toEqual([]);
});

test('every package is held to its content, and comes from the registry', () => {
  expect(packages.filter(([, { integrity }]) => !/^sha(512|1)-/.test(integrity ?? '')).map(([path]) => path)).toEqual(
    [],
  );
  const elsewhere = packages.filter(
    ([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
  );
  expect(elsewhere.map(([path, { resolved }]) => `${path}: ${resolved}`)).toEqual([]);
});

/** What npm says of a package that may run something at the install: nobody who tries the product has to read it. */
test('whether a package may run a script at the install is decided', () => {
  const { packages: all } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const { allowScripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const asking = Object.entries<{ hasInstallScript?: boolean }>(all)
    .filter(([path, { hasInstallScript }]) => path !== '' && hasInstallScript)
    .map(([path]) => path.split('node_modules/').at(-1));
  expect(asking.filter((name) => !(name! in allowScripts))).toEqual([]);
});

test('a newer Node comes along on every platform that people work on', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win-x64', 'win-arm64'];
  const brought = platforms.map((one) =>
    [`node-${one}`, `node-bin-${one}`].filter((name) => name in optionalDependencies),
  );
  expect(brought.map((names) => names.length)).toEqual(platforms.map(() => 1));
});

/** Forms of secrets that somebody could use. */
const SECRETS: [string, RegExp][] = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/],
  ['a SendGrid key', /\bSG\.[\w-]{22}\.[\w-]{43}\b/],
  ['a Google key', /\bAIza[\w-]{35}\b/],
  ['a HubSpot token', /\bpat-(?:na|eu)\d-[0-9a-f]{8}-[0-9a-f-]{27}\b/],
  ['a GitHub token', /\bgh[pousr]_[A-Za-z0-9]{36}\b/],
  ['an AWS key', /\bAKIA[0-9A-Z]{16}\b/],
  ['a Slack token', /\bxox[abprs]-[\w-]{10,}/],
];

test('no file of the repository holds a secret', () => {
  const found = files
    .filter((file) => !/\.(png|bin|jpg|ico)$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'latin1');
      return SECRETS.filter(([, form]) => form.test(text)).map(([what]) => `${file}: ${what}`);
    });
  expect(found).toEqual([]);
});

test('a planted one would be found', () => {
  const planted = ['SG.', 'a'.repeat(22), '.', 'b'.repeat(43)].join('');
  expect(SECRETS.filter(([, form]) => form.test(planted)).map(([what]) => what)).toEqual(['a SendGrid key']);
});
