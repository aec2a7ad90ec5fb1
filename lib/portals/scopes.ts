/** What the app cannot work without; the same list as in the app's configuration, whose mismatch blocks an install. */
export const REQUIRED_SCOPES = [
  'oauth',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.schemas.contacts.read',
  'crm.schemas.contacts.write',
  'crm.objects.owners.read',
] as const;

/**
 * What a portal may refuse: each has a lesser way of working, named in `Capabilities`. The same list as in the app's
 * configuration: a scope that is asked for but not configured blocks the install.
 */
export const OPTIONAL_SCOPES = [
  'sales-email-read',
  'files',
  'communication_preferences.write',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.schemas.companies.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
  'crm.schemas.deals.write',
  'tickets',
  'automation',
] as const;

/** Of these an account has only what its plan has: workflows begin with a Professional plan of any hub. */
const PLAN_SCOPES: readonly string[] = ['automation'];

/** Configured and asked for once HubSpot has approved the app's events (`lib/cli/app-events.ts`). */
export const EVENTS_SCOPE = 'timeline';

/** What the granted scopes allow. */
export type Capabilities = {
  /** Email objects; otherwise notes. HubSpot wants `sales-email-read` even for writing them. */
  emails: boolean;
  /** App events; otherwise notes. The scope has had two names: `timeline` in the docs, `timeline.write` in one live app. */
  events: boolean;
  /** Attachments on timeline items; otherwise they are named in the text. */
  files: boolean;
  /**
   * HubSpot's own opt-out from all email, an address a call: the batch of addresses is for Marketing Hub Enterprise
   * alone, this is for Sales Hub Free and up.
   */
  unsubscribe: boolean;
  /**
   * What is written for a contact also stands on its company. Associating is a change of both ends, so it takes `write`
   * too; HubSpot's files list either for it.
   */
  companies: boolean;
  /** As `companies`, for its one open deal. */
  deals: boolean;
  /** Companies have our properties, of their contacts' replies. */
  companyProperties: boolean;
  dealProperties: boolean;
  /** The contacts of a ticket can be read. */
  tickets: boolean;
  /** A workflow can wait for a reply. */
  workflows: boolean;
};

export function capabilitiesOf(scopes: readonly string[]): Capabilities {
  const has = (scope: string) => scopes.includes(scope);
  return {
    emails: has('sales-email-read'),
    events: has('timeline') || has('timeline.write'),
    files: has('files'),
    unsubscribe: has('communication_preferences.write') || has('communication_preferences.read_write'),
    companies: has('crm.objects.companies.read') && has('crm.objects.companies.write'),
    deals: has('crm.objects.deals.read') && has('crm.objects.deals.write'),
    companyProperties: has('crm.objects.companies.write') && has('crm.schemas.companies.write'),
    dealProperties: has('crm.objects.deals.write') && has('crm.schemas.deals.write'),
    tickets: has('tickets'),
    workflows: has('automation'),
  };
}

/** Optional scopes that are not granted: those that somebody declined, and those that the account's plan does not have. */
export function optionalScopesLacking(scopes: readonly string[]): { declined: string[]; notInPlan: string[] } {
  const lacking = OPTIONAL_SCOPES.filter((scope) => !scopes.includes(scope));
  return {
    declined: lacking.filter((scope) => !PLAN_SCOPES.includes(scope)),
    notInPlan: lacking.filter((scope) => PLAN_SCOPES.includes(scope)),
  };
}

export function missingScopes(scopes: readonly string[]): string[] {
  return REQUIRED_SCOPES.filter((scope) => !scopes.includes(scope));
}
