import { z } from 'zod';
import type { MainRecords, RecordObject } from '../conversations/contact-records.ts';
import type { Capabilities } from '../portals/scopes.ts';
import type { PortalClient } from './portal-client.ts';
import { API_VERSION, ASSOCIATION_BATCH_SIZE, BATCH_SIZE } from './version.ts';

const associations = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: z.string() }),
      to: z.array(
        z.object({
          toObjectId: z.coerce.string(),
          associationTypes: z.array(z.object({ typeId: z.number() })),
        }),
      ),
      paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
    }),
  ),
});
const deals = z.object({
  results: z.array(z.object({ id: z.string(), properties: z.object({ hs_is_closed: z.string().nullish() }) })),
});

/** "Primary", from a contact to one of its companies ("Association type IDs"). */
const PRIMARY_COMPANY = 1;

type Association = { id: string; isPrimary: boolean };

/** Records of one type that are associated with these, by the id asked for; those without any are absent. Throws HubSpotError. */
export async function readAssociations(
  client: PortalClient,
  { from, to }: { from: RecordObject | 'contacts'; to: RecordObject | 'contacts' },
  ids: string[],
): Promise<Map<string, Association[]>> {
  const found = new Map<string, Association[]>();
  let inputs: { id: string; after?: string }[] = ids.map((id) => ({ id }));
  while (inputs.length > 0) {
    const { results } = await client.request({
      method: 'POST',
      path: `/crm/associations/${API_VERSION}/${from}/${to}/batch/read`,
      body: { inputs: inputs.slice(0, ASSOCIATION_BATCH_SIZE) },
      response: associations,
    });
    for (const {
      from: { id },
      to: ends,
    } of results) {
      const own = ends.map(({ toObjectId, associationTypes }) => ({
        id: toObjectId,
        isPrimary: associationTypes.some(({ typeId }) => typeId === PRIMARY_COMPANY),
      }));
      found.set(id, [...(found.get(id) ?? []), ...own]);
    }
    const more = results.flatMap(({ from: { id }, paging }) =>
      paging?.next ? [{ id, after: paging.next.after }] : [],
    );
    inputs = [...inputs.slice(ASSOCIATION_BATCH_SIZE), ...more];
  }
  return found;
}

/**
 * The primary company and the one open deal of each contact, as far as the portal lets us read them: one call for up to
 * a thousand contacts each, and one for a hundred deals. Of several companies none of which is primary, or of several
 * open deals, none is taken: HubSpot itself would not guess either. By the id asked for. Throws HubSpotError.
 */
export async function readMainRecords(
  client: PortalClient,
  { companies, deals: mayReadDeals }: Pick<Capabilities, 'companies' | 'deals'>,
  hubspotIds: string[],
): Promise<Map<string, MainRecords>> {
  const nothing = new Map<string, Association[]>();
  const companiesOf = companies
    ? await readAssociations(client, { from: 'contacts', to: 'companies' }, hubspotIds)
    : nothing;
  const dealsOf = mayReadDeals
    ? await readAssociations(client, { from: 'contacts', to: 'deals' }, hubspotIds)
    : nothing;
  const open = await openDeals(client, [...new Set([...dealsOf.values()].flat().map(({ id }) => id))]);
  return new Map(
    hubspotIds.map((id) => {
      const own = companiesOf.get(id) ?? [];
      const company = own.find(({ isPrimary }) => isPrimary) ?? only(own);
      const deal = only((dealsOf.get(id) ?? []).filter((one) => open.has(one.id)));
      return [id, { companyId: company?.id ?? null, dealId: deal?.id ?? null }];
    }),
  );
}

const only = (all: Association[]): Association | undefined => (all.length === 1 ? all[0] : undefined);

async function openDeals(client: PortalClient, ids: string[]): Promise<Set<string>> {
  const open = new Set<string>();
  for (let start = 0; start < ids.length; start += BATCH_SIZE) {
    const { results } = await client.request({
      method: 'POST',
      path: `/crm/objects/${API_VERSION}/deals/batch/read`,
      body: {
        inputs: ids.slice(start, start + BATCH_SIZE).map((id) => ({ id })),
        properties: ['hs_is_closed'],
        propertiesWithHistory: [],
      },
      response: deals,
    });
    for (const { id, properties } of results) if (properties.hs_is_closed === 'false') open.add(id);
  }
  return open;
}
