import { API_VERSION, type ApiCall, bodyObject, type Route, requireString } from '../api/call.ts';
import { conflict, invalid, notFound } from '../api/refusal.ts';
import type { ObjectType, PropertyGroup } from '../model.ts';
import { requireObjectType, schemaScopes } from './object-types.ts';
import { propertyKey } from './property-values.ts';

const paths = (rest: string) => [
  `/crm/properties/${API_VERSION}/:objectType/groups${rest}`,
  `/crm/v3/properties/:objectType/groups${rest}`,
];
const READ = schemaScopes('read');
const WRITE = schemaScopes('write');

/** Each object type has its own groups. */
export const groupKey = (portalId: number, objectType: ObjectType, name: string) => `${portalId}/${objectType}/${name}`;

export const propertyGroupRoutes: Route[] = [
  { method: 'get', paths: paths(''), scopes: READ, handle: listGroups },
  { method: 'post', paths: paths(''), scopes: WRITE, handle: createGroup },
  { method: 'get', paths: paths('/:groupName'), scopes: READ, handle: readGroup },
  { method: 'patch', paths: paths('/:groupName'), scopes: WRITE, handle: updateGroup },
  { method: 'delete', paths: paths('/:groupName'), scopes: WRITE, handle: deleteGroup },
];

const keyOf = (call: ApiCall, name: string) =>
  groupKey(call.portal.id, requireObjectType(call.params.objectType), name);

function listGroups(call: ApiCall) {
  const { groups } = call.world.state;
  const results = groups.values().filter((group) => groups.get(keyOf(call, group.name)) === group);
  return { status: 200, body: { results } };
}

function createGroup(call: ApiCall) {
  const body = bodyObject(call);
  const name = requireString(body, 'name');
  if (!/^[a-z0-9_]+$/.test(name)) throw invalid(`Property group name ${name} is not valid`);
  if (call.world.state.groups.get(keyOf(call, name))) {
    throw conflict(`A property group named '${name}' already exists.`, 'OBJECT_ALREADY_EXISTS');
  }
  return {
    status: 201,
    body: save(call, { name, label: requireString(body, 'label'), displayOrder: orderOf(body), archived: false }),
  };
}

function readGroup(call: ApiCall) {
  return { status: 200, body: requireGroup(call) };
}

function updateGroup(call: ApiCall) {
  const group = requireGroup(call);
  const body = bodyObject(call);
  const label = typeof body.label === 'string' ? body.label : group.label;
  return { status: 200, body: save(call, { ...group, label, displayOrder: orderOf(body, group.displayOrder) }) };
}

function deleteGroup(call: ApiCall) {
  const group = requireGroup(call);
  const own = propertyKey(call.portal.id, requireObjectType(call.params.objectType), '');
  const { properties } = call.world.state;
  const used = properties
    .values()
    .some((one) => properties.get(`${own}${one.name}`) === one && one.groupName === group.name && !one.archivedAt);
  if (used) throw invalid(`Property group '${group.name}' still holds properties`);
  call.world.state.groups.delete(keyOf(call, group.name));
  return { status: 204 };
}

function requireGroup(call: ApiCall): PropertyGroup {
  const group = call.world.state.groups.get(keyOf(call, call.params.groupName ?? ''));
  if (!group) throw notFound(`Property group ${call.params.groupName} does not exist`);
  return group;
}

function save(call: ApiCall, group: PropertyGroup): PropertyGroup {
  call.world.state.groups.put(keyOf(call, group.name), group);
  return group;
}

const orderOf = (body: Record<string, unknown>, otherwise = -1) =>
  typeof body.displayOrder === 'number' ? body.displayOrder : otherwise;
