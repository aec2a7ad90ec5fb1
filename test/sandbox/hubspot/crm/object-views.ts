import type { ApiCall } from '../api/call.ts';
import type { CrmObject, ObjectType } from '../model.ts';
import { OBJECT_FACTS } from '../model.ts';
import { associationsOf } from './linked-records.ts';
import { requireObjectType } from './object-types.ts';
import { definitionOf } from './property-values.ts';

const ACTIVITY_DEFAULTS = ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'];
const DEFAULT_PROPERTIES: Record<ObjectType, string[]> = {
  contacts: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
  companies: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
  deals: [
    'amount',
    'closedate',
    'createdate',
    'dealname',
    'dealstage',
    'hs_lastmodifieddate',
    'hs_object_id',
    'pipeline',
  ],
  tickets: [
    'content',
    'createdate',
    'hs_lastmodifieddate',
    'hs_object_id',
    'hs_pipeline',
    'hs_pipeline_stage',
    'subject',
  ],
  emails: ACTIVITY_DEFAULTS,
  notes: ACTIVITY_DEFAULTS,
  tasks: ACTIVITY_DEFAULTS,
  calls: ACTIVITY_DEFAULTS,
};

export type ViewOptions = { properties: string[]; withHistory: string[] };

/** A record as HubSpot answers it: asked properties that exist but have no value are null, unknown ones are left out. */
export function viewRecord(call: ApiCall, record: CrmObject, options: ViewOptions) {
  const { portalId, objectType } = record;
  const known = (name: string) => definitionOf(call.world.state, portalId, objectType, name) !== null;
  const held = (name: string) => record.properties[name] ?? null;
  const names = [...new Set([...DEFAULT_PROPERTIES[objectType], ...options.properties, ...options.withHistory])];
  const histories = options.withHistory.filter(known).map((name) => [name, record.history[name] ?? []]);
  return {
    id: record.id,
    properties: Object.fromEntries(names.filter(known).map((name) => [name, held(name)])),
    ...(histories.length > 0 ? { propertiesWithHistory: Object.fromEntries(histories) } : {}),
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    archived: record.archivedAt !== null,
    ...(record.archivedAt ? { archivedAt: record.archivedAt } : {}),
  };
}

/** What a write answers: the defaults and what was set. */
export function viewWritten(call: ApiCall, record: CrmObject, written: string[], traceId?: string) {
  const view = viewRecord(call, record, { properties: written, withHistory: [] });
  const properties = Object.fromEntries(Object.entries(view.properties).filter(([, value]) => value !== null));
  return { ...view, properties, ...(traceId ? { objectWriteTraceId: traceId } : {}) };
}

export function viewAssociations(call: ApiCall, record: CrmObject, asked: string[]) {
  const found = asked.map((name) => {
    const toType = requireObjectType(name);
    const results = associationsOf(call.world, record, toType).map(({ id }) => ({
      id,
      type: `${OBJECT_FACTS[record.objectType].name.toLowerCase()}_to_${OBJECT_FACTS[toType].name.toLowerCase()}`,
    }));
    return [toType, { results }] as const;
  });
  const present = found.filter(([, { results }]) => results.length > 0);
  return present.length > 0 ? { associations: Object.fromEntries(present) } : {};
}

/** HubSpot takes lists in the query both repeated and with commas. */
export const listParam = (query: URLSearchParams, name: string): string[] =>
  query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');

export const viewOptionsOf = (query: URLSearchParams): ViewOptions => ({
  properties: listParam(query, 'properties'),
  withHistory: listParam(query, 'propertiesWithHistory'),
});
