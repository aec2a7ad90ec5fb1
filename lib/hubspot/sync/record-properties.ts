import { mainRecordsOf } from '../../conversations/contact-records.ts';
import { type RecordFacts, recordFacts } from '../../conversations/screens/record-facts.ts';
import type { Queryable } from '../../database/types.ts';
import type { NewEffect } from '../../outbox/add-effects.ts';
import type { ClaimedEffect } from '../../outbox/effects.ts';
import { waitingValues } from '../contact-values.ts';
import type { SyncContext } from './claimed-rows.ts';
import type { Decision, Item } from './item.ts';

/** What changes what a company or deal says of its contacts. */
const CAUSES = new Set<ClaimedEffect['kind']>(['properties', 'waiting_property']);

/** The contact's properties are written: its company and its deal have to say so too. */
export async function recordEffects(sql: Queryable, portalId: number, done: { item: Item }[]): Promise<NewEffect[]> {
  const causes = done.flatMap(({ item }) => item.effects.filter(({ kind }) => CAUSES.has(kind)));
  const contactIds = [...new Set(causes.flatMap(({ contactId }) => contactId ?? []))];
  if (contactIds.length === 0) return [];
  const records = Map.groupBy(await mainRecordsOf(sql, contactIds), ({ contactId }) => contactId);
  return causes.flatMap(({ id, contactId }) =>
    (records.get(contactId ?? '') ?? []).map(
      ({ object, recordId }): NewEffect => ({
        portalId,
        contactId,
        kind: 'record_properties',
        key: `record:${object}:${id}`,
        details: { object, recordId },
      }),
    ),
  );
}

/** One write a record, however many replies it sums up; none where the account lets us make no properties there. */
export async function planRecords(
  sql: Queryable,
  effects: ClaimedEffect[],
  { portal: { portalId }, capabilities, contacts }: SyncContext,
): Promise<{ items: Item[]; decisions: Decision[] }> {
  const items: Item[] = [];
  const decisions: Decision[] = [];
  for (const object of ['companies', 'deals'] as const) {
    const own = effects.filter(({ details }) => details.object === object);
    const granted = object === 'companies' ? capabilities.companyProperties : capabilities.dealProperties;
    const byRecord = Map.groupBy(own, ({ details }) => String(details.recordId));
    const facts = granted
      ? await recordFacts(sql, { portalId, object, recordIds: [...byRecord.keys()] })
      : new Map<string, RecordFacts>();
    for (const [id, same] of byRecord) {
      const found = facts.get(id);
      const contact = contacts.get(same[0]?.contactId ?? '');
      if (!found || !contact) {
        decisions.push(...same.map((effect): Decision => ({ effect, state: 'done' })));
        continue;
      }
      const properties = {
        reply_last_received_at: found.lastReceivedAt?.toISOString() ?? '',
        reply_response_type: found.responseType ?? '',
        ...waitingValues(found.waitingSince),
      };
      const target = { id: contact.id, hubspotId: contact.hubspotId };
      items.push({ effects: same, contact: target, write: { to: 'update', object, id, properties } });
    }
  }
  return { items, decisions };
}
