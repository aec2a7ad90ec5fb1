import { z } from 'zod';
import { type CrmObject, OBJECT_FACTS } from '../hubspot/model.ts';
import type { HubSpotStandIn } from '../hubspot/server.ts';
import type { SendGridStandIn } from '../sendgrid/server.ts';
import { timelineEntry } from './timeline-entry.ts';
import type { ContactView, PropertyView, RecordView, Related } from './views.ts';

const definitions = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      groupName: z.string(),
      type: z.string(),
      displayOrder: z.number().optional(),
      options: z.array(z.object({ value: z.string(), label: z.string() })),
    }),
  ),
});
type Definition = z.infer<typeof definitions>['results'][number];

const ABOUT: Record<string, string> = {
  email: 'Email',
  firstname: 'First name',
  lastname: 'Last name',
  company: 'Company name',
  jobtitle: 'Job title',
};

type World = { hubspot: HubSpotStandIn; sendgrid: SendGridStandIn; replyDomain: string };

/** A contact as its record shows it. */
export async function contactView({ hubspot, sendgrid, replyDomain }: World, id: string): Promise<ContactView | null> {
  const contact = hubspot.contact(id);
  if (!contact) return null;
  const { properties } = contact;
  const { owners, timeZone } = hubspot.portal();
  const owner = owners.find((each) => each.id === properties.hubspot_owner_id);
  const all = await readDefinitions(hubspot, 'contacts');
  const show = (definition: Definition): PropertyView =>
    propertyView(definition, properties[definition.name] ?? '', timeZone);
  const ours = all.filter(({ groupName }) => groupName === 'reply_tracking');
  const about = Object.entries(ABOUT).flatMap(([name, label]) => {
    const definition = all.find((each) => each.name === name);
    return definition ? [{ ...definition, label }] : [];
  });
  const mail = sendgrid
    .messages(properties.email)
    .findLast(({ replyTo }) => replyTo.some(({ address }) => address.toLowerCase().endsWith(`@${replyDomain}`)));
  return {
    id: contact.id,
    name: `${properties.firstname ?? ''} ${properties.lastname ?? ''}`.trim(),
    email: properties.email ?? '',
    jobTitle: properties.jobtitle ?? '',
    company: properties.company ?? '',
    owner: owner ? `${owner.firstName} ${owner.lastName}` : '',
    groups: [
      { name: 'reply_tracking', label: 'Reply tracking', properties: ours.map(show) },
      { name: 'about', label: 'About this contact', properties: about.map(show) },
    ].filter((group) => group.properties.length > 0),
    timeline: hubspot.timeline(contact.id).map((item) => timelineEntry(item, timeZone)),
    related: relatedOf(hubspot, contact.id),
    lastMail: mail ? { id: mail.id, subject: mail.subject, replyTo: mail.replyTo[0]!.address } : null,
  };
}

const TITLES = { companies: 'name', deals: 'dealname', tickets: 'subject' } as const;
const titleOf = (object: Related['object'], record: CrmObject) => record.properties[TITLES[object]] ?? record.id;

function relatedOf(hubspot: HubSpotStandIn, contactId: string): Related[] {
  return (['companies', 'deals', 'tickets'] as const).flatMap((object) =>
    hubspot.related('contacts', contactId, object).map((record) => ({
      object,
      id: record.id,
      name: titleOf(object, record),
    })),
  );
}

/** A company, deal or ticket as its record shows it. */
export async function recordView(
  hubspot: HubSpotStandIn,
  object: Related['object'],
  id: string,
): Promise<RecordView | null> {
  const record = hubspot.record(object, id);
  if (!record) return null;
  const { timeZone } = hubspot.portal();
  const definitions = (await readDefinitions(hubspot, object)).filter(
    ({ groupName }) => groupName === 'reply_tracking',
  );
  return {
    object,
    id,
    name: titleOf(object, record),
    objectTypeId: OBJECT_FACTS[object].typeId,
    properties: definitions.map((one) => propertyView(one, record.properties[one.name] ?? '', timeZone)),
    timeline: hubspot.timeline(id, undefined, object).map((item) => timelineEntry(item, timeZone)),
    contacts: hubspot.related(object, id, 'contacts').map(({ id: contactId, properties }) => ({
      id: contactId,
      name: `${properties.firstname ?? ''} ${properties.lastname ?? ''}`.trim(),
    })),
  };
}

const tokens = new WeakMap<HubSpotStandIn, string>();

async function readDefinitions(hubspot: HubSpotStandIn, object: string): Promise<Definition[]> {
  const token = tokens.get(hubspot) ?? hubspot.privateToken();
  tokens.set(hubspot, token);
  const response = await fetch(`${hubspot.url}/crm/properties/2026-09/${object}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { results } = definitions.parse(await response.json());
  return results.sort((a, b) => (a.displayOrder ?? 0) - (b.displayOrder ?? 0));
}

function propertyView({ name, label, type, options }: Definition, value: string, timeZone: string): PropertyView {
  const shown =
    value === ''
      ? ''
      : type === 'datetime'
        ? new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(dateOf(value))
        : (options.find((option) => option.value === value)?.label ?? value);
  return { name, label, value, shown, options: type === 'enumeration' ? options : null };
}

/** HubSpot takes ISO 8601 and milliseconds. */
const dateOf = (value: string) => new Date(/^\d+$/.test(value) ? Number(value) : value);
