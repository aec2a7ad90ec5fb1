import type { Owner, Portal, User } from './model.ts';

const BASE_SCOPES = [
  'oauth',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.schemas.contacts.read',
  'crm.schemas.contacts.write',
  'crm.objects.owners.read',
];
const FREE_SCOPES = [
  ...BASE_SCOPES,
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.schemas.companies.read',
  'crm.schemas.companies.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
  'crm.schemas.deals.read',
  'crm.schemas.deals.write',
  'tickets',
  'sales-email-read',
  'timeline',
  'timeline.write',
  'files',
  'communication_preferences.read',
  'communication_preferences.write',
  'communication_preferences.read_write',
];
const PRO_SCOPES = [...FREE_SCOPES, 'automation'];
const ENTERPRISE_SCOPES = [
  ...PRO_SCOPES,
  'communication_preferences.statuses.batch.read',
  'communication_preferences.statuses.batch.write',
];

export type Plan = 'free' | 'starter' | 'pro' | 'enterprise';

/**
 * What an account of a plan can grant, and how many custom properties it may have an object ("HubSpot Product & Services
 * Catalog", technical limits): workflows begin with Professional, the batch of opt-outs is for Enterprise.
 */
export const PLANS: Record<Plan, { scopes: string[]; customProperties: number }> = {
  free: { scopes: FREE_SCOPES, customProperties: 10 },
  starter: { scopes: FREE_SCOPES, customProperties: 1000 },
  pro: { scopes: PRO_SCOPES, customProperties: 1000 },
  enterprise: { scopes: ENTERPRISE_SCOPES, customProperties: 1000 },
};

/** `minimal`: an account of the plan that declined all that it may. */
export const SCOPES = { all: PRO_SCOPES, minimal: BASE_SCOPES };

const ANA: User = {
  id: 8150101,
  email: 'ana.souza@vendas.example',
  firstName: 'Ana',
  lastName: 'Souza',
  superAdmin: true,
};
const DIEGO: User = {
  id: 8150102,
  email: 'diego.ruiz@vendas.example',
  firstName: 'Diego',
  lastName: 'Ruiz',
  superAdmin: false,
};

const ownerOf = (id: string, user: User): Owner => ({
  id,
  userId: user.id,
  email: user.email,
  firstName: user.firstName,
  lastName: user.lastName,
  archived: false,
});

export const SEED = {
  portal: {
    id: 4711001,
    name: 'Vendas Example',
    timeZone: 'America/Sao_Paulo',
    currency: 'BRL',
    language: 'pt',
    uiDomain: 'app.hubspot.com',
    users: [ANA, DIEGO],
    owners: [ownerOf('62010101', ANA), ownerOf('62010102', DIEGO)],
  } satisfies Partial<Portal>,
  contacts: [
    {
      firstname: 'Mariana',
      lastname: 'Oliveira',
      email: 'mariana.oliveira@padariasol.example',
      company: 'Padaria Sol',
      jobtitle: 'Sócia',
      hubspot_owner_id: '62010101',
    },
    {
      firstname: 'John',
      lastname: 'Carter',
      email: 'john.carter@northwind.example',
      company: 'Northwind Freight',
      jobtitle: 'Operations Director',
      hubspot_owner_id: '62010101',
    },
    {
      firstname: 'Lucía',
      lastname: 'Fernández',
      email: 'lucia.fernandez@talleresvega.example',
      company: 'Talleres Vega',
      jobtitle: 'Gerente',
      hubspot_owner_id: '62010102',
    },
    {
      firstname: 'Rafael',
      lastname: 'Nakamura',
      email: 'rafael@nakamuralog.example',
      company: 'Nakamura Logística',
      jobtitle: 'CTO',
      hubspot_owner_id: '62010102',
    },
    {
      firstname: 'Priya',
      lastname: 'Shah',
      email: 'priya.shah@brightclinic.example',
      company: 'Bright Clinic',
      jobtitle: 'Practice Manager',
      hubspot_owner_id: '',
    },
    {
      firstname: 'Tomás',
      lastname: 'Ibáñez',
      email: 'tomas@cafelibre.example',
      company: 'Café Libre',
      jobtitle: 'Fundador',
      hubspot_owner_id: '62010101',
    },
  ],
};
