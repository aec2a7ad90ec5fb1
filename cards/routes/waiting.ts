import { Router } from 'express';
import { z } from 'zod';
import type { Contact } from '../../lib/conversations/contacts.ts';
import { handOver, markDone, snooze, takeDoneBack } from '../../lib/conversations/waiting.ts';
import { listOwners, readOwner } from '../../lib/hubspot/owners.ts';
import type { Rep } from '../../lib/portals/rep.ts';
import type { Caller } from '../caller.ts';
import { ensureContact } from '../contacts.ts';
import type { CardDependencies } from '../dependencies.ts';
import { handOverInput, type OwnerList, snoozeInput } from '../dto/contact.ts';
import { doneManyInput, handOverManyInput, snoozeManyInput } from '../dto/home.ts';
import { confirmationInput, recordId } from '../dto/result.ts';
import { notFound, RefusedError, reads, writes } from '../endpoint.ts';

const nothing = z.object({});
const YEAR_MS = 365 * 86_400_000;

/** What a person decides about what waits of a contact: done, later, somebody else. */
export function waitingRoutes(dependencies: CardDependencies): Router {
  const { now, portalClient } = dependencies;
  const routes = Router();
  const contactsOf = (caller: Caller, ids: string[]): Promise<Contact[]> =>
    // In one order, so that two people who do the same wait for each other instead of deadlocking.
    Promise.all([...new Set(ids)].sort().map((id) => ensureContact(dependencies, caller, id)));
  const repOf = async ({ portal }: Caller, ownerId: string): Promise<Rep> => {
    const owner = await readOwner(portalClient(portal.portalId), ownerId);
    if (!owner?.address) throw notFound('owner');
    return { userId: owner.userId, ownerId: owner.id, name: owner.name || owner.address, address: owner.address };
  };

  routes.post(
    '/contacts/:hubspotId/done',
    writes(dependencies, confirmationInput, async (caller, params, { key }) => {
      const contact = await ensureContact(dependencies, caller, recordId.parse(params.hubspotId));
      return async (tx) => {
        await markDone(tx, { contact, key }, now());
        return { ok: true };
      };
    }),
  );

  routes.post(
    '/contacts/:hubspotId/undo-done',
    writes(dependencies, confirmationInput, async (caller, params, { key }) => {
      const contact = await ensureContact(dependencies, caller, recordId.parse(params.hubspotId));
      return async (tx) => {
        if (!(await takeDoneBack(tx, { contact, key }, now()))) throw notFound('reply that was marked done');
        return { ok: true };
      };
    }),
  );

  routes.post(
    '/contacts/:hubspotId/snooze',
    writes(dependencies, snoozeInput, async (caller, params, { key, until }) => {
      const contact = await ensureContact(dependencies, caller, recordId.parse(params.hubspotId));
      return async (tx) => {
        await snooze(tx, { contact, key, until: until === null ? null : ahead(until, now()) }, now());
        return { ok: true };
      };
    }),
  );

  routes.get(
    '/owners',
    reads(dependencies, nothing, async ({ portal }): Promise<OwnerList> => {
      const owners = await listOwners(portalClient(portal.portalId));
      return { owners: owners.map(({ id, name, address }) => ({ ownerId: id, name: name || address || id })) };
    }),
  );

  routes.post(
    '/contacts/:hubspotId/hand-over',
    writes(dependencies, handOverInput, async (caller, params, { key, ownerId }) => {
      const [contact, to] = await Promise.all([
        ensureContact(dependencies, caller, recordId.parse(params.hubspotId)),
        repOf(caller, ownerId),
      ]);
      return async (tx) => {
        await handOver(tx, { contact, key, to }, now());
        return { ok: true };
      };
    }),
  );

  routes.post(
    '/waiting/done',
    writes(dependencies, doneManyInput, async (caller, _params, { key, contacts: ids }) => {
      const contacts = await contactsOf(caller, ids);
      return async (tx) => {
        for (const contact of contacts) await markDone(tx, { contact, key: `${key}:${contact.id}` }, now());
        return { ok: true };
      };
    }),
  );

  routes.post(
    '/waiting/snooze',
    writes(dependencies, snoozeManyInput, async (caller, _params, { key, contacts: ids, until }) => {
      const contacts = await contactsOf(caller, ids);
      const at = ahead(until, now());
      return async (tx) => {
        for (const contact of contacts) await snooze(tx, { contact, key: `${key}:${contact.id}`, until: at }, now());
        return { ok: true };
      };
    }),
  );

  routes.post(
    '/waiting/hand-over',
    writes(dependencies, handOverManyInput, async (caller, _params, { key, contacts: ids, ownerId }) => {
      const [contacts, to] = await Promise.all([contactsOf(caller, ids), repOf(caller, ownerId)]);
      return async (tx) => {
        for (const contact of contacts) await handOver(tx, { contact, key: `${key}:${contact.id}`, to }, now());
        return { ok: true };
      };
    }),
  );

  return routes;
}

/** A day to come, within a year: what shall wait longer is a task, not a reply. */
function ahead(until: string, now: Date): Date {
  const at = new Date(until);
  const distance = at.getTime() - now.getTime();
  if (distance <= 0) throw new RefusedError('invalid_input', 'until: must be in the future');
  if (distance > YEAR_MS) throw new RefusedError('invalid_input', 'until: must be within a year');
  return at;
}
