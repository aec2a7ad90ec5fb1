import express, { Router } from 'express';
import type { Logger } from 'pino';
import { getContact } from '../../lib/conversations/contacts.ts';
import type { Queryable, Sql } from '../../lib/database/types.ts';
import { escapeHtml } from '../../lib/html.ts';
import { attachLate } from '../../lib/intake/late-replies.ts';
import { getQuarantined, type Quarantined } from '../../lib/intake/quarantine.ts';
import { type Keyring, open } from '../../lib/keyring.ts';
import { readLink } from '../../lib/mail/own-marks/links.ts';
import type { Queue } from '../../lib/queue.ts';
import { buttonForm, languageOf, sendPage } from './page.ts';
import { LINK_WORDS } from './words.ts';

type LatePageOptions = { sql: Sql; queue: Queue; keyring: Keyring; signingKey: Buffer; now: () => Date; log: Logger };

/** A late reply from the mail that tells of it: the page shows what it is, and only its button adds it to the contact. */
export function createLatePage({ sql, queue, keyring, signingKey, now, log }: LatePageOptions): Router {
  const router = Router();
  router.get('/:link', async (request, response) => {
    const language = languageOf(request);
    const words = LINK_WORDS[language];
    const late = await waitingLate(sql, readLink('late', request.params.link, signingKey, now()));
    const contact = late?.contactId ? await getContact(sql, late.contactId) : null;
    if (!late || !contact) {
      sendPage(response, { status: 404, language, title: words.late.gone });
      return;
    }
    const facts = [
      `${words.answer.from}: ${late.fromAddress ?? ''}`,
      `${words.answer.subject}: ${late.subject ?? ''}`,
    ].map((line) => `<p>${escapeHtml(line)}</p>`);
    const excerpt = late.excerpt ? `<pre>${escapeHtml(open(late.excerpt, keyring).toString())}</pre>` : '';
    const title = words.late.ask(contact.name || (contact.addresses[0] ?? ''));
    sendPage(response, { language, title, body: `${facts.join('')}${excerpt}${buttonForm(words.late.button)}` });
  });
  router.post('/:link', express.urlencoded({ extended: false, limit: '10kb' }), async (request, response) => {
    const language = languageOf(request);
    const { late: words } = LINK_WORDS[language];
    const id = readLink('late', request.params.link, signingKey, now());
    const attached = await queue.transact(async (tx) => {
      const late = await waitingLate(tx.sql, id);
      const inboundId = late?.portalId ? await attachLate(tx.sql, { portalId: late.portalId, id: late.id }) : null;
      if (inboundId) tx.enqueue('place', { inboundId });
      return inboundId !== null;
    });
    if (attached) log.info({ lateReplyId: id }, 'a late reply was added by link');
    sendPage(response, { status: attached ? 200 : 404, language, title: attached ? words.done : words.gone });
  });
  return router;
}

/** Null where it was added before, is past its time, or was no late reply. */
async function waitingLate(sql: Queryable, id: string | null): Promise<Quarantined | null> {
  const found = id === null ? null : await getQuarantined(sql, id);
  return found?.reason === 'expired_token' && found.attachedMessageId === null ? found : null;
}
