import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'vite';

const APP = join(import.meta.dirname, '../../app');

/** One thing that HubSpot builds and shows: what its `*-hsmeta.json` says, and the script made of it. */
export type Bundle = {
  uid: string;
  /** `crm.record.sidebar`, `crm.record.tab`, `settings`, `pages` or `crm.bulkActions` */
  location: string;
  entrypoint: string;
  /** Runs in a worker in which React, RemoteUI and HubSpot's globals are there. */
  code: string;
};

const LOCATIONS: Record<string, string> = { page: 'pages', 'crm-bulk-action': 'crm.bulkActions' };

/** The UI components of the project, as their metadata names them. `entrypoint` is a path below the project's root. */
export async function findUiComponents(app = APP): Promise<Omit<Bundle, 'code'>[]> {
  const found: Omit<Bundle, 'code'>[] = [];
  for (const folder of ['cards', 'settings', 'pages', 'actions']) {
    for (const name of (await readdir(join(app, folder))).filter((file) => file.endsWith('-hsmeta.json')).sort()) {
      const { uid, type, config } = JSON.parse(await readFile(join(app, folder, name), 'utf8'));
      const location = config.location ?? LOCATIONS[type] ?? type;
      found.push({ uid, location, entrypoint: config.entrypoint });
    }
  }
  return found;
}

/**
 * Builds every UI component with the settings of HubSpot's own builder (`@hubspot/ui-extensions-dev-server` 2.1.2,
 * `remoteBuild`: an IIFE, minified, React and Remote UI as globals), but with the vite that is here anyway: HubSpot's
 * needs 300 packages more. test/builder holds the two against each other.
 */
export async function buildCards(app = APP): Promise<Bundle[]> {
  return Promise.all((await findUiComponents(app)).map((component) => buildOne(component, app)));
}

async function buildOne(component: Omit<Bundle, 'code'>, app: string): Promise<Bundle> {
  const { entrypoint, uid } = component;
  const root = join(app, '..', entrypoint, '..');
  const output = await build({
    root,
    configFile: false,
    mode: 'production',
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      lib: {
        entry: join(root, basename(entrypoint)),
        name: uid,
        formats: ['iife'],
        fileName: () => 'bundle.js',
      },
      rolldownOptions: {
        external: ['react', 'react-dom', 'react/jsx-runtime', '@remote-ui/react'],
        output: {
          globals: {
            react: 'React',
            'react-dom': 'ReactDOM',
            'react/jsx-runtime': 'ReactJsxRuntime',
            '@remote-ui/react': 'RemoteUI',
          },
          extend: true,
        },
      },
      write: false,
      minify: true,
    },
  });
  return { ...component, code: onlyChunk(output) };
}

/** The script that a build without files gave. */
export function onlyChunk(output: Awaited<ReturnType<typeof build>>): string {
  const [result] = Array.isArray(output) ? output : [output];
  const chunk = result && 'output' in result ? result.output.find(({ type }) => type === 'chunk') : undefined;
  if (chunk?.type !== 'chunk') throw new Error('The build gave no script.');
  return chunk.code;
}

/** HubSpot states no limit; a bundle travels to every page that shows the card. */
export const MAX_BUNDLE_BYTES = 150_000;

if (import.meta.main) {
  for (const { uid, code } of await buildCards()) {
    process.stdout.write(`${uid}: ${(Buffer.byteLength(code) / 1000).toFixed(1)} kB\n`);
  }
}
