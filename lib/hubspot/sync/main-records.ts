import { mainRecords, storeMainRecords } from '../../conversations/contact-records.ts';
import { errorFacts } from '../../error-facts.ts';
import { HubSpotError } from '../errors.ts';
import { readMainRecords } from '../related-records.ts';
import type { SyncContext } from './claimed-rows.ts';
import type { SyncDependencies } from './dependencies.ts';
import type { Item } from './item.ts';

/** A reply's mail, analysis and task are written within minutes of each other. */
const FRESH_MS = 10 * 60_000;

const STANDS_ON: ReadonlySet<Item['write']['to']> = new Set(['create', 'person', 'link']);

/**
 * What is created for a contact also stands on its primary company and its one open deal, as HubSpot itself would put it
 * there, where the portal grants that. Throws HubSpotError where HubSpot has to be left alone.
 */
export async function withMainRecords(
  { sql, transact, client, now, log }: SyncDependencies,
  { capabilities }: Pick<SyncContext, 'capabilities'>,
  items: Item[],
): Promise<Item[]> {
  const created = items.filter(({ write, alone }) => STANDS_ON.has(write.to) && !alone);
  if (created.length === 0 || !(capabilities.companies || capabilities.deals)) return items;
  const hubspotIds = new Map(created.map(({ contact }) => [contact.id, contact.hubspotId]));
  const known = await mainRecords(sql, [...hubspotIds.keys()], new Date(now().getTime() - FRESH_MS));
  const asked = [...hubspotIds].filter(([id]) => !known.has(id));
  try {
    const found = await readMainRecords(
      client,
      capabilities,
      asked.map(([, hubspotId]) => hubspotId),
    );
    for (const [id, hubspotId] of asked) known.set(id, found.get(hubspotId)!);
  } catch (error) {
    if (!(error instanceof HubSpotError && error.outcome === 'rejected')) throw error;
    // Not worth a reply: it stands on the contact, which is what counts.
    log.warn({ portalId: client.portalId, err: errorFacts(error) }, 'companies and deals could not be read');
    return items;
  }
  const fresh = new Map(asked.map(([id]) => [id, known.get(id)!]));
  await transact(({ sql: tx }) => storeMainRecords(tx, client.portalId, fresh, now()));
  return items.map((item) => {
    const main = STANDS_ON.has(item.write.to) ? known.get(item.contact.id) : undefined;
    if (!main) return item;
    const { companyId, dealId } = main;
    const alsoOn: Item['alsoOn'] = [
      ...(companyId ? [{ object: 'companies', id: companyId } as const] : []),
      ...(dealId ? [{ object: 'deals', id: dealId } as const] : []),
    ];
    return { ...item, alsoOn };
  });
}
