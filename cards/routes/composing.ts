import { Router } from 'express';
import { copiesOf, recipientOf } from '../../lib/conversations/answer-recipients.ts';
import { mailProblem } from '../../lib/conversations/composed-answers.ts';
import { findContact } from '../../lib/conversations/contacts.ts';
import { type DraftPlace, dropDraft, keepDraft, readDraft } from '../../lib/conversations/drafts.ts';
import { openBody } from '../../lib/conversations/message-bodies.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import { takeBack } from '../../lib/conversations/take-back.ts';
import { lacksPostalAddress } from '../../lib/conversations/tracked-emails.ts';
import { readMergeValues } from '../../lib/hubspot/merge-values.ts';
import { readRecipient } from '../../lib/hubspot/recipients.ts';
import { addressLine, addressList } from '../../lib/mail/outgoing/address-list.ts';
import { senderName } from '../../lib/mail/outgoing/sender-name.ts';
import { dropTemplate, keepTemplate, listTemplates } from '../../lib/portals/templates.ts';
import { readUserSettings } from '../../lib/portals/user-settings.ts';
import { ensureContact, ofPortal } from '../contacts.ts';
import type { CardDependencies } from '../dependencies.ts';
import { type ComposerView, composerQuery, draftInput, type TakenBack, templateInput } from '../dto/compose.ts';
import { confirmationInput, recordId, rowId } from '../dto/result.ts';
import { notFound, posts, reads, writes } from '../endpoint.ts';
import { author, type People } from '../people.ts';
import { templateView } from '../views/template-view.ts';

/** Writing to a customer: what one knows before one writes, drafts, templates, and taking back what has not left. */
export function composingRoutes(dependencies: CardDependencies, people: People): Router {
  const { sql, now, log, keyring, portalClient, drafter } = dependencies;
  const routes = Router();

  routes.get(
    '/contacts/:hubspotId/composer',
    reads(dependencies, composerQuery, async (caller, params, { answered: answeredId }): Promise<ComposerView> => {
      const { portal, userId } = caller;
      const { portalId } = portal;
      const hubspotId = recordId.parse(params.hubspotId);
      const client = portalClient(portalId);
      const answered = answeredId ? ofPortal(await getMessage(sql, answeredId), caller, 'message') : null;
      const [recipient, values, rep, settings, templates] = await Promise.all([
        readRecipient(client, hubspotId),
        // Without HubSpot the fields stay as they are, and are seen.
        readMergeValues(client, hubspotId).catch(() => ({})),
        people(caller),
        readUserSettings(sql, { portalId, userId }),
        listTemplates(sql, { portalId, userId }),
      ]);
      if (!recipient) throw notFound('contact');
      const contact = await findContact(sql, portalId, hubspotId);
      const [first] = recipient.addresses;
      const to =
        answered?.kind === 'reply' ? recipientOf(answered) : first ? { name: recipient.name, address: first } : null;
      const place = contact && { portalId, userId, contactId: contact.id, messageId: answeredId ?? null };
      return {
        to: to && addressLine(to),
        cc: answered && to ? addressList(copiesOf(answered, to, [], [rep.address, recipient.ownerAddress ?? ''])) : '',
        problem:
          (await mailProblem(sql, {
            portalId,
            to: to?.address ?? null,
            optedOut: recipient.optedOut,
            deadAddresses: contact?.deadAddresses ?? [],
          })) ??
          (answered?.kind !== 'reply' && (await lacksPostalAddress(sql, portal)) ? 'postal_address_missing' : null),
        named: senderName(rep) !== '',
        drafting: drafter !== null && portal.settings.ai,
        signature: settings.signature,
        draft: place ? await readDraft(sql, place, keyring) : null,
        templates: templates.map((template) => templateView(template, values, rep)),
      };
    }),
  );

  routes.post(
    '/contacts/:hubspotId/draft',
    posts(log, draftInput, async (caller, params, { answeredMessageId, draft }) => {
      const contact = await ensureContact(dependencies, caller, recordId.parse(params.hubspotId));
      if (answeredMessageId) ofPortal(await getMessage(sql, answeredMessageId), caller, 'message');
      const { portal, userId } = caller;
      const place = { portalId: portal.portalId, userId, contactId: contact.id, messageId: answeredMessageId };
      if (draft) await keepDraft(sql, place, draft, { keyring, now: now() });
      else await dropDraft(sql, place);
      return { ok: true as const };
    }),
  );

  routes.post(
    '/templates',
    writes(dependencies, templateInput, async (caller, _params, { key: _key, ...template }) => {
      const { portal, userId } = caller;
      const by = author(await people(caller));
      return async (tx) => {
        await keepTemplate(tx.sql, { portalId: portal.portalId, userId }, { ...template, author: by }, now());
        return { ok: true };
      };
    }),
  );

  routes.post(
    '/templates/:templateId/delete',
    writes(dependencies, confirmationInput, async ({ portal, userId }, params) => {
      const id = rowId.parse(params.templateId);
      return async (tx) => {
        if (!(await dropTemplate(tx.sql, { portalId: portal.portalId, userId, id }))) throw notFound('template');
        return { ok: true };
      };
    }),
  );

  routes.post(
    '/messages/:messageId/take-back',
    writes(dependencies, confirmationInput, async (caller, params) => {
      const id = rowId.parse(params.messageId);
      return async (tx): Promise<{ ok: true } & TakenBack> => {
        const message = ofPortal(await getMessage(tx.sql, id), caller, 'message');
        const answeredMessageId = await takeBack(tx, message, now());
        if (!answeredMessageId) throw notFound('reply that has not left');
        const { portalId, contactId, subject, recipients } = message;
        const place: DraftPlace = { portalId, userId: caller.userId, contactId, messageId: answeredMessageId };
        const { signature } = await readUserSettings(tx.sql, place);
        const { new: written } = openBody(message, keyring);
        const text = signature && written.endsWith(signature) ? written.slice(0, -signature.length).trimEnd() : written;
        const draft = { subject, text, cc: addressList(recipients.cc ?? []), ai: false };
        await keepDraft(tx.sql, place, draft, { keyring, now: now() });
        return { ok: true, answeredMessageId };
      };
    }),
  );
  return routes;
}
