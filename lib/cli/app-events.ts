import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EVENT_DEFINITIONS } from '../hubspot/app-events/index.ts';

// Run once HubSpot has approved app events for the app; the next upload of the project then carries them.
const folder = join(import.meta.dirname, '../../app/app-events');
await mkdir(folder, { recursive: true });
for (const definition of EVENT_DEFINITIONS) {
  const file = join(folder, `${definition.uid.replaceAll('_', '-')}-hsmeta.json`);
  await writeFile(file, `${JSON.stringify(definition, null, 2)}\n`);
  console.log(`${definition.config.name} → app/app-events/${definition.uid.replaceAll('_', '-')}-hsmeta.json`);
}
console.log('Upload the project, then let each account connect again so that it grants the scope "timeline".');
