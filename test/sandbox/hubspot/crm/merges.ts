import { type ApiCall, bodyObject, type Route, requireString, type World } from '../api/call.ts';
import { invalid, notFound } from '../api/refusal.ts';
import { ACTIVITY_TYPES, type Association, type ChangeSource, type CrmObject } from '../model.ts';
import { eventKey } from '../services/app-events.ts';
import { objectPaths, requireObjectType, writeScopes } from './object-types.ts';
import { viewRecord } from './object-views.ts';
import { createRecord, findByEmailOrId, objectKey, recordsOf, requireRecord } from './records.ts';

/** `/merge` and `/gdpr-delete`, for contacts alone. */
export const mergeRoutes: Route[] = [
  { method: 'post', paths: objectPaths('/:objectType/merge'), scopes: writeScopes, handle: merge },
  { method: 'post', paths: objectPaths('/:objectType/gdpr-delete'), scopes: writeScopes, handle: gdprDelete },
];

function merge(call: ApiCall) {
  requireContacts(call);
  const body = bodyObject(call);
  const primary = requireRecord(call.world, call.portal.id, 'contacts', requireString(body, 'primaryObjectId'));
  const other = requireRecord(call.world, call.portal.id, 'contacts', requireString(body, 'objectIdToMerge'));
  if (primary.id === other.id) throw invalid('Cannot merge an object with itself');
  const merged = mergeContacts(call.world, primary, other, call.source);
  return { status: 200, body: viewRecord(call, merged, { properties: [], withHistory: [] }) };
}

function gdprDelete(call: ApiCall) {
  requireContacts(call);
  const body = bodyObject(call);
  const contact = findByEmailOrId(call.world, call.portal.id, requireString(body, 'objectId'), body.idProperty);
  if (!contact) throw notFound();
  eraseContact(call.world, contact, call.source);
  return { status: 204 };
}

function requireContacts(call: ApiCall): void {
  if (requireObjectType(call.params.objectType) !== 'contacts') throw invalid('Only CONTACT objects support this');
}

/**
 * Both records are archived into a new one, whose id every later read of an old id gives; the primary's values win
 * (changelog "Updated merge functionality for contacts and companies").
 */
export function mergeContacts(world: World, primary: CrmObject, other: CrmObject, source: ChangeSource): CrmObject {
  const { portalId } = primary;
  const moved = Object.entries(other.properties).filter(([name]) => primary.properties[name] === undefined);
  const carried = { ...Object.fromEntries(moved), ...primary.properties };
  for (const own of ['hs_object_id', 'createdate', 'lastmodifieddate']) delete carried[own];
  const values = {
    ...carried,
    hs_merged_object_ids: [primary.id, other.id].join(';'),
    hs_additional_emails: [primary, other]
      .flatMap(({ properties }) => [properties.email, ...(properties.hs_additional_emails ?? '').split(';')])
      .filter((email): email is string => Boolean(email) && email !== carried.email)
      .join(';'),
  };
  const archivedAt = world.clock.now().toISOString();
  const surviving = createRecord(
    world,
    portalId,
    'contacts',
    values,
    mergedAssociations(primary, other),
    { ...source, changeSource: 'MERGE_OBJECTS' },
    { silent: true },
  );
  for (const old of [primary, other]) {
    world.state.objects.put(objectKey(portalId, 'contacts', old.id), { ...old, archivedAt, mergedInto: surviving.id });
  }
  const mergedObjectIds = [other.id];
  const common = { portalId, source } as const;
  world.tell({
    ...common,
    kind: 'merge',
    contactId: surviving.id,
    primaryObjectId: primary.id,
    mergedObjectIds,
    newObjectId: surviving.id,
    numberOfPropertiesMoved: moved.length,
  });
  world.tell({ ...common, kind: 'deletion', contactId: other.id });
  return surviving;
}

/** What either had; of two primary companies the primary record's. */
function mergedAssociations(primary: CrmObject, other: CrmObject): Association[] {
  const isNew = ({ objectType, id }: Association) =>
    !primary.associations.some((own) => own.objectType === objectType && own.id === id);
  const hasPrimary = primary.associations.some((own) => own.primary);
  const added = other.associations.filter(isNew).map((one) => ({ ...one, primary: one.primary && !hasPrimary }));
  return [...primary.associations, ...added];
}

/** Removes the contact, what it was merged from, its engagements and events for good. */
export function eraseContact(world: World, contact: CrmObject, source: ChangeSource): void {
  const { portalId, id } = contact;
  for (const objectType of ACTIVITY_TYPES) {
    for (const record of recordsOf(world, portalId, objectType)) {
      if (record.associations.some((association) => association.objectType === 'contacts' && association.id === id)) {
        world.state.objects.delete(objectKey(portalId, objectType, record.id));
      }
    }
  }
  for (const event of world.state.events.values()) {
    if (event.portalId === portalId && event.contactId === id) {
      world.state.events.delete(eventKey(portalId, event.eventTypeName, event.id));
    }
  }
  for (const old of world.state.objects.values()) {
    const isSame =
      old.portalId === portalId && old.objectType === 'contacts' && (old.id === id || old.mergedInto === id);
    if (isSame) world.state.objects.delete(objectKey(portalId, 'contacts', old.id));
  }
  world.tell({ kind: 'privacyDeletion', portalId, contactId: id, source });
  world.tell({ kind: 'deletion', portalId, contactId: id, source });
}
