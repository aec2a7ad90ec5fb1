import { type ApiCall, requireString } from '../api/call.ts';
import { conflict, invalid, notFound, type Refusal } from '../api/refusal.ts';
import { type Association, type CrmObject, OBJECT_FACTS, type ObjectType } from '../model.ts';
import { checkedValues, invalidProperties } from './property-values.ts';
import { createRecord, findContactByEmail, findRecord, updateRecord } from './records.ts';

/** A create that passed every check, so that a batch can check all before it writes any. */
export type CheckedCreate = { objectType: ObjectType; values: Record<string, string>; associations: Association[] };

export function checkCreate(call: ApiCall, objectType: ObjectType, input: Record<string, unknown>): CheckedCreate {
  const { world, portal } = call;
  const values = checkedValues(world.state, portal, objectType, input.properties);
  const associations = checkAssociations(call, objectType, input.associations ?? []);
  if (objectType !== 'contacts' && !values.hs_timestamp) {
    throw invalid('Error creating engagement. Some required properties were not set.', [
      { message: 'hs_timestamp is required', code: 'REQUIRED_FIELD', context: { propertyName: ['hs_timestamp'] } },
    ]);
  }
  checkHeaders(values);
  checkCustomerRules(call, objectType, values);
  const holder = values.email ? findContactByEmail(world, portal.id, values.email) : null;
  if (objectType === 'contacts' && holder) throw conflict(`Contact already exists. Existing ID: ${holder.id}`);
  return { objectType, values, associations };
}

export const writeCreate = (call: ApiCall, checked: CheckedCreate): CrmObject =>
  createRecord(call.world, call.portal.id, checked.objectType, checked.values, checked.associations, call.source);

export type CheckedUpdate = { record: CrmObject; values: Record<string, string> };

export function checkUpdate(
  call: ApiCall,
  objectType: ObjectType,
  id: string,
  properties: unknown,
  idProperty?: string | null,
): CheckedUpdate {
  const { world, portal } = call;
  const record = findByIdProperty(call, objectType, id, idProperty ?? null);
  if (!record) {
    throw notFound(
      `Could not get some ${OBJECT_FACTS[objectType].name} objects, they may be deleted or not exist. Check that ids are valid.`,
      {
        ids: [id],
      },
    );
  }
  const values = checkedValues(world.state, portal, objectType, properties);
  checkHeaders(values);
  checkCustomerRules(call, objectType, { ...record.properties, ...values });
  const holder = values.email ? findContactByEmail(world, portal.id, values.email) : null;
  if (holder && holder.id !== record.id) throw conflict(`Contact already exists. Existing ID: ${holder.id}`);
  return { record, values };
}

export const writeUpdate = (call: ApiCall, { record, values }: CheckedUpdate): CrmObject =>
  updateRecord(call.world, record, values, call.source);

/** `idProperty` may name a unique property, but not hs_object_id (contacts guide). */
export function findByIdProperty(call: ApiCall, objectType: ObjectType, id: string, idProperty: string | null) {
  const { world, portal } = call;
  if (idProperty === null) return findRecord(world, portal.id, objectType, id);
  if (objectType !== 'contacts' || idProperty !== 'email') {
    throw invalid(
      `Unable to perform update/upsert by non-unique ${OBJECT_FACTS[objectType].typeId} property ${idProperty}`,
    );
  }
  return findContactByEmail(world, portal.id, id);
}

function checkAssociations(call: ApiCall, objectType: ObjectType, given: unknown): Association[] {
  if (!Array.isArray(given)) throw invalid('Invalid input JSON: associations must be a list');
  return given.map((entry: { to?: { id?: unknown }; types?: unknown }) => {
    const id = requireString({ id: entry?.to?.id === undefined ? '' : String(entry.to.id) }, 'id');
    const types = Array.isArray(entry.types) ? (entry.types as Record<string, unknown>[]) : [];
    const spec = types[0];
    if (!spec) throw invalid('Invalid input JSON: Some required fields were not set: [types]');
    const expected = OBJECT_FACTS[objectType].toContact;
    if (
      objectType === 'contacts' ||
      spec.associationCategory !== 'HUBSPOT_DEFINED' ||
      spec.associationTypeId !== expected
    ) {
      throw invalid(
        `${JSON.stringify(spec)} is not a valid association type from ${OBJECT_FACTS[objectType].name} to CONTACT`,
      );
    }
    const contact = findRecord(call.world, call.portal.id, 'contacts', id);
    if (!contact) throw notFound(`Unable to find the associated CONTACT with id ${id}`, { ids: [id] });
    return { objectType: 'contacts', id: contact.id, typeId: expected };
  });
}

function checkHeaders(values: Record<string, string>): void {
  if (!values.hs_email_headers) return;
  try {
    JSON.parse(values.hs_email_headers);
  } catch {
    const message = 'hs_email_headers is not valid JSON';
    throw invalidProperties([{ name: 'hs_email_headers', message, error: 'INVALID_JSON' }]);
  }
}

/** A customer's own validation rules hold for API writes since 2026-09 (changelog of 2026-08-11). */
function checkCustomerRules(call: ApiCall, objectType: ObjectType, values: Record<string, string>): void {
  if (objectType !== 'contacts') return;
  const missing = call.portal.requiredProperties.filter((name) => !values[name]);
  if (missing.length === 0) return;
  throw invalid(
    `Some conditionally required properties were not set: ${missing.join(', ')}`,
    missing.map((name) => ({
      message: `"${name}" is required by a rule of this account`,
      code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
      context: { propertyName: [name] },
    })),
  );
}

/** One entry of a 207's `errors`, told apart by the caller's `objectWriteTraceId`. */
export function batchError(error: Refusal, traceId: string) {
  const { category, message, errors, context } = error.body as Record<string, unknown>;
  return {
    status: 'error',
    category,
    message,
    errors: errors ?? [],
    context: { ...(context as object), objectWriteTraceId: [traceId] },
    links: {},
  };
}
