import { z } from 'zod';
import { type ApiCall, batchAnswer, batchInputs, bodyObject, type Route } from '../api/call.ts';
import { conflict, invalid } from '../api/refusal.ts';
import { findRecord } from '../crm/records.ts';
import type { AppEvent, EventType } from '../model.ts';

/** The collection of specifications lists 2026-03 for app events, the guide 2026-09; v4 goes on until 2027-03-30. */
const paths = (rest: string) => [
  `/integrators/timeline/2026-09/events${rest}`,
  `/integrators/timeline/2026-03/events${rest}`,
  `/integrators/timeline/v4/events${rest}`,
];
const SCOPES = [['timeline', 'timeline.write']];
const MAX_BATCH = 500;

export const appEventRoutes: Route[] = [
  { method: 'post', paths: paths(''), scopes: SCOPES, handle: createEvent },
  { method: 'post', paths: paths('/batch'), scopes: SCOPES, handle: createBatch },
];

const occurrenceSchema = z.object({
  eventTypeName: z.string().min(1),
  id: z.string().min(1),
  properties: z.record(z.string(), z.string()),
  objectId: z.string().min(1),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  extraData: z.unknown().optional(),
  timelineIFrame: z.unknown().optional(),
});

export const eventKey = (portalId: number, eventTypeName: string, id: string) => `${portalId}/${eventTypeName}/${id}`;

function createEvent(call: ApiCall) {
  const event = checkedEvent(call, bodyObject(call));
  save(call, event);
  return { status: 201, body: viewEvent(event) };
}

/** Atomic: one wrong or known occurrence refuses all of them. */
function createBatch(call: ApiCall) {
  const events = batchInputs(call, MAX_BATCH).map((input) => checkedEvent(call, input));
  const keys = events.map(({ eventTypeName, id }) => `${eventTypeName}/${id}`);
  if (new Set(keys).size < keys.length) throw invalid('Duplicate event ids in the batch');
  for (const event of events) save(call, event);
  return batchAnswer(200, call.world.clock.now(), events.map(viewEvent));
}

function checkedEvent(call: ApiCall, input: Record<string, unknown>): AppEvent {
  const { state, clock } = call.world;
  const parsed = occurrenceSchema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`Event occurrence is not valid: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { eventTypeName, id, properties, objectId, timestamp } = parsed.data;
  const type = state.eventTypes.get(eventTypeName);
  if (!type) throw invalid(`Event type ${eventTypeName} does not exist for this app`);
  checkProperties(type, properties);
  const contact = findRecord(call.world, call.portal.id, 'contacts', objectId);
  if (!contact) throw invalid(`Contact ${objectId} does not exist`, [], { objectId: [objectId] });
  if (state.events.get(eventKey(call.portal.id, eventTypeName, id))) throw conflict(`Event ${id} already exists`);
  const at = timestamp ? new Date(timestamp) : clock.now();
  return {
    id,
    portalId: call.portal.id,
    contactId: contact.id,
    eventTypeName,
    properties,
    timestamp: at.toISOString(),
  };
}

function checkProperties(type: EventType, properties: Record<string, string>): void {
  for (const [name, value] of Object.entries(properties)) {
    const property = type.properties.find((one) => one.name === name);
    if (!property) throw invalid(`Event type ${type.name} has no property ${name}`);
    if (property.options && !property.options.includes(value)) throw invalid(`${value} is not an option of ${name}`);
    if (property.type === 'number' && !Number.isFinite(Number(value)))
      throw invalid(`${value} is not a number (${name})`);
  }
}

function save(call: ApiCall, event: AppEvent): void {
  call.world.state.events.put(eventKey(event.portalId, event.eventTypeName, event.id), event);
}

const viewEvent = ({ id, eventTypeName, contactId, properties, timestamp }: AppEvent) => ({
  id,
  eventTypeName,
  objectId: contactId,
  properties,
  timestamp,
});
