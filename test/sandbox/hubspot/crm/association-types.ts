import { AssociationTypes } from '@hubspot/api-client/lib/src/enums/AssociationTypes.js';
import { OBJECT_FACTS, type ObjectType } from '../model.ts';

const word = (type: ObjectType) => OBJECT_FACTS[type].name.toLowerCase();
const capital = (type: ObjectType) => word(type).replace(/^./, (letter) => letter.toUpperCase());
const types = AssociationTypes as unknown as Record<string, number | undefined>;

/** HubSpot's own number for the unlabeled association between two types, null where HubSpot has none. */
export const typeIdOf = (from: ObjectType, to: ObjectType): number | null =>
  types[`${word(from)}To${capital(to)}`] ?? null;

/** The label "Primary", which one company of a record bears. */
export const primaryTypeIdOf = (from: ObjectType, to: ObjectType): number | null =>
  types[`primary${capital(from)}To${capital(to)}`] ?? null;
