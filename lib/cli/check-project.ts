import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../portals/scopes.ts';
import { uploadContent, walk } from './upload-content.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Where a component's metadata has to lie, and how many of it a project may have (project-parsing-lib 0.23). */
const PLACES: Record<string, { folder: string; most: number }> = {
  app: { folder: 'app', most: 1 },
  card: { folder: 'app/cards', most: Number.POSITIVE_INFINITY },
  settings: { folder: 'app/settings', most: 1 },
  page: { folder: 'app/pages', most: 1 },
  'crm-bulk-action': { folder: 'app/actions', most: Number.POSITIVE_INFINITY },
  webhooks: { folder: 'app/webhooks', most: 1 },
  'workflow-action': { folder: 'app/workflow-actions', most: Number.POSITIVE_INFINITY },
};
/** Names that make the CLI take a project for one of the old kind. */
const LEGACY_FILES = ['app.json', 'public-app.json', 'serverless.json'];
const SUPPORTED_PLATFORMS = ['2026.03', '2026.09'];
const UI_FOLDERS = ['cards', 'settings', 'pages', 'actions'];

const component = z.strictObject({
  uid: z.string().regex(/^[\w.-]{1,64}$/, 'a uid has 1 to 64 of A-Z a-z 0-9 _ - .'),
  type: z.string(),
  config: z.record(z.string(), z.unknown()),
  dependencies: z.unknown().optional(),
  permissions: z.unknown().optional(),
});
type Component = z.infer<typeof component> & { path: string };

/** What HubSpot would refuse or silently leave out, each in a sentence; empty where all is well. */
export async function checkProject(root = ROOT): Promise<string[]> {
  const paths = await walk(root, root);
  const { components, problems } = await readComponents(root, paths);
  return [
    ...problems,
    ...(await checkPlatform(root)),
    ...paths
      .filter((path) => LEGACY_FILES.includes(basename(path)))
      .map((path) => `${path}: HubSpot takes a project with this file for one of the old kind`),
    ...checkPlaces(components),
    ...checkEntrypoints(root, components),
    ...checkPictures(root, components),
    ...checkScopes(components),
    ...checkPermitted(components),
    ...(await checkVariables(root, paths, components)),
    ...(await checkPackages(root)),
    ...(await checkUpload(root)),
  ];
}

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

async function readComponents(root: string, paths: string[]) {
  const components: Component[] = [];
  const problems: string[] = [];
  for (const path of paths.filter((each) => each.endsWith('-hsmeta.json'))) {
    try {
      components.push({ ...component.parse(await readJson(join(root, path))), path });
    } catch (error) {
      problems.push(`${path}: ${error instanceof z.ZodError ? z.prettifyError(error) : 'it is not JSON'}`);
    }
  }
  return { components, problems };
}

async function checkPlatform(root: string): Promise<string[]> {
  const project = z
    .strictObject({ name: z.string().min(1), srcDir: z.literal('.'), platformVersion: z.enum(SUPPORTED_PLATFORMS) })
    .safeParse(await readJson(join(root, 'hsproject.json')));
  return project.success ? [] : [`hsproject.json: ${z.prettifyError(project.error)}`];
}

function checkPlaces(components: Component[]): string[] {
  const problems: string[] = [];
  for (const { type, path } of components) {
    const place = PLACES[type];
    if (!place) problems.push(`${path}: no component of this app is of the type "${type}"`);
    else if (dirname(path) !== place.folder) {
      problems.push(
        `${path}: a ${type} lies in ${place.folder}/ itself; anywhere else HubSpot skips it without a word`,
      );
    }
  }
  for (const [type, { most }] of Object.entries(PLACES)) {
    const count = components.filter((each) => each.type === type).length;
    if (count > most) problems.push(`${count} components of the type "${type}", at most ${most} is allowed`);
    if (count === 0) problems.push(`no component of the type "${type}"`);
  }
  for (const [uid, same] of Map.groupBy(components, (each) => each.uid)) {
    if (same.length > 1) problems.push(`the uid "${uid}" stands in ${same.map(({ path }) => path).join(' and ')}`);
  }
  return problems;
}

function checkEntrypoints(root: string, components: Component[]): string[] {
  return components.flatMap(({ path, config }) => {
    if (config.entrypoint === undefined) return [];
    const entrypoint = String(config.entrypoint);
    if (dirname(entrypoint) !== `/${dirname(path)}`) return [`${path}: its entrypoint has to lie beside it`];
    return existsSync(join(root, entrypoint)) ? [] : [`${path}: there is no ${entrypoint}`];
  });
}

/** App cards reference: a preview has at most 5 MB; a picture that is not there is left out without a word. */
const MAX_PICTURE_BYTES = 5_000_000;

function checkPictures(root: string, components: Component[]): string[] {
  const named = components.flatMap(({ path, config }) => {
    const { file } = z.object({ file: z.string() }).catch({ file: '' }).parse(config.previewImage);
    const logo = typeof config.logo === 'string' ? [{ path, picture: join(root, config.logo) }] : [];
    return [...logo, ...(file ? [{ path, picture: join(root, dirname(path), file) }] : [])];
  });
  return named.flatMap(({ path, picture }) => {
    if (!existsSync(picture)) return [`${path}: there is no picture ${basename(picture)}`];
    return statSync(picture).size > MAX_PICTURE_BYTES ? [`${path}: ${basename(picture)} has more than 5 MB`] : [];
  });
}

