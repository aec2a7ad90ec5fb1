import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EVENT_DEFINITIONS } from '../hubspot/app-events/index.ts';
import { EVENTS_SCOPE } from '../portals/scopes.ts';

// Run once HubSpot has approved app events for the app; the next upload of the project then carries them.
const project = join(import.meta.dirname, '../../app');
await mkdir(join(project, 'app-events'), { recursive: true });
for (const definition of EVENT_DEFINITIONS) {
  const file = `app-events/${definition.uid.replaceAll('_', '-')}-hsmeta.json`;
  await writeJson(file, definition);
  console.log(`${definition.config.name} → app/${file}`);
}
const app = JSON.parse(await readFile(join(project, 'app-hsmeta.json'), 'utf8'));
const scopes: string[] = app.config.auth.optionalScopes;
if (!scopes.includes(EVENTS_SCOPE)) scopes.push(EVENTS_SCOPE);
await writeJson('app-hsmeta.json', app);
console.log('Upload the project and set HUBSPOT_APP_EVENTS=on. Accounts that connect again then grant app events too.');

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(join(project, file), `${JSON.stringify(value, null, 2)}\n`);
}
