import type { World } from '../api/call.ts';
import { type Association, type CrmObject, OBJECT_FACTS, type ObjectType } from '../model.ts';
import { findRecord, recordsOf } from './records.ts';

/** Associations from this record's side; an engagement keeps them, a contact's are found from the engagements. */
export function associationsOf(world: World, record: CrmObject, toType: ObjectType): Association[] {
  if (record.objectType !== 'contacts') {
    return record.associations
      .filter((association) => association.objectType === toType)
      .map((association) => {
        const target = findRecord(world, record.portalId, toType, association.id);
        return target ? { ...association, id: target.id } : null;
      })
      .filter((association) => association !== null);
  }
  if (toType === 'contacts') return [];
  return recordsOf(world, record.portalId, toType)
    .filter((other) => other.associations.some(({ id }) => pointsTo(world, record, id)))
    .map((other) => ({ objectType: toType, id: other.id, typeId: OBJECT_FACTS[toType].fromContact }));
}

const pointsTo = (world: World, contact: CrmObject, id: string) =>
  id === contact.id || findRecord(world, contact.portalId, 'contacts', id)?.id === contact.id;
