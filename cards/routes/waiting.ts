import { Router } from 'express';
import { z } from 'zod';
import { handOver, markDone, snooze, takeDoneBack } from '../../lib/conversations/waiting.ts';
import { listOwners, readOwner } from '../../lib/hubspot/owners.ts';
import { ensureContact } from '../contacts.ts';
import type { CardDependencies } from '../dependencies.ts';
import { handOverInput, type OwnerList, snoozeInput } from '../dto/contact.ts';
import { confirmationInput, recordId } from '../dto/result.ts';
import { notFound, RefusedError, reads, writes } from '../endpoint.ts';

const nothing = z.object({});
const YEAR_MS = 365 * 86_400_000;

/** What a person decides about what waits of a contact: done, later, somebody else. */
export function waitingRoutes(dependencies: CardDependencies): Router {
  const { now, portalClient } = dependencies;
  const routes = Router();

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
      const [contact, owner] = await Promise.all([
        ensureContact(dependencies, caller, recordId.parse(params.hubspotId)),
        readOwner(portalClient(caller.portal.portalId), ownerId),
      ]);
      if (!owner?.address) throw notFound('owner');
      const to = { userId: owner.userId, ownerId: owner.id, name: owner.name || owner.address, address: owner.address };
      return async (tx) => {
        await handOver(tx, { contact, key, to }, now());
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
