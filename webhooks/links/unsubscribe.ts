import express, { Router } from 'express';
import type { Logger } from 'pino';
import { optOut } from '../../lib/conversations/analysis-effects.ts';
import { contactOfConversation } from '../../lib/conversations/contacts.ts';
import { getMessage, type Message } from '../../lib/conversations/messages.ts';
import { suppress } from '../../lib/conversations/suppressions.ts';
import type { Sql } from '../../lib/database/types.ts';
import { readLink } from '../../lib/mail/own-marks/links.ts';
import { readPortal } from '../../lib/portals/portals.ts';
import type { Queue } from '../../lib/queue.ts';
import { buttonForm, languageOf, sendPage } from './page.ts';
import { LINK_WORDS } from './words.ts';

export type UnsubscribeOptions = { sql: Sql; queue: Queue; signingKey: Buffer; now: () => Date; log: Logger };

/** List-Unsubscribe: one click by POST (RFC 8058), a page with a button for people. A GET alone changes nothing, since scanners open links. */
export function createUnsubscribe({ sql, queue, signingKey, now, log }: UnsubscribeOptions): Router {
  const router = Router();
  router.get('/:link', async (request, response) => {
    const language = languageOf(request);
    const { unsubscribe, expired } = LINK_WORDS[language];
    const messageId = readLink('unsubscribe', request.params.link, signingKey, now());
    if (messageId === null) sendPage(response, { status: 404, language, title: expired });
    else {
      const title = unsubscribe.ask(companyOf(await getMessage(sql, messageId)));
      sendPage(response, { language, title, body: buttonForm(unsubscribe.button) });
    }
  });
  router.post('/:link', express.urlencoded({ extended: false, limit: '10kb' }), async (request, response) => {
    const language = languageOf(request);
    const { unsubscribe, expired } = LINK_WORDS[language];
    const messageId = readLink('unsubscribe', request.params.link, signingKey, now());
    if (messageId === null) {
      sendPage(response, { status: 404, language, title: expired });
      return;
    }
    const message = await queue.transact(async (tx) => {
      const message = await getMessage(tx.sql, messageId);
      if (!message) return null;
      const [portal, contact] = [
        await readPortal(tx.sql, message.portalId),
        await contactOfConversation(tx.sql, message.conversationId),
      ];
      for (const { address } of message.recipients.to ?? []) {
        await suppress(tx.sql, { portalId: portal.portalId, address, reason: 'link', messageId }, now());
      }
      await optOut(tx, { portal, contact, message }, now());
      return message;
    });
    log.info({ messageId }, 'a recipient unsubscribed by link');
    sendPage(response, { language, title: unsubscribe.done(companyOf(message)) });
  });
  return router;
}

/** The rep's company by its domain, which is all that is known of its name; null once the message was erased. */
const companyOf = (message: Message | null): string | null => message?.author.address?.split('@')[1] ?? null;
