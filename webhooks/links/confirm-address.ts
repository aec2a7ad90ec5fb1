import express, { Router } from 'express';
import type { Logger } from 'pino';
import type { Sql } from '../../lib/database/types.ts';
import { escapeHtml } from '../../lib/html.ts';
import { readLink } from '../../lib/mail/own-marks/links.ts';
import { confirmForwardAddress, findRequest } from '../../lib/portals/forward-addresses.ts';
import { buttonForm, languageOf, sendPage } from './page.ts';
import { LINK_WORDS } from './words.ts';

export type ConfirmAddressOptions = { sql: Sql; signingKey: Buffer; now: () => Date; log: Logger };

/** The link in a confirmation mail. A GET changes nothing: mail scanners open links before people do. */
export function createConfirmAddress({ sql, signingKey, now, log }: ConfirmAddressOptions): Router {
  const router = Router();
  const requestOf = async (link: string) => {
    const id = readLink('confirm', link, signingKey, now());
    const request = id ? await findRequest(sql, id) : null;
    return id && request ? { id, ...request } : null;
  };
  router.get('/:link', async (request, response) => {
    const language = languageOf(request);
    const { confirm, expired } = LINK_WORDS[language];
    const found = await requestOf(request.params.link);
    if (!found) sendPage(response, { status: 404, language, title: expired, body: `<p>${confirm.askAgain}</p>` });
    else if (found.confirmed) sendPage(response, { language, title: confirm.done });
    else {
      const body = `<p>${escapeHtml(found.address)}</p>${buttonForm(confirm.button)}`;
      sendPage(response, { language, title: confirm.ask, body });
    }
  });
  router.post('/:link', express.urlencoded({ extended: false, limit: '10kb' }), async (request, response) => {
    const language = languageOf(request);
    const { confirm, expired } = LINK_WORDS[language];
    const found = await requestOf(request.params.link);
    if (!found || !(await confirmForwardAddress(sql, found.id, now()))) {
      sendPage(response, { status: 404, language, title: expired, body: `<p>${confirm.askAgain}</p>` });
      return;
    }
    log.info('a forward address was confirmed');
    sendPage(response, { language, title: confirm.done });
  });
  return router;
}
