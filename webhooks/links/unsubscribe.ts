import express, { Router } from 'express';
import type { Logger } from 'pino';
import { optOut } from '../../lib/conversations/analysis-effects.ts';
import { contactOfConversation } from '../../lib/conversations/contacts.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import { suppress } from '../../lib/conversations/suppressions.ts';
import { readLink } from '../../lib/mail/own-marks/links.ts';
import { readPortal } from '../../lib/portals/portals.ts';
import type { Queue } from '../../lib/queue.ts';

export type UnsubscribeOptions = { queue: Queue; signingKey: Buffer; now: () => Date; log: Logger };

const TEXTS = {
  en: {
    ask: 'Stop receiving emails from this sender?',
    button: 'Unsubscribe',
    done: 'You are unsubscribed.',
    bad: 'This link is not valid any more.',
  },
  pt: {
    ask: 'Deixar de receber e-mails deste remetente?',
    button: 'Cancelar inscrição',
    done: 'Inscrição cancelada.',
    bad: 'Este link não é mais válido.',
  },
  es: {
    ask: '¿Dejar de recibir correos de este remitente?',
    button: 'Darse de baja',
    done: 'Se ha dado de baja.',
    bad: 'Este enlace ya no es válido.',
  },
} as const;
type Language = keyof typeof TEXTS;

/** List-Unsubscribe: one click by POST (RFC 8058), a page with a button for people. A GET alone changes nothing, since scanners open links. */
export function createUnsubscribe({ queue, signingKey, now, log }: UnsubscribeOptions): Router {
  const router = Router();
  router.get('/:link', (request, response) => {
    const language = (request.acceptsLanguages('en', 'pt', 'es') || 'en') as Language;
    const text = TEXTS[language];
    const known = readLink('unsubscribe', request.params.link, signingKey, now()) !== null;
    response
      .status(known ? 200 : 404)
      .send(
        page(
          language,
          known
            ? `<h1>${text.ask}</h1><form method="post"><button>${text.button}</button></form>`
            : `<h1>${text.bad}</h1>`,
        ),
      );
  });
  router.post('/:link', express.urlencoded({ extended: false, limit: '10kb' }), async (request, response) => {
    const language = (request.acceptsLanguages('en', 'pt', 'es') || 'en') as Language;
    const messageId = readLink('unsubscribe', request.params.link, signingKey, now());
    if (messageId === null) {
      response.status(404).send(page(language, `<h1>${TEXTS[language].bad}</h1>`));
      return;
    }
    await queue.transact(async (tx) => {
      const message = await getMessage(tx.sql, messageId);
      if (!message) return;
      const [portal, contact] = [
        await readPortal(tx.sql, message.portalId),
        await contactOfConversation(tx.sql, message.conversationId),
      ];
      for (const { address } of message.recipients.to ?? []) {
        await suppress(tx.sql, { portalId: portal.portalId, address, reason: 'link', messageId }, now());
      }
      await optOut(tx, { portal, contact, message }, now());
    });
    log.info({ messageId }, 'a recipient unsubscribed by link');
    response.status(200).send(page(language, `<h1>${TEXTS[language].done}</h1>`));
  });
  return router;
}

function page(language: Language, body: string): string {
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${TEXTS[language].button}</title>
<style>body{font:16px system-ui;max-width:32rem;margin:15vh auto;padding:0 1rem}button{font:inherit;padding:.6rem 1.2rem}</style>${body}</html>`;
}
