import { API_VERSION, type ApiCall, batchAnswer, batchInputs, bodyObject, type Route } from '../api/call.ts';
import { invalid, notFound } from '../api/refusal.ts';
import type { ObjectType, PropertyDefinition } from '../model.ts';
import { PLANS } from '../seed.ts';
import { requireObjectType, schemaScopes } from './object-types.ts';
import { batchError } from './object-writes.ts';
import { HUBSPOT_PROPERTIES } from './property-catalogue.ts';
import { checkedDefinition, checkedOptions } from './property-definitions.ts';
import { definitionOf, propertyKey } from './property-values.ts';

const paths = (rest: string) => [
  `/crm/properties/${API_VERSION}/:objectType${rest}`,
  `/crm/v3/properties/:objectType${rest}`,
];
const READ = schemaScopes('read');
const WRITE = schemaScopes('write');

/** `/crm/properties/2026-09/{objectType}`: definitions of properties. */
export const propertyRoutes: Route[] = [
  { method: 'get', paths: paths(''), scopes: READ, handle: listProperties },
  { method: 'post', paths: paths(''), scopes: WRITE, handle: createProperty },
  { method: 'post', paths: paths('/batch/create'), scopes: WRITE, handle: createBatch },
  { method: 'post', paths: paths('/batch/read'), scopes: READ, handle: readBatch },
  { method: 'post', paths: paths('/batch/archive'), scopes: WRITE, handle: archiveBatch },
  { method: 'get', paths: paths('/:propertyName'), scopes: READ, handle: readProperty },
  { method: 'patch', paths: paths('/:propertyName'), scopes: WRITE, handle: updateProperty },
  { method: 'delete', paths: paths('/:propertyName'), scopes: WRITE, handle: archiveProperty },
];

const objectTypeIn = (call: ApiCall): ObjectType => requireObjectType(call.params.objectType);

function madeHere(call: ApiCall): PropertyDefinition[] {
  const prefix = propertyKey(call.portal.id, objectTypeIn(call), '');
  const { properties } = call.world.state;
  return properties.values().filter((one) => properties.get(`${prefix}${one.name}`) === one);
}

function listProperties(call: ApiCall) {
  const archived = call.query.get('archived') === 'true';
  const all = archived ? madeHere(call) : [...HUBSPOT_PROPERTIES[objectTypeIn(call)], ...madeHere(call)];
  return {
    status: 200,
    body: { results: all.filter((one) => (one.archivedAt !== null) === archived).map(viewProperty) },
  };
}

function createProperty(call: ApiCall) {
  const definition = checkedDefinition(call, bodyObject(call));
  if (roomLeft(call) < 1) throw noRoom(definition.name);
  return { status: 201, body: viewProperty(save(call, definition)) };
}

/**
 * Existing names are refused with the whole batch; what a plan has no room for comes back in the errors of a 207. The
 * 2026-09 file answers 200, the retiring path 201.
 */
function createBatch(call: ApiCall) {
  const definitions = batchInputs(call).map((input) => checkedDefinition(call, input));
  const names = definitions.map(({ name }) => name);
  if (new Set(names).size < names.length) throw invalid('Duplicate property names in the batch');
  const room = roomLeft(call);
  const results = definitions.slice(0, room).map((definition) => viewProperty(save(call, definition)));
  const errors = definitions.slice(room).map(({ name }) => batchError(noRoom(name), name));
  return batchAnswer(call.version === API_VERSION ? 200 : 201, call.world.clock.now(), results, errors);
}

/** How many more custom properties of this object type the account's plan has room for. */
function roomLeft(call: ApiCall): number {
  const live = madeHere(call).filter(({ archivedAt }) => archivedAt === null).length;
  return Math.max(0, PLANS[call.portal.plan].customProperties - live);
}

const noRoom = (name: string) =>
  invalid('You have reached the limit of custom properties of your plan.', [
    { message: `${name} was not created`, code: 'PROPERTY_LIMIT_EXCEEDED', context: { propertyName: [name] } },
  ]);

function readBatch(call: ApiCall) {
  const names = batchInputs(call).map(({ name }) => String(name));
  const found = names.map((name) => definitionOf(call.world.state, call.portal.id, objectTypeIn(call), name));
  const missing = names.filter((_, index) => !found[index]);
  const results = found.filter((definition) => definition !== null).map(viewProperty);
  const message = `Some properties do not exist: ${missing.join(', ')}`;
  const error = {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message,
    context: { ids: missing },
    errors: [],
    links: {},
  };
  return batchAnswer(200, call.world.clock.now(), results, missing.length > 0 ? [error] : []);
}

function readProperty(call: ApiCall) {
  return { status: 200, body: viewProperty(requireProperty(call)) };
}

function updateProperty(call: ApiCall) {
  const known = requireProperty(call);
  if (known.hubspotDefined) throw invalid(`Property ${known.name} is defined by HubSpot and cannot be changed`);
  const body = bodyObject(call);
  const text = (field: 'label' | 'description' | 'groupName' | 'fieldType') =>
    typeof body[field] === 'string' ? { [field]: body[field] } : {};
  const changed = {
    ...known,
    ...text('label'),
    ...text('description'),
    ...text('groupName'),
    ...text('fieldType'),
    ...(body.options ? { options: checkedOptions(body.options) } : {}),
    ...(typeof body.hidden === 'boolean' ? { hidden: body.hidden } : {}),
    ...(typeof body.displayOrder === 'number' ? { displayOrder: body.displayOrder } : {}),
    updatedAt: call.world.clock.now().toISOString(),
  };
  return { status: 200, body: viewProperty(save(call, changed)) };
}

function archiveProperty(call: ApiCall) {
  archive(call, requireProperty(call));
  return { status: 204 };
}

function archiveBatch(call: ApiCall) {
  for (const { name } of batchInputs(call)) {
    const known = definitionOf(call.world.state, call.portal.id, objectTypeIn(call), String(name));
    if (known) archive(call, known);
  }
  return { status: 204 };
}

function archive(call: ApiCall, definition: PropertyDefinition): void {
  if (definition.hubspotDefined)
    throw invalid(`Property ${definition.name} is defined by HubSpot and cannot be archived`);
  save(call, { ...definition, archivedAt: call.world.clock.now().toISOString() });
}

function requireProperty(call: ApiCall): PropertyDefinition {
  const { propertyName = '' } = call.params;
  const found = definitionOf(call.world.state, call.portal.id, objectTypeIn(call), propertyName);
  if (!found) throw notFound(`Unable to find property ${propertyName}`);
  return found;
}

function save(call: ApiCall, definition: PropertyDefinition): PropertyDefinition {
  call.world.state.properties.put(propertyKey(call.portal.id, objectTypeIn(call), definition.name), definition);
  return definition;
}

function viewProperty(definition: PropertyDefinition) {
  const { readOnly, archivedAt, ...rest } = definition;
  return {
    ...rest,
    calculated: false,
    archived: archivedAt !== null,
    ...(archivedAt ? { archivedAt } : {}),
    modificationMetadata: {
      archivable: !definition.hubspotDefined,
      readOnlyDefinition: definition.hubspotDefined,
      readOnlyValue: readOnly,
    },
  };
}
