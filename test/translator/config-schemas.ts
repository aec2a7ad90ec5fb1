/**
 * JSON Schemas (2020-12) for the `config` of each kind of component that the project has. HubSpot serves its own to
 * accounts only ("project-schemas/v3"); these say what its documentation and templates for 2026.09 say: "App
 * configuration", "App cards reference", "Configure webhooks", "Custom workflow actions", "Create and manage event types".
 */
const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const url = { type: 'string', pattern: '^https://' };
const list = (items: object, more: object = {}) => ({ type: 'array', items, ...more });
const record = (properties: Record<string, object>, required: string[] = Object.keys(properties)) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const words = { type: 'object', additionalProperties: { type: 'string' } };
const option = record({ value: text(100), label: text(200) });

/** Which field shows which type; a choice has its options, their address, or HubSpot's owners. */
const FIELD_TYPES = {
  string: ['text', 'textarea', 'html', 'phonenumber', 'file'],
  number: ['number'],
  bool: ['booleancheckbox'],
  enumeration: ['select', 'radio', 'checkbox'],
  date: ['date'],
  datetime: ['date'],
};
const CHOICES: Record<string, object>[] = [
  { options: list(option, { minItems: 1 }) },
  { optionsUrl: url },
  { referencedObjectType: { enum: ['OWNER'] } },
];
export const field = {
  anyOf: Object.entries(FIELD_TYPES).flatMap(([type, fieldTypes]) => {
    const own = { name: text(100), type: { const: type }, fieldType: { enum: fieldTypes } };
    return type === 'enumeration' ? CHOICES.map((choice) => record({ ...own, ...choice })) : [record(own)];
  }),
};
const actionWords = record(
  {
    actionName: text(100),
    actionDescription: text(1000),
    actionCardContent: text(200),
    appDisplayName: text(100),
    inputFieldLabels: words,
    inputFieldDescriptions: words,
    outputFieldLabels: words,
    executionRules: words,
  },
  ['actionName', 'inputFieldLabels'],
);
const subscription = (types: string[], more: Record<string, object> = {}, required: string[] = []) =>
  record({ subscriptionType: { enum: types }, active: { type: 'boolean' }, ...more }, [
    'subscriptionType',
    'active',
    ...required,
  ]);
const OBJECT_TYPES = { objectType: text(50), propertyName: text(100) };

export const CONFIG_SCHEMAS = {
  APPLICATION: record(
    {
      name: text(200),
      description: text(8192),
      logo: text(500),
      distribution: { enum: ['marketplace', 'private'] },
      auth: record(
        {
          type: { enum: ['oauth', 'static'] },
          redirectUrls: list(url, { minItems: 1 }),
          requiredScopes: list(text(100), { minItems: 1, uniqueItems: true }),
          optionalScopes: list(text(100), { uniqueItems: true }),
          conditionallyRequiredScopes: list(text(100)),
        },
        ['type', 'requiredScopes'],
      ),
      permittedUrls: record({ fetch: list(url), iframe: list(url), img: list(url) }, []),
      support: record(
        {
          supportEmail: { type: 'string', format: 'email' },
          documentationUrl: url,
          supportUrl: url,
          supportPhone: text(50),
        },
        [],
      ),
    },
    ['name', 'description', 'distribution', 'auth'],
  ),
  CARD: record(
    {
      name: text(200),
      description: text(1000),
      previewImage: record({
        file: { type: 'string', pattern: '^\\./[\\w/-]+\\.(png|jpe?g|gif)$' },
        altText: text(200),
      }),
      entrypoint: { type: 'string', pattern: '^/app/cards/[\\w-]+\\.[jt]sx$' },
      location: { enum: ['crm.record.tab', 'crm.record.sidebar', 'crm.preview', 'helpdesk.sidebar'] },
      objectTypes: list(text(50), { minItems: 1 }),
    },
    ['name', 'entrypoint', 'location', 'objectTypes'],
  ),
  CRM_BULK_ACTION: record(
    {
      label: text(100),
      entrypoint: { type: 'string', pattern: '^/app/actions/[\\w-]+\\.[jt]sx$' },
      objectTypes: list(text(50), { minItems: 1 }),
      displayMode: { enum: ['PANEL', 'MODAL'] },
      icon: text(50),
    },
    ['label', 'entrypoint', 'objectTypes'],
  ),
  SETTINGS: record({ entrypoint: { type: 'string', pattern: '^/app/settings/[\\w-]+\\.[jt]sx$' } }),
  PAGE: record({ entrypoint: { type: 'string', pattern: '^/app/pages/[\\w-]+\\.[jt]sx$' } }),
  WEBHOOKS: record({
    settings: record({ targetUrl: url, maxConcurrentRequests: { type: 'integer', exclusiveMinimum: 5 } }),
    subscriptions: record({
      crmObjects: list(
        subscription(
          [
            'object.creation',
            'object.deletion',
            'object.merge',
            'object.restore',
            'object.propertyChange',
            'object.associationChange',
          ],
          OBJECT_TYPES,
          ['objectType'],
        ),
      ),
      legacyCrmObjects: list(subscription(['contact.propertyChange', 'contact.deletion'], OBJECT_TYPES)),
      hubEvents: list(subscription(['contact.privacyDeletion', 'conversation.creation'])),
    }),
  }),
  WORKFLOW_ACTION: record(
    {
      actionUrl: url,
      isPublished: { type: 'boolean' },
      supportedClients: list(record({ client: { enum: ['WORKFLOWS', 'AGENTS'] } })),
      objectTypes: list({ enum: ['CONTACT', 'COMPANY', 'DEAL', 'TICKET'] }),
      objectRequestOptions: record({ properties: list(text(100)) }),
      inputFields: list(
        record({
          typeDefinition: field,
          supportedValueTypes: list({ enum: ['STATIC_VALUE', 'OBJECT_PROPERTY'] }, { minItems: 1 }),
          isRequired: { type: 'boolean' },
        }),
      ),
      outputFields: list(record({ typeDefinition: field })),
      executionRules: list(record({ labelName: text(100), conditions: { type: 'object' } })),
      labels: { type: 'object', required: ['en'], additionalProperties: actionWords },
    },
    ['actionUrl', 'isPublished', 'inputFields', 'labels', 'objectTypes'],
  ),
  APP_EVENT: record(
    {
      name: text(50),
      objectType: { enum: ['CONTACT', 'COMPANY', 'DEAL', 'TICKET', 'APP_OBJECT'] },
      headerTemplate: text(1000),
      detailTemplate: text(10_000),
      properties: list(
        record(
          {
            name: { type: 'string', pattern: '^[a-z0-9_]+$' },
            label: text(100),
            type: { enum: ['string', 'number', 'enumeration'] },
            options: list(option, { minItems: 1 }),
          },
          ['name', 'label', 'type'],
        ),
        { maxItems: 500 },
      ),
    },
    ['name', 'objectType'],
  ),
};
