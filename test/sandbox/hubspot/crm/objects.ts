import { type ApiCall, bodyObject, type Route } from '../api/call.ts';
import { invalid, notFound } from '../api/refusal.ts';
import type { CrmObject } from '../model.ts';
import { objectPaths, readScopes, requireObjectType, writeScopes } from './object-types.ts';
import { listParam, viewAssociations, viewOptionsOf, viewRecord, viewWritten } from './object-views.ts';
import { checkCreate, checkUpdate, findByIdProperty, writeCreate, writeUpdate } from './object-writes.ts';
import { archiveRecord, findRecord, objectKey, recordsOf } from './records.ts';

const MAX_PAGE = 100;

/** One record at a time: `/crm/objects/2026-09/{objectType}` and `/{objectId}`. */
export const objectRoutes: Route[] = [
  { method: 'get', paths: objectPaths('/:objectType'), scopes: readScopes, handle: listObjects },
  { method: 'post', paths: objectPaths('/:objectType'), scopes: writeScopes, handle: createObject },
  { method: 'get', paths: objectPaths('/:objectType/:objectId'), scopes: readScopes, handle: readObject },
  { method: 'patch', paths: objectPaths('/:objectType/:objectId'), scopes: writeScopes, handle: updateObject },
  { method: 'delete', paths: objectPaths('/:objectType/:objectId'), scopes: writeScopes, handle: deleteObject },
];

function listObjects(call: ApiCall) {
  const objectType = requireObjectType(call.params.objectType);
  const limit = Number(call.query.get('limit') ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE)
    throw invalid(`limit must be between 1 and ${MAX_PAGE}`);
  const records = recordsOf(call.world, call.portal.id, objectType);
  const after = call.query.get('after');
  const start = after ? records.findIndex((record) => record.id === after) + 1 : 0;
  const page = records.slice(start, start + limit);
  const last = page.at(-1);
  return {
    status: 200,
    body: {
      results: page.map((record) => viewWithAssociations(call, record)),
      ...(last && start + limit < records.length ? { paging: { next: { after: last.id } } } : {}),
    },
  };
}

function createObject(call: ApiCall) {
  const input = bodyObject(call);
  const record = writeCreate(call, checkCreate(call, requireObjectType(call.params.objectType), input));
  return { status: 201, body: viewWritten(call, record, Object.keys(input.properties as object)) };
}

function readObject(call: ApiCall) {
  const objectType = requireObjectType(call.params.objectType);
  const id = call.params.objectId ?? '';
  const record =
    call.query.get('archived') === 'true'
      ? archived(call, id)
      : findByIdProperty(call, objectType, id, call.query.get('idProperty'));
  if (!record) throw notFound();
  return { status: 200, body: viewWithAssociations(call, record) };
}

function archived(call: ApiCall, id: string): CrmObject | null {
  const objectType = requireObjectType(call.params.objectType);
  const record = call.world.state.objects.get(objectKey(call.portal.id, objectType, id));
  return record?.archivedAt && !record.mergedInto ? record : null;
}

function updateObject(call: ApiCall) {
  const input = bodyObject(call);
  const objectType = requireObjectType(call.params.objectType);
  const { objectId = '' } = call.params;
  const checked = checkUpdate(call, objectType, objectId, input.properties, call.query.get('idProperty'));
  return { status: 200, body: viewWritten(call, writeUpdate(call, checked), Object.keys(checked.values)) };
}

function deleteObject(call: ApiCall) {
  const objectType = requireObjectType(call.params.objectType);
  const record = findRecord(call.world, call.portal.id, objectType, call.params.objectId ?? '');
  if (record) archiveRecord(call.world, record, call.source);
  return { status: 204 };
}

const viewWithAssociations = (call: ApiCall, record: CrmObject) => ({
  ...viewRecord(call, record, viewOptionsOf(call.query)),
  ...viewAssociations(call, record, listParam(call.query, 'associations')),
});
