import type { ApiCall } from '../api/call.ts';
import { API_VERSION } from '../api/call.ts';
import { invalid } from '../api/refusal.ts';
import { OBJECT_FACTS, OBJECT_TYPES, type ObjectType } from '../model.ts';

/** The object type that a path names by plural, singular or type id. */
function objectTypeOf(name: string | undefined): ObjectType | null {
  const wanted = (name ?? '').toLowerCase();
  return (
    OBJECT_TYPES.find(
      (type) =>
        type === wanted || OBJECT_FACTS[type].typeId === wanted || OBJECT_FACTS[type].name.toLowerCase() === wanted,
    ) ?? null
  );
}

export function requireObjectType(name: string | undefined): ObjectType {
  const type = objectTypeOf(name);
  if (!type) throw invalid(`Unable to infer object type from: ${name}`);
  return type;
}

/** The dated path of an object endpoint and the retiring one that HubSpot's typed client still calls. */
export const objectPaths = (rest: string) => [`/crm/objects/${API_VERSION}${rest}`, `/crm/v3/objects${rest}`];

type Access = 'read' | 'write';

/** Scopes per object type as HubSpot's OpenAPI files of 2026-09 list them; tickets have one for all. */
export function scopesOf(type: ObjectType | null, access: Access): string[][] {
  if (type === 'companies' || type === 'deals') return [[`crm.objects.${type}.${access}`]];
  if (type === 'tickets') return [['tickets']];
  return [[`crm.objects.contacts.${access}`], ...(type === 'emails' ? [['sales-email-read']] : [])];
}

export const readScopes = (params: ApiCall['params']) => scopesOf(objectTypeOf(params.objectType), 'read');
export const writeScopes = (params: ApiCall['params']) => scopesOf(objectTypeOf(params.objectType), 'write');

/** An association belongs to both its ends. */
export const pairScopes = (access: Access) => (params: ApiCall['params']) =>
  [params.fromType, params.toType].flatMap((name) => scopesOf(objectTypeOf(name), access));

/** Definitions of properties have scopes of their own; who may read records may read their definitions. */
export const schemaScopes = (access: Access) => (params: ApiCall['params']) => {
  const type = objectTypeOf(params.objectType);
  if (type === 'tickets') return [['tickets']];
  const kind = type === 'companies' || type === 'deals' ? type : 'contacts';
  const own = `crm.schemas.${kind}.${access}`;
  return [access === 'read' ? [own, `crm.objects.${kind}.read`] : [own]];
};
