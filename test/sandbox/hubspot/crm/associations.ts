import { API_VERSION, type ApiCall, batchAnswer, batchInputs, type Route, requireString } from '../api/call.ts';
import { invalid } from '../api/refusal.ts';
import { type CrmObject, OBJECT_FACTS, type ObjectType } from '../model.ts';
import { primaryTypeIdOf, typeIdOf } from './association-types.ts';
import { associationsOf, link } from './linked-records.ts';
import { pairScopes, requireObjectType } from './object-types.ts';
import { findRecord, requireRecord } from './records.ts';

const MAX_READ = 1000;
const PAGE = 500;

/** Between records and activities, in either direction; of one type only what HubSpot has a type for, as contacts. */
export const associationRoutes: Route[] = [
  {
    method: 'put',
    paths: [
      `/crm/objects/${API_VERSION}/:fromType/:fromId/associations/default/:toType/:toId`,
      '/crm/v4/objects/:fromType/:fromId/associations/default/:toType/:toId',
    ],
    scopes: pairScopes('write'),
    handle: associateDefault,
  },
  {
    method: 'delete',
    paths: [
      `/crm/objects/${API_VERSION}/:fromType/:fromId/associations/:toType/:toId`,
      '/crm/v4/objects/:fromType/:fromId/associations/:toType/:toId',
    ],
    scopes: pairScopes('write'),
    handle: dissociate,
  },
  {
    method: 'get',
    paths: ['/crm/v4/objects/:fromType/:fromId/associations/:toType'],
    scopes: pairScopes('read'),
    handle: listAssociations,
  },
  {
    method: 'post',
    paths: [
      `/crm/associations/${API_VERSION}/:fromType/:toType/batch/read`,
      '/crm/v4/associations/:fromType/:toType/batch/read',
    ],
    scopes: pairScopes('read'),
    handle: readBatch,
  },
];

function pairOf(call: ApiCall): [CrmObject, CrmObject] {
  const { fromType, fromId = '', toType, toId = '' } = call.params;
  const from = requireRecord(call.world, call.portal.id, requireObjectType(fromType), fromId);
  const to = requireRecord(call.world, call.portal.id, requireObjectType(toType), toId);
  if (from.id === to.id || typeIdOf(from.objectType, to.objectType) === null) {
    throw invalid(`No default association from ${from.objectType} to ${to.objectType}`);
  }
  return [from, to];
}

function associateDefault(call: ApiCall) {
  const [from, to] = pairOf(call);
  link(call.world, [from, to]);
  const fact = (one: CrmObject, other: CrmObject) => ({
    from: { id: one.id },
    to: { id: other.id },
    associationSpec: {
      associationCategory: 'HUBSPOT_DEFINED',
      associationTypeId: typeIdOf(one.objectType, other.objectType),
    },
  });
  return batchAnswer(200, call.world.clock.now(), [fact(from, to), fact(to, from)]);
}

function dissociate(call: ApiCall) {
  link(call.world, pairOf(call), { linked: false });
  return { status: 204 };
}

const labeled = (call: ApiCall, record: CrmObject, toType: ObjectType) =>
  associationsOf(call.world, record, toType).map(({ id, primary }) => {
    const type = { category: 'HUBSPOT_DEFINED', typeId: typeIdOf(record.objectType, toType) ?? 0 };
    const primaryId = primary ? primaryTypeIdOf(record.objectType, toType) : null;
    const label = primaryId ? [{ category: 'HUBSPOT_DEFINED', typeId: primaryId, label: 'Primary' }] : [];
    return { toObjectId: id, associationTypes: [...label, type] };
  });

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
