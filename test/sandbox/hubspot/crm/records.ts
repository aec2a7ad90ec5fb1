import type { World } from '../api/call.ts';
import { notFound } from '../api/refusal.ts';
import { type Association, type ChangeSource, type CrmObject, isActivity, type ObjectType } from '../model.ts';
import { CLOSED_STAGES } from './property-catalogue.ts';

const HISTORY_LENGTH = 20;
const FIRST_ID: Record<ObjectType, number> = {
  contacts: 90100001,
  companies: 91200001,
  deals: 92300001,
  tickets: 93400001,
  emails: 70300001,
  notes: 70500001,
  tasks: 70700001,
  calls: 70900001,
};

export const objectKey = (portalId: number, objectType: ObjectType, id: string) => `${portalId}/${objectType}/${id}`;

/** The live record under this id, or the one that a merge made of it. */
export function findRecord(world: World, portalId: number, objectType: ObjectType, id: string): CrmObject | null {
  const record = world.state.objects.get(objectKey(portalId, objectType, id));
  if (!record) return null;
  if (record.mergedInto) return findRecord(world, portalId, objectType, record.mergedInto);
  return record.archivedAt ? null : record;
}

export function requireRecord(world: World, portalId: number, objectType: ObjectType, id: string): CrmObject {
  const record = findRecord(world, portalId, objectType, id);
  if (!record) throw notFound();
  return record;
}

export function recordsOf(world: World, portalId: number, objectType: ObjectType): CrmObject[] {
  return world.state.objects
    .values()
    .filter((record) => record.portalId === portalId && record.objectType === objectType && !record.archivedAt);
}

export function findContactByEmail(world: World, portalId: number, email: string): CrmObject | null {
  const wanted = email.toLowerCase();
  return (
    recordsOf(world, portalId, 'contacts').find(
      ({ properties }) =>
        properties.email?.toLowerCase() === wanted ||
        (properties.hs_additional_emails ?? '').toLowerCase().split(';').includes(wanted),
    ) ?? null
  );
}

export function findByEmailOrId(world: World, portalId: number, value: string, idProperty: unknown): CrmObject | null {
  return idProperty === 'email'
    ? findContactByEmail(world, portalId, value)
    : findRecord(world, portalId, 'contacts', value);
}

/** `silent`: a merge makes a record without a creation event. */
export function createRecord(
  world: World,
  portalId: number,
  objectType: ObjectType,
  values: Record<string, string>,
  associations: Association[],
  source: ChangeSource,
  options: { silent?: boolean } = {},
): CrmObject {
  const id = String(world.state.nextNumber(`${portalId}/${objectType}`, FIRST_ID[objectType]));
  const at = world.clock.now().toISOString();
  const created = isActivity(objectType) ? 'hs_createdate' : 'createdate';
  const blank: CrmObject = {
    id,
    portalId,
    objectType,
    properties: { hs_object_id: id, [created]: at },
    history: {},
    associations,
    createdAt: at,
    updatedAt: at,
    archivedAt: null,
    mergedInto: null,
  };
  const record = withValues(blank, values, source, at);
  world.state.objects.put(objectKey(portalId, objectType, id), record);
  if (objectType === 'contacts' && !options.silent) world.tell({ kind: 'creation', portalId, contactId: id, source });
  return record;
}

/** Writes the values and tells the webhooks of those that really changed. */
export function updateRecord(world: World, record: CrmObject, values: Record<string, string>, source: ChangeSource) {
  const at = world.clock.now().toISOString();
  const updated = withValues(record, values, source, at);
  world.state.objects.put(objectKey(record.portalId, record.objectType, record.id), updated);
  if (record.objectType === 'contacts') {
    for (const [propertyName, propertyValue] of Object.entries(values)) {
      if ((record.properties[propertyName] ?? '') === propertyValue) continue;
      const { portalId, id: contactId } = record;
      world.tell({ kind: 'propertyChange', portalId, contactId, source, propertyName, propertyValue });
    }
  }
  return updated;
}

export function archiveRecord(world: World, record: CrmObject, source: ChangeSource): void {
  const { portalId, objectType, id } = record;
  const archived = { ...record, archivedAt: world.clock.now().toISOString() };
  world.state.objects.put(objectKey(portalId, objectType, id), archived);
  if (objectType === 'contacts') world.tell({ kind: 'deletion', portalId, contactId: id, source });
}

function withValues(record: CrmObject, values: Record<string, string>, source: ChangeSource, at: string): CrmObject {
  const properties = { ...record.properties };
  const history = { ...record.history };
  const past = { timestamp: at, sourceType: source.changeSource, sourceId: source.sourceId };
  for (const [name, value] of Object.entries({ ...values, ...derivedValues(record.objectType, values) })) {
    if (value === '') delete properties[name];
    else properties[name] = value;
    history[name] = [{ value, ...past }, ...(history[name] ?? [])].slice(0, HISTORY_LENGTH);
  }
  properties[record.objectType === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate'] = at;
  return { ...record, properties, history, updatedAt: at };
}

/** HubSpot itself says of a deal whether its stage is an end, and fills the read-only from and to fields of an email from `hs_email_headers` (activities guide, emails). */
function derivedValues(objectType: ObjectType, values: Record<string, string>): Record<string, string> {
  if (objectType === 'deals' && values.dealstage) {
    return { hs_is_closed: String(CLOSED_STAGES.includes(values.dealstage)) };
  }
  if (objectType !== 'emails' || !values.hs_email_headers) return {};
  type Person = { email?: string; firstName?: string; lastName?: string };
  const headers = JSON.parse(values.hs_email_headers) as {
    from?: Person;
    to?: Person[];
    cc?: Person[];
    bcc?: Person[];
  };
  const emails = (people: Person[] | undefined) => (people ?? []).map((person) => person.email ?? '').join(';');
  return {
    hs_email_from_email: headers.from?.email ?? '',
    hs_email_from_firstname: headers.from?.firstName ?? '',
    hs_email_from_lastname: headers.from?.lastName ?? '',
    hs_email_to_email: emails(headers.to),
    hs_email_cc_email: emails(headers.cc),
    hs_email_bcc_email: emails(headers.bcc),
  };
}
