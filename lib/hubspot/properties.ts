import { z } from 'zod';
import type { Sql } from '../database/types.ts';
import type { Language } from '../language.ts';
import { type Portal, readPortal, recordPropertyCheck } from '../portals/portals.ts';
import { HubSpotError } from './errors.ts';
import type { PortalClient } from './portal-client.ts';
import {
  BY_IMPORTANCE,
  PROPERTIES,
  PROPERTY_GROUP,
  PROPERTY_NAMES,
  type PropertyDefinition,
} from './property-definitions.ts';
import { API_VERSION } from './version.ts';

const pathOf = (object: 'contacts' | 'companies' | 'deals') => `/crm/properties/${API_VERSION}/${object}`;
const PATH = pathOf('contacts');

const propertyList = z.object({
  results: z.array(z.object({ name: z.string(), groupName: z.string(), archived: z.boolean().optional() })),
});

const createdList = z.object({ results: z.array(z.object({ name: z.string() })) });

/** `missing`: HubSpot did not take them, on a plan with room for few. */
export type PropertyCheck = { created: string[]; conflicts: string[]; missing: string[] };

/**
 * Makes what is missing: the group, and the properties in one batch, what matters most first, labeled in the portal's
 * language. Where HubSpot takes only some, the app works with these, and the rest is recorded and shown. A property with one of our names in somebody else's group is a conflict: it is recorded, shown and never written.
 * Run at install and when HubSpot says that a property is gone. Throws HubSpotError.
 */
export async function ensureProperties(sql: Sql, client: PortalClient, now: Date): Promise<PropertyCheck> {
  const { settings } = await readPortal(sql, client.portalId);
  const { results } = await client.request({ method: 'GET', path: PATH, response: propertyList });
  const groups = new Map(results.filter(({ archived }) => !archived).map(({ name, groupName }) => [name, groupName]));
  const absent = BY_IMPORTANCE.filter((name) => !groups.has(name));
  const conflicts = PROPERTY_NAMES.filter((name) => (groups.get(name) ?? PROPERTY_GROUP.name) !== PROPERTY_GROUP.name);
  const created = absent.length > 0 ? await createProperties(client, PATH, absent, settings.language) : [];
  const missing = absent.filter((name) => !created.includes(name));
  await recordPropertyCheck(sql, client.portalId, { conflicts, missing }, now);
  return { created, conflicts, missing };
}

/** What a company or deal says of its contacts, under the names that the contacts have. */
const RECORD_PROPERTIES = ['reply_last_received_at', 'reply_waiting_since', 'reply_response_type'];

/** Makes these on companies or deals when HubSpot says that they are not there. Returns what it took. Throws HubSpotError. */
export async function ensureRecordProperties(
  sql: Sql,
  client: PortalClient,
  object: 'companies' | 'deals',
): Promise<string[]> {
  const { settings } = await readPortal(sql, client.portalId);
  const path = pathOf(object);
  const { results } = await client.request({ method: 'GET', path, response: propertyList });
  const present = results.filter(({ archived }) => !archived).map(({ name }) => name);
  const absent = RECORD_PROPERTIES.filter((name) => !present.includes(name));
  return absent.length > 0 ? createProperties(client, path, absent, settings.language) : [];
}

/** One batch; where HubSpot refuses it whole, one after the other until it takes no more. Returns what it took. */
async function createProperties(
  client: PortalClient,
  path: string,
  names: readonly string[],
  language: Language,
): Promise<string[]> {
  await ensureGroup(client, path, language);
  const inputs = names.map((name) => toInput(PROPERTIES.find((one) => one.name === name)!, language));
  try {
    return await createBatch(client, path, inputs);
  } catch (error) {
    if (!isRefused(error) || inputs.length === 1) throw error;
  }
  const created: string[] = [];
  for (const input of inputs) {
    const taken = await createBatch(client, path, [input]).catch((error: unknown) => {
      if (isRefused(error)) return [];
      throw error;
    });
    if (taken.length === 0) break;
    created.push(...taken);
  }
  return created;
}

const isRefused = (error: unknown): boolean => error instanceof HubSpotError && error.outcome === 'rejected';

/** 207: some were refused, and `results` holds the others. */
async function createBatch(
  client: PortalClient,
  base: string,
  inputs: ReturnType<typeof toInput>[],
): Promise<string[]> {
  const path = `${base}/batch/create`;
  const { results } = await client.request({ method: 'POST', path, body: { inputs }, response: createdList });
  return results.map(({ name }) => name);
}

/** HubSpot refused a write since somebody deleted a property of ours: `ensureProperties` makes it again. */
export function lacksOurProperty({ category, context }: HubSpotError): boolean {
  return (
    category === 'PROPERTY_DOESNT_EXIST' && (context.propertyName ?? []).some((name) => PROPERTY_NAMES.includes(name))
  );
}

/** Removes what the portal uses for itself, or has no room for, from what we are about to write. */
export function writable(
  properties: Record<string, string>,
  { propertyConflicts, propertiesMissing }: Pick<Portal, 'propertyConflicts' | 'propertiesMissing'>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).filter(([name]) => ![...propertyConflicts, ...propertiesMissing].includes(name)),
  );
}

async function ensureGroup(client: PortalClient, path: string, language: Language): Promise<void> {
  const body = { name: PROPERTY_GROUP.name, label: PROPERTY_GROUP.label[language] };
  try {
    await client.request({ method: 'POST', path: `${path}/groups`, body, response: z.unknown() });
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
