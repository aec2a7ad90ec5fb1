import type { World } from '../api/call.ts';
import { type Association, type CrmObject, isActivity, OBJECT_TYPES, type ObjectType } from '../model.ts';
import { findRecord, objectKey, recordsOf } from './records.ts';

/** Of two associated records the later in the list of types keeps the association. */
const keeps = (type: ObjectType, other: ObjectType) => OBJECT_TYPES.indexOf(type) > OBJECT_TYPES.indexOf(other);

/** Associations from this record's side, whichever of both keeps them; those with what a merge left lead to what it made. */
export function associationsOf(world: World, record: CrmObject, toType: ObjectType): Association[] {
  if (keeps(record.objectType, toType) || record.objectType === toType) {
    const live = record.associations
      .filter((association) => association.objectType === toType)
      .flatMap((association) => {
        const target = findRecord(world, record.portalId, toType, association.id);
        return target ? [{ ...association, id: target.id }] : [];
      });
    return live.filter(({ id }, index) => live.findIndex((one) => one.id === id) === index);
  }
  return recordsOf(world, record.portalId, toType).flatMap((other) => {
    const own = other.associations.find(
      ({ objectType, id }) => objectType === record.objectType && leadsTo(world, record, id),
    );
    return own ? [{ objectType: toType, id: other.id, primary: own.primary }] : [];
  });
}

const leadsTo = (world: World, record: CrmObject, id: string) =>
  id === record.id || findRecord(world, record.portalId, record.objectType, id)?.id === record.id;

/**
 * Associates two records, or parts them with `linked: false`. A record's first company is its primary one. Two of one type
 * keep it both.
 */
export function link(
  world: World,
  [one, other]: [CrmObject, CrmObject],
  how: { linked?: boolean; primary?: boolean } = {},
): void {
  const isSameType = one.objectType === other.objectType;
  if (isSameType || keeps(one.objectType, other.objectType)) keep(world, one, other, how);
  if (isSameType || !keeps(one.objectType, other.objectType)) keep(world, other, one, how);
}

function keep(
  world: World,
  holder: CrmObject,
  target: CrmObject,
  { linked = true, primary = false }: { linked?: boolean; primary?: boolean },
): void {
  const isTarget = ({ objectType, id }: Association) => objectType === target.objectType && id === target.id;
  const others = holder.associations.filter((association) => !isTarget(association));
  const isCompany =
    target.objectType === 'companies' && holder.objectType !== 'companies' && !isActivity(holder.objectType);
  const isPrimary = isCompany && (primary || !others.some((association) => association.primary));
  const rest = isPrimary ? others.map((association) => ({ ...association, primary: false })) : others;
  const own = { objectType: target.objectType, id: target.id, primary: isPrimary };
  const associations = linked ? [...rest, own] : others;
  world.state.objects.put(objectKey(holder.portalId, holder.objectType, holder.id), { ...holder, associations });
}
