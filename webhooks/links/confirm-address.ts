import express, { Router } from 'express';
import type { Logger } from 'pino';
import type { Sql } from '../../lib/database/types.ts';
import { escapeHtml } from '../../lib/mail/outgoing/mail.ts';
import { readLink } from '../../lib/mail/own-marks/links.ts';
import { confirmForwardAddress, findRequest } from '../../lib/portals/forward-addresses.ts';

export type ConfirmAddressOptions = { sql: Sql; signingKey: Buffer; now: () => Date; log: Logger };

const TEXTS = {
  en: {
    ask: 'Forward replies of customers to this address?',
    button: 'Yes, confirm this address',
    done: 'Confirmed. Replies are forwarded to this address from now on.',
    bad: 'This link is not valid any more. Ask for a new one on the settings page of Reply Tracking.',
  },
  pt: {
    ask: 'Encaminhar respostas de clientes para este endereço?',
    button: 'Sim, confirmar este endereço',
    done: 'Confirmado. As respostas são encaminhadas para este endereço a partir de agora.',
    bad: 'Este link não é mais válido. Peça um novo na página de configurações do Reply Tracking.',
  },
  es: {
    ask: '¿Reenviar respuestas de clientes a esta dirección?',
    button: 'Sí, confirmar esta dirección',
    done: 'Confirmada. Las respuestas se reenvían a esta dirección desde ahora.',
    bad: 'Este enlace ya no es válido. Pide uno nuevo en la configuración de Reply Tracking.',
  },
} as const;
type Language = keyof typeof TEXTS;

/** The link in a confirmation mail. A GET changes nothing: mail scanners open links before people do. */
export function createConfirmAddress({ sql, signingKey, now, log }: ConfirmAddressOptions): Router {
  const router = Router();
  const requestOf = async (link: string) => {
    const id = readLink('confirm', link, signingKey, now());
    const request = id ? await findRequest(sql, id) : null;
    return id && request ? { id, ...request } : null;
  };
  router.get('/:link', async (request, response) => {
    const language = (request.acceptsLanguages('en', 'pt', 'es') || 'en') as Language;
    const { ask, button, done, bad } = TEXTS[language];
    const found = await requestOf(request.params.link);
    if (!found) response.status(404).send(page(language, `<h1>${bad}</h1>`));
    else if (found.confirmed) response.send(page(language, `<h1>${done}</h1>`));
    else {
      const form = `<form method="post"><button>${button}</button></form>`;
      response.send(page(language, `<h1>${ask}</h1><p>${escapeHtml(found.address)}</p>${form}`));
    }
  });
  router.post('/:link', express.urlencoded({ extended: false, limit: '10kb' }), async (request, response) => {
    const language = (request.acceptsLanguages('en', 'pt', 'es') || 'en') as Language;
    const found = await requestOf(request.params.link);
    if (!found || !(await confirmForwardAddress(sql, found.id, now()))) {
      response.status(404).send(page(language, `<h1>${TEXTS[language].bad}</h1>`));
      return;
    }
    log.info('a forward address was confirmed');
    response.send(page(language, `<h1>${TEXTS[language].done}</h1>`));
  });
  return router;
}

function page(language: Language, body: string): string {
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Reply Tracking</title>
<style>body{font:16px system-ui;max-width:32rem;margin:15vh auto;padding:0 1rem}button{font:inherit;padding:.6rem 1.2rem}</style>${body}</html>`;
}
