import { Router } from 'express';
import { isErased } from '../../lib/conversations/contacts.ts';
import { createReplyAddress } from '../../lib/conversations/reply-addresses.ts';
import { activeTokens } from '../../lib/conversations/reply-tokens.ts';
import { readRecipients } from '../../lib/hubspot/recipients.ts';
import { addEffects, type NewEffect } from '../../lib/outbox/add-effects.ts';
import type { CardDependencies } from '../dependencies.ts';
import { type CreatedAddresses, replyAddressesInput } from '../dto/bulk.ts';
import { writes } from '../endpoint.ts';
import type { People } from '../people.ts';

/** An address that is good for less is replaced. */
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
const NONE: CreatedAddresses = { created: 0, kept: 0, skipped: 0, noProperty: false };

/** What is done to many contacts that somebody has selected in a list. */
export function bulkRoutes(dependencies: CardDependencies, people: People): Router {
  const { signingKey, keyring, now, portalClient } = dependencies;
  const routes = Router();

  routes.post(
    '/reply-addresses',
    writes(dependencies, replyAddressesInput, async (caller, _params, { key, hubspotIds }) => {
      const { portalId, propertyConflicts, propertiesMissing } = caller.portal;
      if ([...propertyConflicts, ...propertiesMissing].includes('reply_address'))
        return async () => ({ ok: true, ...NONE, noProperty: true });
      const { userId, ownerId, name, address } = await people(caller);
      const rep = { userId, ownerId, name, address };
      const recipients = await readRecipients(portalClient(portalId), hubspotIds);
      return async (tx) => {
        const outcome = { ...NONE, skipped: hubspotIds.length - recipients.length };
        const active = await activeTokens(tx.sql, {
          portalId,
          hubspotIds: recipients.map(({ hubspotId }) => hubspotId),
          until: new Date(now().getTime() + KEPT_DAYS * DAY_MS),
        });
        const effects: NewEffect[] = [];
        for (const recipient of recipients) {
          const { hubspotId } = recipient;
          const known = active.get(hubspotId);
          if (recipient.addresses.length === 0 || (await isErased(tx.sql, portalId, hubspotId))) {
            outcome.skipped += 1;
            continue;
          }
          const wanted = { portalId, recipient, rep, key: `bulk:${key}:${hubspotId}` };
          const made = known ?? (await createReplyAddress(tx.sql, wanted, { signingKey, keyring, now: now() }));
          outcome[known ? 'kept' : 'created'] += 1;
          // Written also where it was there before: the property may have been emptied.
          effects.push({ portalId, ...made, kind: 'address_property', key: `address:bulk:${key}:${hubspotId}` });
        }
        await addEffects(tx, effects, now());
        return { ok: true, ...outcome };
      };
    }),
  );

  return routes;
}
