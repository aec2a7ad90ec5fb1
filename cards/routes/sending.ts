import { Router } from 'express';
import { type AnswerRefusal, queueAnswer } from '../../lib/conversations/composed-answers.ts';
import { isErased } from '../../lib/conversations/contacts.ts';
import { dropDraft } from '../../lib/conversations/drafts.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import { quoteAnswered } from '../../lib/conversations/quote-answered.ts';
import { lacksPostalAddress, queueTrackedSend, type SendRefusal } from '../../lib/conversations/tracked-emails.ts';
import { readRecipient } from '../../lib/hubspot/recipients.ts';
import { readAddressList } from '../../lib/mail/outgoing/address-list.ts';
import { placeholdersIn } from '../../lib/mail/outgoing/merge-fields.ts';
import { ownMessageId, storedMessageId } from '../../lib/mail/own-marks/message-ids.ts';
import { readUserSettings } from '../../lib/portals/user-settings.ts';
import { ofPortal } from '../contacts.ts';
import type { CardDependencies } from '../dependencies.ts';
import { type Sent, sendInput } from '../dto/contact.ts';
import { recordId } from '../dto/result.ts';
import { notFound, RefusedError, writes } from '../endpoint.ts';
import type { People } from '../people.ts';
import { messageView } from '../views/message-view.ts';

const REFUSALS: Record<SendRefusal | AnswerRefusal, string> = {
  opted_out: 'The contact has opted out of all email in HubSpot.',
  suppressed: 'The address asked not to be mailed, or refused our mail.',
  no_address: 'The contact has no email address.',
  dead_address: 'Mail to the address came back as undeliverable.',
  capped: 'The daily limit of tracked emails is reached. It is set on the settings page.',
  unresolved_fields: 'The text has placeholders that were not filled in.',
  files_too_large: 'The files are larger than 20 MB together.',
};

const refused = (code: SendRefusal | AnswerRefusal) => new RefusedError(code, REFUSALS[code]);

/** Sending from the card, as the person who looks at it: a tracked email, or an answer to a reply. */
export function sendingRoutes(dependencies: CardDependencies, people: People): Router {
  const { sql, now, signingKey, keyring, portalClient, replyDomain, attachmentDays } = dependencies;
  const routes = Router();
  routes.post(
    '/contacts/:hubspotId/email',
    writes(
      dependencies,
      sendInput,
      async (caller, params, { key, subject, text: written, answeredMessageId, ...rest }) => {
        const { portal, userId } = caller;
        const { portalId } = portal;
        const hubspotId = recordId.parse(params.hubspotId);
        if (await isErased(sql, portalId, hubspotId)) throw notFound('contact');
        const cc = readAddressList(rest.cc);
        if (!cc) throw new RefusedError('bad_address', 'cc: an address is not complete.');
        if (placeholdersIn(`${subject}\n${written}`).length > 0) throw refused('unresolved_fields');
        // Whether the contact has opted out is HubSpot's to say, and may have changed a moment ago.
        const [recipient, rep, { signature }] = await Promise.all([
          readRecipient(portalClient(portalId), hubspotId),
          people(caller),
          readUserSettings(sql, { portalId, userId }),
        ]);
        if (!recipient) throw notFound('contact');
        const thread = answeredMessageId ? ofPortal(await getMessage(sql, answeredMessageId), caller, 'message') : null;
        if (thread?.kind !== 'reply' && (await lacksPostalAddress(sql, portal)))
          throw new RefusedError('postal_address_missing', 'The first tracked email needs a postal address: Settings.');
        const text = signature ? `${written}\n\n${signature}` : written;
        const base = { portal, recipient, rep, subject, text, key };
        return async (tx): Promise<{ ok: true } & Sent> => {
          const options = { signingKey, keyring, now: now() };
          const sent =
            thread?.kind === 'reply'
              ? await queueAnswer(
                  tx,
                  {
                    ...base,
                    answered: thread,
                    cc,
                    html: null,
                    quoted: rest.quote ? quoteAnswered(thread, portal, keyring) : '',
                    attachments: [],
                    sendAt: rest.sendAt === null ? null : ahead(rest.sendAt, now()),
                  },
                  { ...options, attachmentDays, messageIdOf },
                )
              : await queueTrackedSend(
                  tx,
                  { ...base, conversationId: thread?.conversationId ?? null, automated: false },
                  options,
                );
          if (!('messageId' in sent)) throw refused(sent.outcome);
          const { contactId } = (await getMessage(tx.sql, sent.messageId))!;
          await dropDraft(tx.sql, { portalId, userId, contactId, messageId: answeredMessageId });
          return { ok: true, message: await messageView(tx.sql, sent.messageId, keyring) };
        };
      },
    ),
  );
  return routes;

  function messageIdOf(id: string): string {
    return storedMessageId(ownMessageId(id, signingKey, replyDomain), replyDomain);
  }
}

/** A reply address lives for 90 days from the day on which the mail leaves; a mail of next year is a task, not a mail. */
const MOST_AHEAD_MS = 90 * 86_400_000;

function ahead(sendAt: string, now: Date): Date {
  const at = new Date(sendAt);
  const distance = at.getTime() - now.getTime();
  if (distance <= 0) throw new RefusedError('invalid_input', 'sendAt: must be in the future');
  if (distance > MOST_AHEAD_MS) throw new RefusedError('invalid_input', 'sendAt: must be within 90 days');
  return at;
}
