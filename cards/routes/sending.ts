import { Router } from 'express';
import { isErased } from '../../lib/conversations/contacts.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import { queueTrackedSend, type SendRefusal } from '../../lib/conversations/tracked-emails.ts';
import { readRecipient } from '../../lib/hubspot/recipients.ts';
import { ofPortal } from '../contacts.ts';
import type { CardDependencies } from '../dependencies.ts';
import { type Sent, sendInput } from '../dto/contact.ts';
import { recordId } from '../dto/result.ts';
import { notFound, RefusedError, writes } from '../endpoint.ts';
import type { People } from '../people.ts';
import { messageView } from '../views/message-view.ts';

const REFUSALS: Record<SendRefusal, string> = {
  opted_out: 'The contact has opted out of all email in HubSpot.',
  suppressed: 'The address asked not to be mailed, or refused our mail.',
  no_address: 'The contact has no email address.',
  dead_address: 'Mail to the address came back as undeliverable.',
  capped: 'The daily limit of tracked emails is reached. It is set on the settings page.',
};

/** Sending a tracked email from the card, as the person who looks at it. */
export function sendingRoutes(dependencies: CardDependencies, people: People): Router {
  const { sql, now, signingKey, keyring, portalClient } = dependencies;
  const routes = Router();
  routes.post(
    '/contacts/:hubspotId/email',
    writes(dependencies, sendInput, async (caller, params, { key, subject, text, answeredMessageId }) => {
      const { portal } = caller;
      const hubspotId = recordId.parse(params.hubspotId);
      if (await isErased(sql, portal.portalId, hubspotId)) throw notFound('contact');
      // Whether the contact has opted out is HubSpot's to say, and may have changed a moment ago.
      const [recipient, rep] = await Promise.all([
        readRecipient(portalClient(portal.portalId), hubspotId),
        people(caller),
      ]);
      if (!recipient) throw notFound('contact');
      const thread = answeredMessageId ? ofPortal(await getMessage(sql, answeredMessageId), caller, 'message') : null;
      return async (tx): Promise<{ ok: true } & Sent> => {
        const email = {
          portal,
          recipient,
          rep,
          subject,
          text,
          conversationId: thread?.conversationId ?? null,
          automated: false,
          key,
        };
        const sent = await queueTrackedSend(tx, email, { signingKey, keyring, now: now() });
        if (!('messageId' in sent)) throw new RefusedError(sent.outcome, REFUSALS[sent.outcome]);
        return { ok: true, message: await messageView(tx.sql, sent.messageId, keyring) };
      };
    }),
  );
  return routes;
}
