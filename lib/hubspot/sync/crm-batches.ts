import { z } from 'zod';
import { errorOfInput, hubSpotErrorBody } from '../error-responses.ts';
import type { HubSpotError } from '../errors.ts';
import type { PortalClient } from '../portal-client.ts';
import { API_VERSION, APP_EVENTS_PATH } from '../version.ts';
import { type CreatedObject, type Item, resultId, type UpdatedObject } from './item.ts';
import { createPerson, linkPerson } from './people.ts';

/** What became of one item of a batch that was answered. `movedTo`: HubSpot knows the contact under another id now. */
export type ItemOutcome = { item: Item } & (
  | { done: true; result: string | null; movedTo?: string }
  | { done: false; error: HubSpotError }
);

/** From what is created to what it is about ("Association type IDs"). */
const ASSOCIATION: Record<CreatedObject, { contacts: number; companies: number; deals: number }> = {
  emails: { contacts: 198, companies: 186, deals: 210 },
  notes: { contacts: 202, companies: 190, deals: 214 },
  tasks: { contacts: 204, companies: 192, deals: 216 },
};

const written = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      objectWriteTraceId: z.string().optional(),
      properties: z.record(z.string(), z.string().nullable()).optional(),
    }),
  ),
  errors: z.array(hubSpotErrorBody).optional(),
});
type Written = z.infer<typeof written>;

/**
 * One call: items of one kind of write as one batch. Throws HubSpotError where the batch as a whole failed; a partial
 * answer (207) comes back item by item.
 */
export async function callHubSpot(client: PortalClient, items: Item[]): Promise<ItemOutcome[]> {
  const { write } = items[0]!;
  switch (write.to) {
    case 'create':
      return createObjects(client, write.object, items);
    case 'update':
      return updateObjects(client, write.object, items);
    case 'person':
      return each(items, (item) => createPerson(client, item, write.properties));
    case 'link':
      return each(items, (item) => linkPerson(client, item, write.hubspotId));
    case 'archive':
      return archiveObjects(client, write.object, items);
    case 'event':
      return sendEvents(client, items);
    case 'unsubscribe':
      return unsubscribeAll(client, items);
    case 'callback':
      return completeActions(client, items);
  }
}

/** Of these each is a call of its own, so that they come one by one. */
async function each(items: Item[], write: (item: Item) => Promise<string>): Promise<ItemOutcome[]> {
  const outcomes: ItemOutcome[] = [];
  for (const item of items) outcomes.push({ item, done: true, result: await write(item) });
  return outcomes;
}

// The caller's own mark on each input: answers come in any order, and with it HubSpot reports bad inputs one by one.
const traceId = (item: Item) => item.effects[0]!.id;

async function createObjects(client: PortalClient, object: CreatedObject, items: Item[]): Promise<ItemOutcome[]> {
  const associated = ({ object: to, id }: { object: 'contacts' | 'companies' | 'deals'; id: string }) => ({
    to: { id },
    types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: ASSOCIATION[object][to] }],
  });
  const inputs = items.map((item) => ({
    properties: propertiesOf(item),
    associations: item.alone
      ? []
      : [{ object: 'contacts' as const, id: item.contact.hubspotId }, ...(item.alsoOn ?? [])].map(associated),
    objectWriteTraceId: traceId(item),
  }));
  const path = `/crm/objects/${API_VERSION}/${object}/batch/create`;
  const response = await client.request({ method: 'POST', path, body: { inputs }, response: written });
  return items.map((item) => {
    const result =
      response.results.find(({ objectWriteTraceId }) => objectWriteTraceId === traceId(item)) ??
      response.results.find(({ objectWriteTraceId, properties }) => !objectWriteTraceId && sameTime(properties, item));
    if (result) return { item, done: true, result: resultId(object, result.id) };
    return { item, done: false, error: errorFor(response, item) };
  });
}

function sameTime(properties: Record<string, string | null> | undefined, item: Item): boolean {
  return (
    !!properties?.hs_timestamp &&
    Date.parse(properties.hs_timestamp) === Date.parse(propertiesOf(item).hs_timestamp ?? '')
  );
}

