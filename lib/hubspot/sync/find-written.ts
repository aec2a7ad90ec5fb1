import { z } from 'zod';
import type { Queryable } from '../../database/types.ts';
import type { PortalClient } from '../portal-client.ts';
import { API_VERSION, BATCH_SIZE } from '../version.ts';
import type { ItemOutcome } from './crm-batches.ts';
import { type CreatedObject, type Item, resultId } from './item.ts';

const associations = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: z.string() }),
      to: z.array(z.object({ toObjectId: z.coerce.string() })),
      paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
    }),
  ),
});
const timestamps = z.object({
  results: z.array(z.object({ id: z.string(), properties: z.object({ hs_timestamp: z.string().nullish() }) })),
});

/**
 * Which of these creations HubSpot carried out already, though its answer was lost: by the contact's own associations,
 * which unlike the search do not lag behind, and by `hs_timestamp`, whose milliseconds are ours (see markedTimestamp).
 * Throws HubSpotError.
 */
export async function findCreated(
  sql: Queryable,
  client: PortalClient,
  object: CreatedObject,
  items: Item[],
): Promise<ItemOutcome[]> {
  const found: ItemOutcome[] = [];
  const idsByContact = await associatedIds(client, object, [...new Set(items.map(({ contact }) => contact.hubspotId))]);
  const ids = [...new Set([...idsByContact.values()].flat())];
  const taken = await takenIds(sql, client.portalId, object, ids);
  const times = await timestampsOf(
    client,
    object,
    ids.filter((id) => !taken.has(id)),
  );
  for (const item of items) {
    const wanted = item.write.to === 'create' ? Date.parse(item.write.properties.hs_timestamp ?? '') : Number.NaN;
    const id = idsByContact.get(item.contact.hubspotId)?.find((one) => times.get(one) === wanted);
    if (!id) continue;
    found.push({ item, done: true, result: resultId(object, id) });
    times.delete(id);
  }
  return found;
}

async function associatedIds(
  client: PortalClient,
  object: CreatedObject,
  contactIds: string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  let inputs: { id: string; after?: string }[] = contactIds.map((id) => ({ id }));
  while (inputs.length > 0) {
    const path = `/crm/associations/${API_VERSION}/contacts/${object}/batch/read`;
    const { results } = await client.request({ method: 'POST', path, body: { inputs }, response: associations });
    for (const { from, to } of results) {
      found.set(from.id, [...(found.get(from.id) ?? []), ...to.map(({ toObjectId }) => toObjectId)]);
    }
    inputs = results.flatMap(({ from, paging }) => (paging?.next ? [{ id: from.id, after: paging.next.after }] : []));
  }
  return found;
}

async function timestampsOf(client: PortalClient, object: CreatedObject, ids: string[]): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (let start = 0; start < ids.length; start += BATCH_SIZE) {
    const inputs = ids.slice(start, start + BATCH_SIZE).map((id) => ({ id }));
    const { results } = await client.request({
      method: 'POST',
      path: `/crm/objects/${API_VERSION}/${object}/batch/read`,
      body: { inputs, properties: ['hs_timestamp'], propertiesWithHistory: [] },
      response: timestamps,
    });
    for (const { id, properties } of results) times.set(id, Date.parse(properties.hs_timestamp ?? ''));
  }
  return times;
}

/** Objects that are the result of another effect cannot be this one's. */
async function takenIds(sql: Queryable, portalId: number, object: CreatedObject, ids: string[]): Promise<Set<string>> {
  const results = ids.map((id) => resultId(object, id));
  const rows = await sql<{ result_id: string }[]>`
    select result_id from effects where portal_id = ${portalId} and state = 'done' and result_id = any(${results})`;
  return new Set(rows.map((row) => row.result_id.slice(object.length + 1)));
}

const logged = z.object({
  results: z.array(z.object({ id: z.string(), properties: z.object({ hs_email_message_id: z.string().nullish() }) })),
});
// A search body may have 3,000 characters; a Message-ID has up to 250.
const IDS_PER_SEARCH = 10;

/**
 * Emails that HubSpot logged itself, e.g. from the inbox of an owner in copy, by lower-case Message-ID without angle
 * brackets. Throws HubSpotError.
 */
export async function findLoggedEmails(client: PortalClient, messageIds: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const wanted = [...new Set(messageIds.map((id) => id.toLowerCase()))];
  for (let start = 0; start < wanted.length; start += IDS_PER_SEARCH) {
    // HubSpot stores the header as it was written, with its angle brackets; a search for strings compares lower case.
    const values = wanted.slice(start, start + IDS_PER_SEARCH).flatMap((id) => [id, `<${id}>`]);
    const { results } = await client.request({
      method: 'POST',
      path: `/crm/objects/${API_VERSION}/emails/search`,
      body: {
        filterGroups: [{ filters: [{ propertyName: 'hs_email_message_id', operator: 'IN', values }] }],
        properties: ['hs_email_message_id'],
        sorts: [],
        limit: 200,
        after: '0',
      },
      response: logged,
    });
    for (const { id, properties } of results) {
      found.set((properties.hs_email_message_id ?? '').toLowerCase().replace(/^<|>$/g, ''), id);
    }
  }
  return found;
}
