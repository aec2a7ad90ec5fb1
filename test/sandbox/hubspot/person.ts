import type { World } from './api/call.ts';
import { notFound } from './api/refusal.ts';
import { link } from './crm/linked-records.ts';
import { eraseContact, mergeContacts } from './crm/merges.ts';
import { checkedValues } from './crm/property-values.ts';
import { archiveRecord, createRecord, objectKey, requireRecord, updateRecord } from './crm/records.ts';
import type { ChangeSource, CrmObject, ObjectType } from './model.ts';
import { endGrant } from './oauth/tokens.ts';
import { optOut } from './services/preferences.ts';

export type RecordRef = [type: ObjectType, id: string];

/** What people do in HubSpot's own pages. Each change tells the webhooks with `changeSource: CRM_UI`. */
export function createPerson(world: World, commit: () => void, defaults: { portalId: number }) {
  const source = (portalId: number): ChangeSource => ({
    changeSource: 'CRM_UI',
    sourceId: `userId:${world.state.portals.get(String(portalId))?.users[0]?.id ?? 0}`,
  });
  const committed = <T>(result: T): T => {
    commit();
    return result;
  };
  const values = (portalId: number, objectType: ObjectType, properties: Record<string, string>) => {
    const portal = world.state.portals.get(String(portalId));
    if (!portal) throw notFound(`There is no account ${portalId}`);
    return checkedValues(world.state, portal, objectType, properties);
  };
  return {
    createContact(properties: Record<string, string>, portalId = defaults.portalId): CrmObject {
      const checked = values(portalId, 'contacts', properties);
      return committed(createRecord(world, portalId, 'contacts', checked, [], source(portalId)));
    },
    createRecord(objectType: ObjectType, properties: Record<string, string>, portalId = defaults.portalId): CrmObject {
      const checked = values(portalId, objectType, properties);
      return committed(createRecord(world, portalId, objectType, checked, [], source(portalId)));
    },
    setRecord(
      objectType: ObjectType,
      id: string,
      properties: Record<string, string>,
      portalId = defaults.portalId,
    ): CrmObject {
      const record = requireRecord(world, portalId, objectType, id);
      return committed(updateRecord(world, record, values(portalId, objectType, properties), source(portalId)));
    },
    /** `primary`: makes a company the record's primary one; the first is so anyway. `linked: false` parts the two. */
    associate(
      from: RecordRef,
      to: RecordRef,
      options: { primary?: boolean; linked?: boolean } = {},
      portalId = defaults.portalId,
    ): void {
      const [one, other] = [from, to].map(([type, id]) => requireRecord(world, portalId, type, id));
      committed(link(world, [one!, other!], options));
    },
    setProperties(contactId: string, properties: Record<string, string>, portalId = defaults.portalId): CrmObject {
      const contact = requireRecord(world, portalId, 'contacts', contactId);
      return committed(updateRecord(world, contact, values(portalId, 'contacts', properties), source(portalId)));
    },
    /** Returns the record that both become. */
    mergeContacts(primaryId: string, otherId: string, portalId = defaults.portalId): CrmObject {
      const primary = requireRecord(world, portalId, 'contacts', primaryId);
      const other = requireRecord(world, portalId, 'contacts', otherId);
      return committed(mergeContacts(world, primary, other, source(portalId)));
    },
    deleteRecord(objectType: ObjectType, id: string, portalId = defaults.portalId): void {
      committed(archiveRecord(world, requireRecord(world, portalId, objectType, id), source(portalId)));
    },
    deleteContact(contactId: string, portalId = defaults.portalId): void {
      committed(archiveRecord(world, requireRecord(world, portalId, 'contacts', contactId), source(portalId)));
    },
    restoreContact(contactId: string, portalId = defaults.portalId): void {
      const record = world.state.objects.get(objectKey(portalId, 'contacts', contactId));
      if (!record?.archivedAt || record.mergedInto) throw notFound(`Contact ${contactId} is not in the recycle bin`);
      world.state.objects.put(objectKey(portalId, 'contacts', contactId), { ...record, archivedAt: null });
      committed(world.tell({ kind: 'restore', portalId, contactId, source: source(portalId) }));
    },
    /** "Delete permanently" of HubSpot's privacy menu. */
    privacyDelete(contactId: string, portalId = defaults.portalId): void {
      committed(eraseContact(world, requireRecord(world, portalId, 'contacts', contactId), source(portalId)));
    },
    optOut(email: string, portalId = defaults.portalId): void {
      committed(optOut(world, portalId, email, source(portalId)));
    },
    /** An email that HubSpot logged itself, from a connected inbox say. */
    logEmail(contactId: string, properties: Record<string, string>, portalId = defaults.portalId): CrmObject {
      const contact = requireRecord(world, portalId, 'contacts', contactId);
      const association = { objectType: 'contacts', id: contact.id, primary: false } as const;
      const checked = values(portalId, 'emails', properties);
      return committed(createRecord(world, portalId, 'emails', checked, [association], source(portalId)));
    },
    /** The admin takes the app out under Connected apps: tokens die, nobody is told. */
    uninstall(portalId = defaults.portalId): void {
      committed(endGrant(world.state, world.clock, portalId));
    },
    /** A validation rule of the customer: no contact is written without these. */
    requireProperties(names: string[], portalId = defaults.portalId): void {
      const portal = world.state.portals.get(String(portalId));
      if (!portal) throw notFound(`There is no account ${portalId}`);
      world.state.portals.put(String(portalId), { ...portal, requiredProperties: names });
      committed(undefined);
    },
  };
}
export type Person = ReturnType<typeof createPerson>;
