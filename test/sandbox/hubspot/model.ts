import type { Plan } from './seed.ts';

/** Of two that are associated the later one keeps it (`linked-records.ts`). */
export const RECORD_TYPES = ['companies', 'contacts', 'deals', 'tickets'] as const;
export const ACTIVITY_TYPES = ['emails', 'notes', 'tasks', 'calls'] as const;
export const OBJECT_TYPES = [...RECORD_TYPES, ...ACTIVITY_TYPES] as const;
export type ObjectType = (typeof OBJECT_TYPES)[number];
export type ActivityType = (typeof ACTIVITY_TYPES)[number];

/** HubSpot's object type ids and singular names ("Understanding the CRM"). */
export const OBJECT_FACTS: Record<ObjectType, { typeId: string; name: string }> = {
  contacts: { typeId: '0-1', name: 'CONTACT' },
  companies: { typeId: '0-2', name: 'COMPANY' },
  deals: { typeId: '0-3', name: 'DEAL' },
  tickets: { typeId: '0-5', name: 'TICKET' },
  emails: { typeId: '0-49', name: 'EMAIL' },
  notes: { typeId: '0-46', name: 'NOTE' },
  tasks: { typeId: '0-27', name: 'TASK' },
  calls: { typeId: '0-48', name: 'CALL' },
};

export const isActivity = (type: ObjectType): type is ActivityType =>
  (ACTIVITY_TYPES as readonly ObjectType[]).includes(type);

export type User = { id: number; email: string; firstName: string; lastName: string; superAdmin: boolean };
export type Owner = {
  id: string;
  userId: number | null;
  email: string;
  firstName: string;
  lastName: string;
  archived: boolean;
  /** Names of teams, the main one first; none where it is left out. */
  teams?: string[];
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
  /** Inboxes of its users that HubSpot reads, and addresses or domains that it never logs. */
  inbox: { connected: boolean; neverLog: string[] };
};

/** Who changed a value, in the words of a webhook's `changeSource` and `sourceId`. */
export type ChangeSource = { changeSource: 'INTEGRATION' | 'CRM_UI' | 'IMPORT' | 'MERGE_OBJECTS'; sourceId: string };

export type PastValue = { value: string; timestamp: string; sourceType: string; sourceId: string };

/** `primary`: the one company of several that the record belongs to. */
export type Association = { objectType: ObjectType; id: string; primary: boolean };

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
