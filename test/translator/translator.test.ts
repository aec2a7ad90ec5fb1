import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { uploadContent } from '../../lib/cli/upload-content.ts';
import { EVENT_DEFINITIONS } from '../../lib/hubspot/app-events/index.ts';
import { CONFIG_SCHEMAS } from './config-schemas.ts';

const ROOT = join(import.meta.dirname, '../..');
const installed = existsSync(join(import.meta.dirname, 'node_modules/@hubspot/project-parsing-lib'));
if (!installed) {
  process.stderr.write(
    '\n!!! SKIPPED: HubSpot’s own project translator is not installed (npm ci --prefix test/translator).\n\n',
  );
}

type Translated = {
  error?: string;
  components?: { uid: string; componentType: string; config: Record<string, unknown> }[];
  skipped?: unknown[];
};

let upload: string;
beforeEach(async () => {
  upload = await mkdtemp(join(tmpdir(), 'reply-tracking-upload-'));
  for (const path of [...(await uploadContent(ROOT)), 'hsprofile.staging.json', 'hsprofile.production.json']) {
    await cp(join(ROOT, path), join(upload, path), { recursive: true });
  }
});
afterEach(() => rm(upload, { recursive: true }));

/** HubSpot's translator on the folder, in a process of its own. */
async function translate(profile = 'production'): Promise<Translated> {
  const { platformVersion } = JSON.parse(await readFile(join(upload, 'hsproject.json'), 'utf8'));
  const script = join(import.meta.dirname, 'translate.mjs');
  const child = spawn(process.execPath, [script, upload, platformVersion, profile], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(CONFIG_SCHEMAS));
  let output = '';
  for await (const part of child.stdout) output += part;
  return JSON.parse(output);
}

type Meta = { uid: string; type: string; config: Record<string, unknown> };
async function change(path: string, apply: (meta: Meta) => void): Promise<void> {
  const meta: Meta = JSON.parse(await readFile(join(upload, path), 'utf8'));
  apply(meta);
  await writeFile(join(upload, path), JSON.stringify(meta));
}
const copy = (from: string, to: string) => cp(join(upload, from), join(upload, to));

const CARD = 'app/cards/reply-tab-hsmeta.json';
const ACTION = 'app/workflow-actions/send-tracked-email-hsmeta.json';
const COMPONENTS = [
  'APPLICATION',
  ...Array(7).fill('CARD'),
  'CRM_BULK_ACTION',
  'PAGE',
  'SETTINGS',
  'WEBHOOKS',
  'WORKFLOW_ACTION',
  'WORKFLOW_ACTION',
  'WORKFLOW_ACTION',
];

const definition = (fields: unknown, n: number): object => (fields as { typeDefinition: object }[])[n]!.typeDefinition;

describe.skipIf(!installed)('HubSpot’s own project translator', () => {
  test.each(['staging', 'production'])('takes the project with the profile %s', async (profile) => {
    const { error, components = [], skipped } = await translate(profile);
    expect({ error, skipped }).toEqual({ error: undefined, skipped: [] });
    expect(components.map(({ componentType }) => componentType).sort()).toEqual(COMPONENTS);
    expect(JSON.stringify(components)).not.toContain('${');
  });

  test('takes the app events too, once HubSpot has approved them', async () => {
    await mkdir(join(upload, 'app/app-events'));
    for (const definition of EVENT_DEFINITIONS) {
      const file = join(upload, 'app/app-events', `${definition.uid}-hsmeta.json`);
      await writeFile(file, JSON.stringify(definition));
    }
    const { error, components = [] } = await translate();
    expect(error).toBeUndefined();
    expect(components.filter(({ componentType }) => componentType === 'APP_EVENT')).toHaveLength(
      EVENT_DEFINITIONS.length,
    );
  });

  test.each<[string, () => Promise<unknown>, RegExp]>([
    ['a uid twice', () => copy(CARD, 'app/cards/twice-hsmeta.json'), /Duplicate uid/],
    [
      'a second settings page',
      async () => {
        await copy('app/settings/settings-hsmeta.json', 'app/settings/more-hsmeta.json');
        await change('app/settings/more-hsmeta.json', (meta) => Object.assign(meta, { uid: 'more' }));
      },
      /Only one settings/,
    ],
    [
      'metadata in another folder',
      async () => {
        await copy('app/webhooks/webhooks-hsmeta.json', 'app/cards/webhooks-hsmeta.json');
        await rm(join(upload, 'app/webhooks'), { recursive: true });
      },
      /is incorrect for type 'webhooks'/,
    ],
    ['no app', () => rm(join(upload, 'app/app-hsmeta.json')), /must be a child of the 'app'/],
    ['broken JSON', () => writeFile(join(upload, CARD), '{'), /Invalid JSON/],
    ['a uid with a space', () => change(CARD, (meta) => Object.assign(meta, { uid: 'a b' })), /uid/i],
    ['another key beside config', () => change(CARD, (meta) => Object.assign(meta, { extra: 1 })), /extra/],
    [
      'a place for cards that HubSpot does not have',
      () => change(CARD, ({ config }) => Object.assign(config, { location: 'crm.record.top' })),
      /config\.location/,
    ],
    [
      'an action without an address',
      () => change(ACTION, ({ config }) => Object.assign(config, { actionUrl: undefined })),
      /actionUrl/,
    ],
    [
      'an owner as a text, which HubSpot does not have',
      () => change(ACTION, ({ config }) => Object.assign(definition(config.inputFields, 2), { type: 'string' })),
      /config\.inputFields\.2/,
    ],
    [
      'a choice without options',
      () => change(ACTION, ({ config }) => Object.assign(definition(config.outputFields, 0), { options: undefined })),
      /config\.outputFields\.0/,
    ],
    [
      'an action without English words',
      () => change(ACTION, ({ config }) => Object.assign(config, { labels: {} })),
      /config\.labels/,
    ],
    [
      'a platform that HubSpot does not know',
      () => change('hsproject.json', (project) => Object.assign(project, { platformVersion: '2028.09' })),
      /Unsupported platform version/,
    ],
  ])('refuses %s', async (_what, breakIt, expected) => {
    await breakIt();
    expect((await translate()).error).toMatch(expected);
  });

  test('leaves out metadata that lies too deep, which the project therefore has nowhere', async () => {
    await mkdir(join(upload, 'app/cards/deeper'));
    await copy(CARD, 'app/cards/deeper/card-hsmeta.json');
    const { components, skipped } = await translate();
    expect(skipped).toHaveLength(1);
    expect(components).toHaveLength(COMPONENTS.length);
  });
});
