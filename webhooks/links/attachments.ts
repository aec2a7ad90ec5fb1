import { Router } from 'express';
import { findAttachment, readAttachment } from '../../lib/conversations/attachments.ts';
import type { Sql } from '../../lib/database/types.ts';
import type { Keyring } from '../../lib/keyring.ts';
import { readLink } from '../../lib/mail/own-marks/links.ts';
import { languageOf, sendPage } from './page.ts';
import { LINK_WORDS } from './words.ts';

type AttachmentOptions = { sql: Sql; signingKey: Buffer; keyring: Keyring; now: () => Date };

/** Files too large for a forward, by expiring link. Always a download, never shown: what a stranger mailed must not run here. */
export function createAttachments({ sql, signingKey, keyring, now }: AttachmentOptions): Router {
  const router = Router();
  router.get('/:link', async (request, response) => {
    const id = readLink('attachment', request.params.link, signingKey, now());
    const attachment = id === null ? null : await findAttachment(sql, id, now());
    if (!attachment) {
      const language = languageOf(request);
      const { attachment: words, expired } = LINK_WORDS[language];
      sendPage(response, { status: 404, language, title: expired, body: `<p>${words.elsewhere}</p>` });
      return;
    }
    response
      .attachment(attachment.filename)
      .type('application/octet-stream')
      .set({
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'",
        'Cache-Control': 'private, no-store',
      })
      .send(await readAttachment(sql, attachment.id, keyring));
  });
  return router;
}
