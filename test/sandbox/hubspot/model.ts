import type { Plan } from './seed.ts';

export const OBJECT_TYPES = ['contacts', 'emails', 'notes', 'tasks'] as const;
export type ObjectType = (typeof OBJECT_TYPES)[number];

/** HubSpot's object type ids, singular names and the type ids of the association engagement → contact and back. */
export const OBJECT_FACTS: Record<
  ObjectType,
  { typeId: string; name: string; toContact: number; fromContact: number }
> = {
  contacts: { typeId: '0-1', name: 'CONTACT', toContact: 449, fromContact: 449 },
  emails: { typeId: '0-49', name: 'EMAIL', toContact: 198, fromContact: 197 },
  notes: { typeId: '0-46', name: 'NOTE', toContact: 202, fromContact: 201 },
  tasks: { typeId: '0-27', name: 'TASK', toContact: 204, fromContact: 203 },
};

export type User = { id: number; email: string; firstName: string; lastName: string; superAdmin: boolean };
export type Owner = {
  id: string;
  userId: number | null;
  email: string;
  firstName: string;
  lastName: string;
  archived: boolean;
};

export type Portal = {
  id: number;
  name: string;
  timeZone: string;
  currency: string;
  language: string;
  uiDomain: string;
  users: User[];
  owners: Owner[];
  plan: Plan;
  /** What a consent in this portal can give: no more than the plan has. */
  grantableScopes: string[];
  /** What the app has been given; null when it is not installed. */
  installedScopes: string[] | null;
  /** Properties that a validation rule of the customer requires on every contact write. */
  requiredProperties: string[];
};

/** Who changed a value, in the words of a webhook's `changeSource` and `sourceId`. */
export type ChangeSource = { changeSource: 'INTEGRATION' | 'CRM_UI' | 'IMPORT' | 'MERGE_OBJECTS'; sourceId: string };

export type PastValue = { value: string; timestamp: string; sourceType: string; sourceId: string };

export type Association = { objectType: ObjectType; id: string; typeId: number };

export type CrmObject = {
  id: string;
  portalId: number;
  objectType: ObjectType;
  properties: Record<string, string>;
  /** Newest first, at most 20 a property. */
  history: Record<string, PastValue[]>;
  associations: Association[];
  createdAt: string;
  updatedAt: string;
  archivedAt: string | null;
  /** The record that a merge made of this one. */
  mergedInto: string | null;
};

export type PropertyOption = {
  label: string;
  value: string;
  displayOrder?: number;
  hidden: boolean;
  description?: string;
};

export type PropertyDefinition = {
  name: string;
  label: string;
  description: string;
  groupName: string;
  type: 'bool' | 'date' | 'datetime' | 'enumeration' | 'number' | 'phone_number' | 'string';
  fieldType: string;
  options: PropertyOption[];
  hasUniqueValue: boolean;
  hidden: boolean;
  formField: boolean;
  displayOrder: number;
  hubspotDefined: boolean;
  readOnly: boolean;
  /** Enumerations whose options live elsewhere: owners. */
  externalOptions: boolean;
  archivedAt: string | null;
  createdAt: string;
  updatedAt: string;
};

export type PropertyGroup = { name: string; label: string; displayOrder: number; archived: boolean };

export type AppEvent = {
  id: string;
  portalId: number;
  contactId: string;
  eventTypeName: string;
  properties: Record<string, string>;
  timestamp: string;
};

export type EventType = {
  name: string;
  properties: { name: string; type: 'string' | 'number' | 'enumeration' | 'date'; options?: string[] }[];
};