/** A scope that the install link asks for and the app does not declare, or the other way round, blocks every install. */
function checkScopes(components: Component[]): string[] {
  const declared = z
    .object({ auth: z.object({ requiredScopes: z.array(z.string()), optionalScopes: z.array(z.string()) }) })
    .safeParse(components.find(({ type }) => type === 'app')?.config);
  if (!declared.success) return [`app/app-hsmeta.json: ${z.prettifyError(declared.error)}`];
  const { requiredScopes, optionalScopes } = declared.data.auth;
  return [
    ...difference('required scopes', requiredScopes, REQUIRED_SCOPES),
    ...difference('optional scopes', optionalScopes, OPTIONAL_SCOPES),
  ];
}

/**
 * HubSpot compares what a card fetches with the beginnings listed here, and signs it with the secret that its webhooks and
 * workflows are signed with. So none may reach an address of theirs, and each ends with a slash: `https://app.example` is
 * the beginning of `https://app.example.evil.example` too.
 */
function checkPermitted(components: Component[]): string[] {
  const { permittedUrls } = z
    .object({ permittedUrls: z.object({ fetch: z.array(z.string()) }) })
    .catch({ permittedUrls: { fetch: [] } })
    .parse(components.find(({ type }) => type === 'app')?.config);
  const called = components.flatMap(({ path, config }) =>
    [...JSON.stringify(config).matchAll(/"(?:targetUrl|actionUrl|optionsUrl)":"([^"]+)"/g)].map(([, url]) => ({
      path,
      url: url!,
    })),
  );
  return permittedUrls.fetch.flatMap((prefix) => [
    ...(prefix.endsWith('/') ? [] : [`app/app-hsmeta.json: permittedUrls.fetch: ${prefix} has to end with a slash`]),
    ...called
      .filter(({ url }) => url.startsWith(prefix))
      .map(({ path, url }) => `app/app-hsmeta.json: permittedUrls.fetch: ${prefix} permits ${url} of ${path}`),
  ]);
}

function difference(what: string, declared: string[], asked: readonly string[]): string[] {
  const missing = asked.filter((scope) => !declared.includes(scope));
  const extra = declared.filter((scope) => !asked.includes(scope));
  return [
    ...missing.map(
      (scope) => `app/app-hsmeta.json: the install link asks for ${scope}, which is not among the ${what}`,
    ),
    ...extra.map(
      (scope) => `app/app-hsmeta.json: ${scope} is among the ${what}, but the install link does not ask for it`,
    ),
  ];
}

/** Every profile has to give a value to every variable of the metadata. */
async function checkVariables(root: string, paths: string[], components: Component[]): Promise<string[]> {
  const used = new Set(
    components.flatMap(({ config }) => [...JSON.stringify(config).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name!)),
  );
  const profile = z.strictObject({ accountId: z.int(), variables: z.record(z.string(), z.string()) });
  const problems: string[] = [];
  for (const path of paths.filter((each) => /^hsprofile\.\w+\.json$/.test(each))) {
    const read = profile.safeParse(await readJson(join(root, path)));
    if (!read.success) problems.push(`${path}: ${z.prettifyError(read.error)}`);
    else
      for (const name of used)
        if (!(name in read.data.variables)) problems.push(`${path}: there is no value for ${name}`);
  }
  return problems;
}

/** HubSpot builds each UI folder from its own package.json and lock; what we test with has to be the same. */
async function checkPackages(root: string): Promise<string[]> {
  const dependencies = z.object({ dependencies: z.record(z.string(), z.string()) });
  const { devDependencies } = z
    .object({ devDependencies: z.record(z.string(), z.string()) })
    .parse(await readJson(join(root, 'package.json')));
  const problems: string[] = [];
  for (const folder of UI_FOLDERS) {
    const own = dependencies.parse(await readJson(join(root, 'app', folder, 'package.json'))).dependencies;
    const lock = z
      .object({ packages: z.object({ '': dependencies }) })
      .parse(await readJson(join(root, 'app', folder, 'package-lock.json'))).packages[''].dependencies;
    for (const [name, version] of Object.entries(own)) {
      if (lock[name] !== version) problems.push(`app/${folder}: the lock has another ${name} than package.json`);
      if (!version.startsWith('file:') && devDependencies[name] !== version) {
        problems.push(
          `app/${folder}: ${name} is ${version} there and ${devDependencies[name] ?? 'absent'} in package.json`,
        );
      }
    }
  }
  return problems;
}

async function checkUpload(root: string): Promise<string[]> {
  const foreign = (await uploadContent(root)).filter((path) => path !== 'hsproject.json' && !path.startsWith('app/'));
  return foreign.map((path) => `.hsignore: ${path} would be uploaded to HubSpot`);
}

if (import.meta.main) {
  const problems = await checkProject();
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length === 0) process.stdout.write('The HubSpot project is laid out as HubSpot wants it.\n');
  process.exitCode = problems.length === 0 ? 0 : 1;
}
