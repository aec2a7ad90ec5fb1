import { z } from 'zod';
import type { Sql } from '../database/types.ts';
import type { Language } from '../language.ts';
import { readPortal, recordPropertyCheck } from '../portals/portals.ts';
import { HubSpotError } from './errors.ts';
import type { PortalClient } from './portal-client.ts';
import { PROPERTIES, PROPERTY_GROUP, PROPERTY_NAMES, type PropertyDefinition } from './property-definitions.ts';
import { API_VERSION } from './version.ts';

const PATH = `/crm/properties/${API_VERSION}/contacts`;

const propertyList = z.object({
  results: z.array(z.object({ name: z.string(), groupName: z.string(), archived: z.boolean().optional() })),
});

export type PropertyCheck = { created: string[]; conflicts: string[] };

/**
 * Makes what is missing: the group, and all missing properties in one batch, labeled in the portal's language. A
 * property with one of our names in somebody else's group is a conflict: it is recorded, shown and never written.
 * Run at install and when HubSpot says that a property is gone. Throws HubSpotError.
 */
export async function ensureProperties(sql: Sql, client: PortalClient, now: Date): Promise<PropertyCheck> {
  const { settings } = await readPortal(sql, client.portalId);
  const { results } = await client.request({ method: 'GET', path: PATH, response: propertyList });
  const groups = new Map(results.filter(({ archived }) => !archived).map(({ name, groupName }) => [name, groupName]));
  const missing = PROPERTIES.filter(({ name }) => !groups.has(name));
  const conflicts = PROPERTIES.filter(
    ({ name }) => (groups.get(name) ?? PROPERTY_GROUP.name) !== PROPERTY_GROUP.name,
  ).map(({ name }) => name);
  if (missing.length > 0) {
    await ensureGroup(client, settings.language);
    const inputs = missing.map((definition) => toInput(definition, settings.language));
    await client.request({ method: 'POST', path: `${PATH}/batch/create`, body: { inputs }, response: z.unknown() });
  }
  await recordPropertyCheck(sql, client.portalId, conflicts, now);
  return { created: missing.map(({ name }) => name), conflicts };
}

/** HubSpot refused a write since somebody deleted a property of ours: `ensureProperties` makes it again. */
export function lacksOurProperty({ category, context }: HubSpotError): boolean {
  return (
    category === 'PROPERTY_DOESNT_EXIST' && (context.propertyName ?? []).some((name) => PROPERTY_NAMES.includes(name))
  );
}

/** Removes the properties a portal uses for itself from what we are about to write. */
export function withoutConflicts(
  properties: Record<string, string>,
  conflicts: readonly string[],
): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !conflicts.includes(name)));
}

async function ensureGroup(client: PortalClient, language: Language): Promise<void> {
  const body = { name: PROPERTY_GROUP.name, label: PROPERTY_GROUP.label[language] };
  try {
    await client.request({ method: 'POST', path: `${PATH}/groups`, body, response: z.unknown() });
  } catch (error) {
    // 409: the group is there.
    if (!(error instanceof HubSpotError && error.status === 409)) throw error;
  }
}

function toInput({ name, type, fieldType, label, description, options }: PropertyDefinition, language: Language) {
  return {
    groupName: PROPERTY_GROUP.name,
    name,
    type,
    fieldType,
    label: label[language],
    description: description[language],
    displayOrder: PROPERTIES.findIndex((property) => property.name === name),
    ...(options && {
      options: options.map(({ value, label: words }, displayOrder) => ({
        value,
        label: words[language],
        displayOrder,
        hidden: false,
      })),
    }),
  };
}
