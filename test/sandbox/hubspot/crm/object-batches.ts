import { type ApiCall, batchAnswer, batchInputs, bodyObject, type Route, requireString } from '../api/call.ts';
import { invalid, Refusal } from '../api/refusal.ts';
import { OBJECT_FACTS } from '../model.ts';
import { objectPaths, readScopes, requireObjectType, writeScopes } from './object-types.ts';
import { viewRecord, viewWritten } from './object-views.ts';
import { batchError, checkCreate, checkUpdate, findByIdProperty, writeCreate, writeUpdate } from './object-writes.ts';
import { archiveRecord, findRecord } from './records.ts';

/** `/batch/{read,create,update,upsert,archive}`: at most 100 inputs; a write batch is refused whole. */
export const objectBatchRoutes: Route[] = [
  { method: 'post', paths: objectPaths('/:objectType/batch/read'), scopes: readScopes, handle: readBatch },
  { method: 'post', paths: objectPaths('/:objectType/batch/create'), scopes: writeScopes, handle: createBatch },
  { method: 'post', paths: objectPaths('/:objectType/batch/update'), scopes: writeScopes, handle: updateBatch },
  { method: 'post', paths: objectPaths('/:objectType/batch/upsert'), scopes: writeScopes, handle: upsertBatch },
  { method: 'post', paths: objectPaths('/:objectType/batch/archive'), scopes: writeScopes, handle: archiveBatch },
];

const textList = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

/** Ids that are not there come back in `errors` of a 207, the rest in `results`: one for both ids of a merge. */
function readBatch(call: ApiCall) {
  const objectType = requireObjectType(call.params.objectType);
  const body = bodyObject(call);
  const ids = batchInputs(call).map((input) => requireString(input, 'id'));
  refuseDuplicates(ids);
  const idProperty = typeof body.idProperty === 'string' ? body.idProperty : null;
  const found = ids.map((id) => ({ id, record: findByIdProperty(call, objectType, id, idProperty) }));
  const options = { properties: textList(body.properties), withHistory: textList(body.propertiesWithHistory) };
  const records = new Set(found.flatMap(({ record }) => (record ? [record] : [])));
  const results = [...records].map((record) => viewRecord(call, record, options));
  const missing = found.filter(({ record }) => !record).map(({ id }) => id);
  const message = `Could not get some ${OBJECT_FACTS[objectType].name} objects, they may be deleted or not exist. Check that ids are valid.`;
  const category = 'OBJECT_NOT_FOUND';
  const errors =
    missing.length > 0
      ? [{ status: 'error', category, message, context: { ids: missing }, errors: [], links: {} }]
      : [];
  return batchAnswer(200, call.world.clock.now(), results, errors);
}

/** With an `objectWriteTraceId` on every input the good ones are written and the bad ones reported (207). */
function createBatch(call: ApiCall) {
  const objectType = requireObjectType(call.params.objectType);
  const inputs = batchInputs(call);
  const { good, errors } = eachInput(inputs, (input) => checkCreate(call, objectType, input));
  const emails = good.flatMap(({ checked }) => (objectType === 'contacts' && checked.values.email) || []);
  if (new Set(emails).size < emails.length)
    throw invalid(`Duplicate emails found in batch input: [${emails.join(', ')}]`);
  const results = good.map(({ input, checked }) =>
    viewWritten(call, writeCreate(call, checked), Object.keys(checked.values), traceOf(input)),
  );
  return batchAnswer(201, call.world.clock.now(), results, errors);
}

/** As a create: with an `objectWriteTraceId` on every input the bad ones are reported one by one (207). */
function updateBatch(call: ApiCall) {
  const objectType = requireObjectType(call.params.objectType);
  const inputs = batchInputs(call);
  refuseDuplicates(inputs.map((input) => requireString(input, 'id')));
  const { good, errors } = eachInput(inputs, (input) =>
    checkUpdate(call, objectType, requireString(input, 'id'), input.properties, idPropertyOf(input)),
  );
  refuseDuplicates(good.map(({ checked }) => checked.record.id));
  const results = good.map(({ input, checked }) =>
    viewWritten(call, writeUpdate(call, checked), Object.keys(checked.values), traceOf(input)),
  );
  return batchAnswer(200, call.world.clock.now(), results, errors);
}

type Input = Record<string, unknown>;

/** Checks every input; a bad one refuses the whole batch unless all of them carry a trace id. */
function eachInput<Checked>(inputs: Input[], check: (input: Input) => Checked) {
  const partial = inputs.every((input) => typeof input.objectWriteTraceId === 'string');
  const errors: unknown[] = [];
  const good = inputs.flatMap((input) => {
    try {
      return [{ input, checked: check(input) }];
    } catch (error) {
      if (!partial || !(error instanceof Refusal)) throw error;
      errors.push(batchError(error, String(input.objectWriteTraceId)));
      return [];
    }
  });
  return { good, errors };
}

function upsertBatch(call: ApiCall) {
  const objectType = requireObjectType(call.params.objectType);
  const inputs = batchInputs(call);
  refuseDuplicates(inputs.map((input) => requireString(input, 'id')));
  const checked = inputs.map((input) => {
    const id = requireString(input, 'id');
    const idProperty = requireString(input, 'idProperty');
    const properties = { ...(input.properties as object), [idProperty]: id };
    const known = findByIdProperty(call, objectType, id, idProperty);
    return known
      ? { input, update: checkUpdate(call, objectType, known.id, properties) }
      : { input, create: checkCreate(call, objectType, { properties }) };
  });
  const results = checked.map(({ input, update, create }) => {
    const record = update ? writeUpdate(call, update) : writeCreate(call, create);
    const written = Object.keys((update ?? create).values);
    return { ...viewWritten(call, record, written, traceOf(input)), new: !update };
  });
  return batchAnswer(200, call.world.clock.now(), results);
}

function archiveBatch(call: ApiCall) {
  const objectType = requireObjectType(call.params.objectType);
  for (const input of batchInputs(call)) {
    const record = findRecord(call.world, call.portal.id, objectType, requireString(input, 'id'));
    if (record) archiveRecord(call.world, record, call.source);
  }
  return { status: 204 };
}

const traceOf = (input: Record<string, unknown>) =>
  typeof input.objectWriteTraceId === 'string' ? input.objectWriteTraceId : undefined;

const idPropertyOf = (input: Record<string, unknown>) =>
  typeof input.idProperty === 'string' ? input.idProperty : null;

function refuseDuplicates(ids: string[]): void {
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length > 0) throw invalid(`Duplicate IDs found in batch input: [${[...new Set(twice)].join(', ')}]`);
}
