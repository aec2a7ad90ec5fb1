import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkProject } from '../../lib/cli/check-project.ts';
import { uploadContent } from '../../lib/cli/upload-content.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILES = [
  'app',
  'hsproject.json',
  'hsprofile.staging.json',
  'hsprofile.production.json',
  '.hsignore',
  'package.json',
  'server.ts',
];

let copy: string;
beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), 'reply-tracking-project-'));
  for (const name of FILES) {
    await cp(join(ROOT, name), join(copy, name), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    });
  }
});
afterEach(() => rm(copy, { recursive: true }));

type Json = Record<string, unknown>;
/** Changes a JSON file of the copy. */
async function change(path: string, apply: (content: Json & { config: Json }) => void): Promise<void> {
  const content = JSON.parse(await readFile(join(copy, path), 'utf8'));
  apply(content);
  await writeFile(join(copy, path), JSON.stringify(content));
}
/** How the metadata writes our address. */
const VARIABLE = ['$', '{APP_URL}'].join('');
const permit = (fetch: string[]) =>
  change('app/app-hsmeta.json', ({ config }) => Object.assign(config, { permittedUrls: { fetch } }));
const SIDEBAR = 'app/cards/reply-sidebar-hsmeta.json';

test('the project as it is has no problem', async () => {
  expect(await checkProject(copy)).toEqual([]);
});

describe('what HubSpot would refuse or silently leave out is named', () => {
  test.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'metadata in another folder',
      () => cp(join(copy, SIDEBAR), join(copy, 'app/reply-hsmeta.json')),
      /lies in app\/cards/,
    ],
    [
      'metadata one folder deeper',
      () => cp(join(copy, SIDEBAR), join(copy, 'app/cards/words/reply-hsmeta.json')),
      /skips it without a word/,
    ],
    [
      'a uid twice',
      () => cp(join(copy, SIDEBAR), join(copy, 'app/cards/twice-hsmeta.json')),
      /uid "reply_sidebar_card" stands in/,
    ],
    [
      'a second settings page',
      async () => {
        await cp(join(copy, 'app/settings/settings-hsmeta.json'), join(copy, 'app/settings/more-hsmeta.json'));
        await change('app/settings/more-hsmeta.json', (meta) => Object.assign(meta, { uid: 'more' }));
      },
      /at most 1 is allowed/,
    ],
    ['broken JSON', () => writeFile(join(copy, SIDEBAR), '{'), /it is not JSON/],
    ['an unknown key', () => change(SIDEBAR, (meta) => Object.assign(meta, { extra: 1 })), /extra/],
    ['a uid with a space', () => change(SIDEBAR, (meta) => Object.assign(meta, { uid: 'a b' })), /a uid has/],
    [
      'an entrypoint that is not there',
      () => change(SIDEBAR, ({ config }) => Object.assign(config, { entrypoint: '/app/cards/None.tsx' })),
      /there is no/,
    ],
    [
      'an entrypoint elsewhere',
      () => change(SIDEBAR, ({ config }) => Object.assign(config, { entrypoint: '/cards/index.ts' })),
      /has to lie beside it/,
    ],
    [
      'a scope that no install asks for',
      () =>
        change('app/app-hsmeta.json', ({ config }) => {
          (config.auth as { requiredScopes: string[] }).requiredScopes.push('tickets');
        }),
      /tickets is among the required scopes/,
    ],
    [
      'an address for cards that lets them post to our webhooks',
      () => permit([`${VARIABLE}/`]),
      /permits \$\{APP_URL\}\/webhooks\/hubspot-events of app\/webhooks/,
    ],
    ['an address for cards that is the beginning of another host', () => permit([VARIABLE]), /has to end with a slash/],
    [
      'a variable without a value',
      () => change('hsprofile.production.json', (profile) => Object.assign(profile, { variables: {} })),
      /no value for APP_URL/,
    ],
    [
      'a platform that HubSpot has ended',
      () => change('hsproject.json', (project) => Object.assign(project, { platformVersion: '2025.1' })),
      /platformVersion/,
    ],
    ['a file of the old kind', () => writeFile(join(copy, 'app/app.json'), '{}'), /of the old kind/],
    [
      'another version of the SDK than the one tested',
      () =>
        change('app/cards/package.json', (pack) => {
          (pack.dependencies as Json)['@hubspot/ui-extensions'] = '0.16.0';
        }),
      /the lock has another @hubspot\/ui-extensions/,
    ],
    [
      'an ignore file that lets our server through',
      () => writeFile(join(copy, '.hsignore'), '/package.json\n'),
      /server\.ts would be uploaded/,
    ],
  ])('%s', async (_, breakIt, expected) => {
    await breakIt();
    expect((await checkProject(copy)).join('\n')).toMatch(expected);
  });
});

test('the upload holds app/ with its locks and hsproject.json, nothing else', async () => {
  const paths = await uploadContent(ROOT);
  expect(paths.filter((path) => !path.startsWith('app/'))).toEqual(['hsproject.json']);
  expect(paths).toContain('app/webhooks/webhooks-hsmeta.json');
  expect(paths).toContain('app/cards/package-lock.json');
  expect(paths.some((path) => path.includes('node_modules'))).toBe(false);
});
