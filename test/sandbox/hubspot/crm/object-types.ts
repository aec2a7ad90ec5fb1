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

/** Scopes per object type as HubSpot's OpenAPI files of 2026-09 list them. */
export const readScopes = (params: ApiCall['params']) => [
  ['crm.objects.contacts.read'],
  ...(objectTypeOf(params.objectType) === 'emails' ? [['sales-email-read']] : []),
];
export const writeScopes = (params: ApiCall['params']) => [
  ['crm.objects.contacts.write'],
  ...(objectTypeOf(params.objectType) === 'emails' ? [['sales-email-read']] : []),
];
