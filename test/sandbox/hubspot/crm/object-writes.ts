import { z } from 'zod';
import { type ApiCall, requireString } from '../api/call.ts';
import { conflict, invalid, missingScopes, notFound, type Refusal } from '../api/refusal.ts';
import { type Association, type CrmObject, isActivity, OBJECT_FACTS, type ObjectType, RECORD_TYPES } from '../model.ts';
import { primaryTypeIdOf, typeIdOf } from './association-types.ts';
import { link } from './linked-records.ts';
import { scopesOf } from './object-types.ts';
import { checkedValues, invalidProperties } from './property-values.ts';
import { createRecord, findContactByEmail, findRecord, requireRecord, updateRecord } from './records.ts';

/** A create that passed every check, so that a batch can check all before it writes any. */
export type CheckedCreate = { objectType: ObjectType; values: Record<string, string>; associations: Association[] };

export function checkCreate(call: ApiCall, objectType: ObjectType, input: Record<string, unknown>): CheckedCreate {
  const { world, portal } = call;
  const values = checkedValues(world.state, portal, objectType, input.properties);
  const associations = checkAssociations(call, objectType, input.associations ?? []);
  if (isActivity(objectType) && !values.hs_timestamp) {
    throw invalid('Error creating engagement. Some required properties were not set.', [
      { message: 'hs_timestamp is required', code: 'REQUIRED_FIELD', context: { propertyName: ['hs_timestamp'] } },
    ]);
  }
  checkRequired(objectType, values);
  checkActivity(call, objectType, values, true);
  checkCustomerRules(call, objectType, values);
  const holder = values.email ? findContactByEmail(world, portal.id, values.email) : null;
  if (objectType === 'contacts' && holder) throw conflict(`Contact already exists. Existing ID: ${holder.id}`);
  return { objectType, values, associations };
}

export function writeCreate(call: ApiCall, { objectType, values, associations }: CheckedCreate): CrmObject {
  const { world, portal } = call;
  const record = createRecord(world, portal.id, objectType, values, [], call.source);
  for (const { objectType: to, id, primary } of associations) {
    const present = findRecord(world, portal.id, objectType, record.id) ?? record;
    link(world, [present, requireRecord(world, portal.id, to, id)], { primary });
  }
  return findRecord(world, portal.id, objectType, record.id) ?? record;
}

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
  checkActivity(call, objectType, values, false);
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

/** Each end has to be there and writable, and the type one that HubSpot defines between the two; contacts are meant by default. */
function checkAssociations(call: ApiCall, objectType: ObjectType, given: unknown): Association[] {
  if (!Array.isArray(given)) throw invalid('Invalid input JSON: associations must be a list');
  return given.map((entry: { to?: { id?: unknown }; types?: unknown }) => {
    const id = requireString({ id: entry?.to?.id === undefined ? '' : String(entry.to.id) }, 'id');
    const types = Array.isArray(entry.types) ? (entry.types as Record<string, unknown>[]) : [];
    const spec = types[0];
    if (!spec) throw invalid('Invalid input JSON: Some required fields were not set: [types]');
    const isOwn = spec.associationCategory === 'HUBSPOT_DEFINED';
    const to = RECORD_TYPES.find(
      (type) =>
        isOwn &&
        [typeIdOf(objectType, type), primaryTypeIdOf(objectType, type)].includes(spec.associationTypeId as number),
    );
    if (!to) {
      throw invalid(`${JSON.stringify(spec)} is not a valid association type from ${OBJECT_FACTS[objectType].name}`);
    }
    for (const group of scopesOf(to, 'write')) {
      if (!group.some((scope) => call.token.scopes.includes(scope))) throw missingScopes(group);
    }
    const target = findRecord(call.world, call.portal.id, to, id);
    if (!target) throw notFound(`Unable to find the associated ${OBJECT_FACTS[to].name} with id ${id}`, { ids: [id] });
    return { objectType: to, id: target.id, primary: spec.associationTypeId === primaryTypeIdOf(objectType, to) };
  });
}

/** What the guides of companies, deals, tickets and calls name as needed to create one. */
const REQUIRED: Partial<Record<ObjectType, string[][]>> = {
  companies: [['name', 'domain']],
  deals: [['dealname'], ['dealstage']],
  tickets: [['subject'], ['hs_pipeline_stage']],
  calls: [['hs_call_title', 'hs_call_body']],
};

function checkRequired(objectType: ObjectType, values: Record<string, string>): void {
  const missing = (REQUIRED[objectType] ?? []).filter((names) => !names.some((name) => values[name]));
  if (missing.length === 0) return;
  throw invalid(
    `Error creating ${OBJECT_FACTS[objectType].name}. Some required properties were not set.`,
    missing.map((names) => ({
      message: `${names.join(' or ')} is required`,
      code: 'MISSING_REQUIRED_PROPERTY',
      context: { propertyName: names },
    })),
  );
}

const DIRECTIONS = ['EMAIL', 'INCOMING_EMAIL', 'FORWARDED_EMAIL'];
const ADDRESS = /^[^\s@<>;,]+@[^\s@<>;,]+\.[^\s@<>;,]+$/;
const person = z.object({ email: z.string().regex(ADDRESS) });
const people = z.array(person);
const headers = z.object({ from: person, to: people.optional(), cc: people.optional(), bcc: people.optional() });

/** What the guides of emails, notes and tasks want of an activity, and what its files have to be. */
function checkActivity(call: ApiCall, objectType: ObjectType, values: Record<string, string>, isNew: boolean): void {
  const refuse = (name: string, message: string) => invalidProperties([{ name, message, error: 'INVALID_VALUE' }]);
  if (objectType === 'emails') {
    const direction = values.hs_email_direction;
    if ((isNew || direction !== undefined) && !DIRECTIONS.includes(direction ?? ''))
      throw refuse('hs_email_direction', `hs_email_direction has to be one of ${DIRECTIONS.join(', ')}`);
    if ((isNew || values.hs_email_headers !== undefined) && !headers.safeParse(json(values.hs_email_headers)).success)
      throw refuse('hs_email_headers', 'hs_email_headers has to be JSON with the addresses of from, to, cc and bcc');
  }
  if (objectType === 'tasks') {
    if (isNew && !values.hs_task_subject?.trim()) throw refuse('hs_task_subject', 'A task needs a subject');
    const reminders = values.hs_task_reminders?.split(';') ?? [];
    if (reminders.some((at) => !/^\d{13}$/.test(at)))
      throw refuse('hs_task_reminders', 'hs_task_reminders are milliseconds since 1970');
  }
  for (const id of values.hs_attachment_ids?.split(';').filter(Boolean) ?? []) {
    if (call.world.state.files.get(id)?.portalId !== call.portal.id)
      throw refuse('hs_attachment_ids', `There is no file ${id}`);
  }
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
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
