import { Router } from 'express';
import { contactOfConversation } from '../../lib/conversations/contacts.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import type { Sql } from '../../lib/database/types.ts';
import { contactUrl } from '../../lib/hubspot/links.ts';
import { readOpenLink } from '../../lib/mail/own-marks/links.ts';
import { readPortal } from '../../lib/portals/portals.ts';
import { languageOf, sendPage } from './page.ts';
import { LINK_WORDS } from './words.ts';

/**
 * The link of a forward: leads on to the contact's record, where HubSpot asks for the login. The mail itself names neither
 * account nor record, since what stands in it may be quoted to anybody.
 */
export function createOpenRecord({ sql, signingKey }: { sql: Sql; signingKey: Buffer }): Router {
  const router = Router();
  router.get('/:link', async (request, response) => {
    const messageId = readOpenLink(request.params.link, signingKey);
    const message = messageId === null ? null : await getMessage(sql, messageId);
    const contact = message && (await contactOfConversation(sql, message.conversationId));
    if (!message || !contact || contact.isTest) {
      const language = languageOf(request);
      sendPage(response, { status: 404, language, title: LINK_WORDS[language].expired });
      return;
    }
    const portal = await readPortal(sql, message.portalId);
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    response.redirect(302, contactUrl(portal, contact));
  });
  return router;
}
