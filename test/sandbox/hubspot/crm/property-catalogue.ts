import { OBJECT_FACTS, OBJECT_TYPES, type ObjectType, type PropertyDefinition } from '../model.ts';

type Entry = [name: string, type: PropertyDefinition['type'], options?: string[] | 'read-only' | 'unique' | 'owners'];

const RECORD: Entry[] = [
  ['hs_object_id', 'number', 'read-only'],
  ['hs_createdate', 'datetime', 'read-only'],
  ['hs_lastmodifieddate', 'datetime', 'read-only'],
];
const CRM_RECORD: Entry[] = [
  ['hs_object_id', 'number', 'read-only'],
  ['createdate', 'datetime', 'read-only'],
  ['hs_lastmodifieddate', 'datetime', 'read-only'],
  ['hubspot_owner_id', 'enumeration', 'owners'],
];
/** Stages of the default deal pipeline that are an end. */
export const CLOSED_STAGES = ['closedwon', 'closedlost'];
const ENGAGEMENT: Entry[] = [
  ...RECORD,
  ['hs_timestamp', 'datetime'],
  ['hubspot_owner_id', 'enumeration', 'owners'],
  ['hs_attachment_ids', 'string'],
];

/** The properties of HubSpot's own that an app like ours meets; everything else on a record is unknown and refused. */
const ENTRIES: Record<ObjectType, Entry[]> = {
  contacts: [
    ['hs_object_id', 'number', 'read-only'],
    ['createdate', 'datetime', 'read-only'],
    ['lastmodifieddate', 'datetime', 'read-only'],
    ['firstname', 'string'],
    ['lastname', 'string'],
    ['email', 'string', 'unique'],
    ['hs_additional_emails', 'string', 'read-only'],
    ['hs_merged_object_ids', 'string', 'read-only'],
    ['phone', 'phone_number'],
    ['company', 'string'],
    ['jobtitle', 'string'],
    ['website', 'string'],
    ['city', 'string'],
    ['country', 'string'],
    ['hs_language', 'enumeration', ['en', 'pt', 'pt-br', 'es']],
    ['hubspot_owner_id', 'enumeration', 'owners'],
    ['lifecyclestage', 'enumeration', ['subscriber', 'lead', 'opportunity', 'customer', 'other']],
    ['hs_lead_status', 'enumeration', ['NEW', 'OPEN', 'IN_PROGRESS', 'UNQUALIFIED', 'CONNECTED']],
    ['hs_email_optout', 'bool', 'read-only'],
    ['hs_email_bad_address', 'bool', 'read-only'],
    ['num_unique_conversion_events', 'number', 'read-only'],
  ],
  companies: [
    ...CRM_RECORD,
    ['name', 'string'],
    ['domain', 'string'],
    ['phone', 'phone_number'],
    ['city', 'string'],
    ['country', 'string'],
    ['industry', 'enumeration', ['RESTAURANTS', 'LOGISTICS_AND_SUPPLY_CHAIN', 'AUTOMOTIVE', 'RETAIL']],
  ],
  deals: [
    ...CRM_RECORD,
    ['dealname', 'string'],
    ['pipeline', 'enumeration', ['default']],
    ['dealstage', 'enumeration', ['appointmentscheduled', 'qualifiedtobuy', 'contractsent', ...CLOSED_STAGES]],
    ['amount', 'number'],
    ['closedate', 'datetime'],
    ['hs_is_closed', 'bool', 'read-only'],
  ],
  tickets: [
    ...CRM_RECORD,
    ['subject', 'string'],
    ['content', 'string'],
    ['hs_pipeline', 'enumeration', ['0']],
    ['hs_pipeline_stage', 'enumeration', ['1', '2', '3', '4']],
    ['hs_ticket_priority', 'enumeration', ['LOW', 'MEDIUM', 'HIGH', 'URGENT']],
  ],
  emails: [
    ...ENGAGEMENT,
    ['hs_email_direction', 'enumeration', ['EMAIL', 'INCOMING_EMAIL', 'FORWARDED_EMAIL']],
    ['hs_email_status', 'enumeration', ['BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING', 'SENT']],
    ['hs_email_subject', 'string'],
    ['hs_email_text', 'string'],
    ['hs_email_html', 'string'],
    ['hs_email_headers', 'string'],
    ['hs_email_message_id', 'string'],
    ['hs_email_thread_id', 'string'],
    ['hs_email_from_email', 'string', 'read-only'],
    ['hs_email_from_firstname', 'string', 'read-only'],
    ['hs_email_from_lastname', 'string', 'read-only'],
    ['hs_email_to_email', 'string', 'read-only'],
    ['hs_email_cc_email', 'string', 'read-only'],
    ['hs_email_bcc_email', 'string', 'read-only'],
  ],
  notes: [...ENGAGEMENT, ['hs_note_body', 'string']],
  tasks: [
    ...ENGAGEMENT,
    ['hs_task_subject', 'string'],
    ['hs_task_body', 'string'],
    ['hs_task_status', 'enumeration', ['COMPLETED', 'DEFERRED', 'IN_PROGRESS', 'NOT_STARTED', 'WAITING']],
    ['hs_task_priority', 'enumeration', ['NONE', 'LOW', 'MEDIUM', 'HIGH']],
    ['hs_task_type', 'enumeration', ['TODO', 'EMAIL', 'CALL']],
    ['hs_task_reminders', 'string'],
    ['hs_task_completion_date', 'datetime', 'read-only'],
  ],
  calls: [
    ...ENGAGEMENT,
    ['hs_call_title', 'string'],
    ['hs_call_body', 'string'],
    ['hs_call_direction', 'enumeration', ['INBOUND', 'OUTBOUND']],
    ['hs_call_status', 'enumeration', ['BUSY', 'CANCELED', 'COMPLETED', 'FAILED', 'NO_ANSWER', 'RINGING']],
    ['hs_call_duration', 'number'],
    ['hs_call_from_number', 'string'],
    ['hs_call_to_number', 'string'],
  ],
};

const FIELD_TYPES: Record<PropertyDefinition['type'], string> = {
  bool: 'booleancheckbox',
  date: 'date',
  datetime: 'date',
  enumeration: 'select',
  number: 'number',
  phone_number: 'phonenumber',
  string: 'text',
};

export const HUBSPOT_PROPERTIES = Object.fromEntries(
  OBJECT_TYPES.map((objectType) => [objectType, definitionsOf(objectType)]),
) as Record<ObjectType, PropertyDefinition[]>;

/** The group that a new account has for each object type. */
export function groupOf(objectType: ObjectType): string {
  return `${OBJECT_FACTS[objectType].name.toLowerCase()}information`;
}

function definitionsOf(objectType: ObjectType): PropertyDefinition[] {
  return ENTRIES[objectType].map(([name, type, extra], displayOrder) => ({
    name,
    label: name,
    description: '',
    groupName: groupOf(objectType),
    type,
    fieldType: FIELD_TYPES[type],
    options: Array.isArray(extra)
      ? extra.map((value, order) => ({ label: value, value, displayOrder: order, hidden: false }))
      : [],
    hasUniqueValue: extra === 'unique',
    hidden: false,
    formField: false,
    displayOrder,
    hubspotDefined: true,
    readOnly: extra === 'read-only',
    externalOptions: extra === 'owners',
    archivedAt: null,
    createdAt: '2020-01-01T00:00:00.000Z',
    updatedAt: '2020-01-01T00:00:00.000Z',
  }));
}