async function updateObjects(client: PortalClient, object: UpdatedObject, items: Item[]): Promise<ItemOutcome[]> {
  const inputs = items.map((item) => ({
    id: targetOf(item),
    properties: propertiesOf(item),
    objectWriteTraceId: traceId(item),
  }));
  const path = `/crm/objects/${API_VERSION}/${object}/batch/update`;
  const response = await client.request({ method: 'POST', path, body: { inputs }, response: written });
  return items.map((item) => {
    const id = targetOf(item);
    const result = response.results.find((one) => one.objectWriteTraceId === traceId(item) || one.id === id);
    if (!result) return { item, done: false, error: errorFor(response, item) };
    const moved = object === 'contacts' && result.id !== id;
    return { item, done: true, result: resultId(object, result.id), ...(moved && { movedTo: result.id }) };
  });
}

/** What is gone already is as good as archived: HubSpot takes the batch all the same. */
async function archiveObjects(client: PortalClient, object: 'emails' | 'notes', items: Item[]): Promise<ItemOutcome[]> {
  const inputs = items.flatMap(({ write }) => (write.to === 'archive' ? [{ id: write.id }] : []));
  const path = `/crm/objects/${API_VERSION}/${object}/batch/archive`;
  await client.request({ method: 'POST', path, body: { inputs }, response: z.unknown() });
  return items.map((item) => ({ item, done: true, result: null }));
}

async function sendEvents(client: PortalClient, items: Item[]): Promise<ItemOutcome[]> {
  const inputs = items.flatMap(({ write, contact }) =>
    write.to === 'event' ? [{ ...write.occurrence, objectId: contact.hubspotId }] : [],
  );
  await client.request({
    method: 'POST',
    path: `${APP_EVENTS_PATH}/events/batch`,
    body: { inputs },
    response: z.unknown(),
  });
  return items.map((item) => ({ item, done: true, result: eventResult(item) }));
}

export const eventResult = (item: Item) => resultId('events', item.effects[0]!.id);

/** An address a call; one that is unsubscribed already stays so. */
async function unsubscribeAll(client: PortalClient, items: Item[]): Promise<ItemOutcome[]> {
  const addresses = new Set(items.flatMap(({ write }) => (write.to === 'unsubscribe' ? write.addresses : [])));
  for (const address of addresses) {
    const path = `/communication-preferences/${API_VERSION}/statuses/${encodeURIComponent(address)}/unsubscribe-all`;
    await client.request({ method: 'POST', path, query: { channel: 'EMAIL' }, response: z.unknown() });
  }
  return items.map((item) => ({ item, done: true, result: null }));
}

/** Lets workflows go on that were blocked in an action of ours. */
async function completeActions(client: PortalClient, items: Item[]): Promise<ItemOutcome[]> {
  const inputs = items.flatMap(({ write }) =>
    write.to === 'callback'
      ? [{ callbackId: write.callbackId, outputFields: write.outputFields, typedOutputs: write.outputFields }]
      : [],
  );
  const path = `/automation/actions/callbacks/${API_VERSION}/complete`;
  await client.request({ method: 'POST', path, body: { inputs }, response: z.unknown() });
  return items.map((item) => ({ item, done: true, result: null }));
}

/** What HubSpot says of this input; where it says nothing, nobody knows whether it was written. */
function errorFor({ errors = [] }: Written, item: Item): HubSpotError {
  const ids = new Set([traceId(item), item.contact.hubspotId]);
  const own = errors.find(({ context }) =>
    Object.values(context ?? {}).some((values) => values.some((value) => ids.has(value))),
  );
  return errorOfInput(own ?? null);
}

function propertiesOf({ write }: Item): Record<string, string> {
  return write.to === 'create' || write.to === 'update' ? write.properties : {};
}

function targetOf({ write, contact }: Item): string {
  return (write.to === 'update' ? write.id : null) ?? contact.hubspotId;
}
