import { API_VERSION, type ApiCall, batchAnswer, batchInputs, type Route, requireString } from '../api/call.ts';
import { invalid } from '../api/refusal.ts';
import { type CrmObject, OBJECT_FACTS, type ObjectType } from '../model.ts';
import { associationsOf } from './linked-records.ts';
import { requireObjectType } from './object-types.ts';
import { findRecord, objectKey, requireRecord } from './records.ts';

const READ = [['crm.objects.contacts.read']];
const WRITE = [['crm.objects.contacts.write']];
const MAX_READ = 1000;
const PAGE = 500;

/** Between an engagement and a contact, in either direction; nothing else is associated in this sandbox. */
export const associationRoutes: Route[] = [
  {
    method: 'put',
    paths: [
      `/crm/objects/${API_VERSION}/:fromType/:fromId/associations/default/:toType/:toId`,
      '/crm/v4/objects/:fromType/:fromId/associations/default/:toType/:toId',
    ],
    scopes: WRITE,
    handle: associateDefault,
  },
  {
    method: 'delete',
    paths: [
      `/crm/objects/${API_VERSION}/:fromType/:fromId/associations/:toType/:toId`,
      '/crm/v4/objects/:fromType/:fromId/associations/:toType/:toId',
    ],
    scopes: WRITE,
    handle: dissociate,
  },
  {
    method: 'get',
    paths: ['/crm/v4/objects/:fromType/:fromId/associations/:toType'],
    scopes: READ,
    handle: listAssociations,
  },
  {
    method: 'post',
    paths: [
      `/crm/associations/${API_VERSION}/:fromType/:toType/batch/read`,
      '/crm/v4/associations/:fromType/:toType/batch/read',
    ],
    scopes: READ,
    handle: readBatch,
  },
];

type Pair = { engagement: CrmObject; contact: CrmObject };

function pairOf(call: ApiCall): Pair {
  const from = requireRecord(
    call.world,
    call.portal.id,
    requireObjectType(call.params.fromType),
    call.params.fromId ?? '',
  );
  const to = requireRecord(call.world, call.portal.id, requireObjectType(call.params.toType), call.params.toId ?? '');
  const engagement = from.objectType === 'contacts' ? to : from;
  const contact = from.objectType === 'contacts' ? from : to;
  if (engagement.objectType === 'contacts' || contact.objectType !== 'contacts') {
    throw invalid(`No default association from ${from.objectType} to ${to.objectType}`);
  }
  return { engagement, contact };
}

function putAssociations(call: ApiCall, { engagement, contact }: Pair, keep: boolean): void {
  const others = engagement.associations.filter(({ id }) => id !== contact.id);
  const typeId = OBJECT_FACTS[engagement.objectType].toContact;
  const own = keep ? [{ objectType: 'contacts' as const, id: contact.id, typeId }] : [];
  call.world.state.objects.put(objectKey(call.portal.id, engagement.objectType, engagement.id), {
    ...engagement,
    associations: [...others, ...own],
  });
}

function associateDefault(call: ApiCall) {
  const pair = pairOf(call);
  putAssociations(call, pair, true);
  const { toContact, fromContact } = OBJECT_FACTS[pair.engagement.objectType];
  const ends = [pair.engagement.id, pair.contact.id] as const;
  const fact = (from: string, to: string, associationTypeId: number) => ({
    from: { id: from },
    to: { id: to },
    associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId },
  });
  return batchAnswer(200, call.world.clock.now(), [
    fact(ends[0], ends[1], toContact),
    fact(ends[1], ends[0], fromContact),
  ]);
}

function dissociate(call: ApiCall) {
  putAssociations(call, pairOf(call), false);
  return { status: 204 };
}

const labeled = (call: ApiCall, record: CrmObject, toType: ObjectType) =>
  associationsOf(call.world, record, toType).map(({ id, typeId }) => ({
    toObjectId: id,
    associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId }],
  }));

function listAssociations(call: ApiCall) {
  const toType = requireObjectType(call.params.toType);
  const from = requireRecord(
    call.world,
    call.portal.id,
    requireObjectType(call.params.fromType),
    call.params.fromId ?? '',
  );
  return { status: 200, body: { results: labeled(call, from, toType) } };
}

/** A page has 500 at most; ids without any, and ids that are not there, come back as errors of a 207. */
function readBatch(call: ApiCall) {
  const fromType = requireObjectType(call.params.fromType);
  const toType = requireObjectType(call.params.toType);
  const pages = batchInputs(call, MAX_READ).map((input) => {
    const id = requireString(input, 'id');
    const record = findRecord(call.world, call.portal.id, fromType, id);
    const all = record ? labeled(call, record, toType) : [];
    const start = Number(input.after ?? 0);
    const end = start + PAGE;
    return {
      from: { id },
      to: all.slice(start, end),
      ...(all.length > end ? { paging: { next: { after: String(end) } } } : {}),
    };
  });
  const errors = pages
    .filter(({ to }) => to.length === 0)
    .map(({ from }) => ({
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      message: `No ${OBJECT_FACTS[toType].name.toLowerCase()} is associated with ${OBJECT_FACTS[fromType].name.toLowerCase()} ${from.id}.`,
      context: { fromObjectId: [from.id] },
      errors: [],
      links: {},
    }));
  const results = pages.filter(({ to }) => to.length > 0);
  return batchAnswer(200, call.world.clock.now(), results, errors);
}
