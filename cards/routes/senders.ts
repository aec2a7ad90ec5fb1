import { Router } from 'express';
import { acceptForOther, acceptSender, ignoreSender } from '../../lib/conversations/accept-sender.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import { findContacts } from '../../lib/hubspot/contacts.ts';
import { ensureContact, ofPortal } from '../contacts.ts';
import type { CardDependencies } from '../dependencies.ts';
import { rowId } from '../dto/result.ts';
import { acceptSenderInput, candidatesQuery, type MessageChanged, type SenderCandidates } from '../dto/timeline.ts';
import { RefusedError, reads, writes } from '../endpoint.ts';
import { author, type People } from '../people.ts';
import { messageView } from '../views/message-view.ts';

/** Who wrote a reply of whose sender nothing is proven: a person's word. */
export function senderRoutes(dependencies: CardDependencies, people: People): Router {
  const { sql, now, keyring, portalClient } = dependencies;
  const routes = Router();

  routes.get(
    '/messages/:messageId/sender-candidates',
    reads(dependencies, candidatesQuery, async (caller, params, { query }): Promise<SenderCandidates> => {
      const message = ofPortal(await getMessage(sql, rowId.parse(params.messageId)), caller, 'message');
      const wanted = query || message.author.address || message.author.name;
      const found = wanted ? await findContacts(portalClient(caller.portal.portalId), wanted) : [];
      return {
        contacts: found.map(({ id, name, addresses }) => ({ hubspotId: id, name, address: addresses[0] ?? null })),
      };
    }),
  );

  routes.post(
    '/messages/:messageId/accept-sender',
    writes(dependencies, acceptSenderInput, async (caller, params, { confirmed, is, hubspotId }) => {
      const id = rowId.parse(params.messageId);
      const by = author(await people(caller));
      const other = is === 'other_contact' && hubspotId ? await ensureContact(dependencies, caller, hubspotId) : null;
      if (is === 'other_contact' && !other) throw new RefusedError('invalid_input', 'hubspotId: which contact?');
      return async (tx): Promise<{ ok: true } & MessageChanged> => {
        const message = ofPortal(await getMessage(tx.sql, id), caller, 'message');
        if (message.trust === 'failed' && is !== 'nobody' && !confirmed) {
          throw new RefusedError(
            'not_confirmed',
            'This sender failed the check of their domain. Ask before accepting.',
          );
        }
        const said = { portal: caller.portal, message, by };
        if (is === 'nobody') await ignoreSender(tx, said, now());
        else if (other && other.id !== message.contactId) await acceptForOther(tx, { ...said, contact: other }, now());
        else await acceptSender(tx, { ...said, is: is === 'colleague' ? 'colleague' : 'contact' }, now());
        return { ok: true, message: await messageView(tx.sql, id, keyring) };
      };
    }),
  );

  return routes;
}
