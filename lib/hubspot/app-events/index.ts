import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const definition = z.object({
  uid: z.string().max(64),
  type: z.literal('app-event'),
  config: z.object({
    name: z.string().max(50),
    objectType: z.literal('CONTACT'),
    headerTemplate: z.string().max(1000),
    detailTemplate: z.string().max(10_000),
    properties: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        type: z.enum(['string', 'number', 'enumeration']),
        options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
      }),
    ),
  }),
});
export type EventDefinition = z.infer<typeof definition>;

/**
 * The app's event types. A project with app events cannot be uploaded before HubSpot has approved them for the app, so
 * they wait here until `lib/cli/app-events.ts` puts them into `app/`. Limits: "Create and manage event types".
 */
export const EVENT_DEFINITIONS: EventDefinition[] = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.json'))
  .map((file) => definition.parse(JSON.parse(readFileSync(`${import.meta.dirname}/${file}`, 'utf8'))));
