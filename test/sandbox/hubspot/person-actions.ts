import { z } from 'zod';
import type { Person } from './person.ts';

const contact = { contactId: z.string(), portalId: z.number().int().optional() };
const portal = { portalId: z.number().int().optional() };
const properties = z.record(z.string(), z.string());

const actionSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('createContact'), properties, ...portal }),
  z.strictObject({ action: z.literal('setProperties'), properties, ...contact }),
  z.strictObject({ action: z.literal('mergeContacts'), primaryId: z.string(), otherId: z.string(), ...portal }),
  z.strictObject({ action: z.literal('deleteContact'), ...contact }),
  z.strictObject({ action: z.literal('restoreContact'), ...contact }),
  z.strictObject({ action: z.literal('privacyDelete'), ...contact }),
  z.strictObject({ action: z.literal('logEmail'), properties, ...contact }),
  z.strictObject({ action: z.literal('optOut'), email: z.string(), ...portal }),
  z.strictObject({ action: z.literal('requireProperties'), names: z.array(z.string()), ...portal }),
  z.strictObject({ action: z.literal('uninstall'), ...portal }),
]);

/** POST /sandbox/person `{action, …}`: what a person does in HubSpot, from a page or a script. */
export function personActions(person: Person, body: unknown): unknown {
  const request = actionSchema.parse(body);
  switch (request.action) {
    case 'createContact':
      return person.createContact(request.properties, request.portalId);
    case 'setProperties':
      return person.setProperties(request.contactId, request.properties, request.portalId);
    case 'mergeContacts':
      return person.mergeContacts(request.primaryId, request.otherId, request.portalId);
    case 'logEmail':
      return person.logEmail(request.contactId, request.properties, request.portalId);
    case 'deleteContact':
      return person.deleteContact(request.contactId, request.portalId);
    case 'restoreContact':
      return person.restoreContact(request.contactId, request.portalId);
    case 'privacyDelete':
      return person.privacyDelete(request.contactId, request.portalId);
    case 'optOut':
      return person.optOut(request.email, request.portalId);
    case 'requireProperties':
      return person.requireProperties(request.names, request.portalId);
    case 'uninstall':
      return person.uninstall(request.portalId);
  }
}
