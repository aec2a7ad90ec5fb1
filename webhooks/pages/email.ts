import { type Request, Router } from 'express';
import { type Attachment, listAttachments, readAttachment } from '../../lib/conversations/attachments.ts';
import { openBody } from '../../lib/conversations/message-bodies.ts';
import { getMessage, type Message } from '../../lib/conversations/messages.ts';
import { linkEnd, type Reader, readReaderLink } from '../../lib/conversations/reader-links.ts';
import type { Sql } from '../../lib/database/types.ts';
import type { Keyring } from '../../lib/keyring.ts';
import { makeLink } from '../../lib/mail/own-marks/links.ts';
import type { MailReader } from '../../lib/mail/reader.ts';
import { findPortal, type Portal } from '../../lib/portals/portals.ts';
import { languageOf } from '../links/page.ts';
import { renderEmail } from './email-page.ts';
import { BASE_STYLE, sendFramed } from './framed.ts';
import { PAGE_WORDS } from './words.ts';

export type EmailPageOptions = {
  sql: Sql;
  keyring: Keyring;
  signingKey: Buffer;
  mailReader: MailReader;
  /** Who may frame the page, as CSP writes it. */
  ancestors: string[];
  now: () => Date;
};

/** What a browser draws and cannot run; an SVG can. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif']);

const REMOTE_PICTURE = /\bsrc\s{0,9}=\s{0,9}["']?https?:/i;

/**
 * A message as its sender made it: formatting, pictures, files, subject and recipients. The sandbox of its policy takes
 * scripts, forms and our own origin away from the page, whatever the sanitizer may have missed.
 */
const POLICY = [
  "style-src-attr 'unsafe-inline'",
  "img-src 'self'",
  "form-action 'none'",
  'sandbox allow-popups allow-popups-to-escape-sandbox allow-downloads',
];

/** To be mounted at /pages/email; a card has the address from `GET /cards/messages/:messageId/page`. */
export function createEmailPage({ sql, keyring, signingKey, mailReader, ancestors, now }: EmailPageOptions): Router {
  const router = Router();
  const opened = (link: string) => openedMessage(sql, readReaderLink('email', link, { key: signingKey, now: now() }));

  router.get('/:link', async (request, response) => {
    const found = await opened(request.params.link);
    if (!found) {
      sendFramed(response, expiredPage(request), ancestors);
      return;
    }
    const { message, portal, reader } = found;
    const { full, html } = openBody(message, keyring);
    const attachments = await listAttachments(sql, [message.id]);
    const fileUrl = ({ id }: Attachment) => `/attachments/${makeLink('attachment', id, signingKey, linkEnd(now()))}`;
    const page = renderEmail({
      message,
      shown: await mailReader.show({ subject: message.subject, html, text: full }),
      remotePictures: html !== null && REMOTE_PICTURE.test(html),
      attachments,
      language: reader.language,
      timeZone: portal.timeZone,
      pictureUrl: ({ id }) => `${request.params.link}/pictures/${id}`,
      isPicture: ({ contentType }) => PICTURES.has(contentType),
      fileUrl,
    });
    sendFramed(response, { ...page, language: reader.language, policy: POLICY }, ancestors);
  });

  router.get('/:link/pictures/:id', async (request, response) => {
    const found = await opened(request.params.link);
    const attachments = found ? await listAttachments(sql, [found.message.id]) : [];
    const picture = attachments.find(({ id }) => id === request.params.id);
    if (!picture || picture.blocked || !PICTURES.has(picture.contentType)) {
      response.status(404).end();
      return;
    }
    response
      .type(picture.contentType)
      .set({
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Cache-Control': 'private, no-store',
      })
      .send(await readAttachment(sql, picture.id, keyring));
  });
  return router;
}

type Opened = { message: Message; portal: Portal; reader: Reader };

/** The message of a link, while it is still that contact's and the app is still in that account. */
export async function openedMessage(sql: Sql, reader: Reader | null): Promise<Opened | null> {
  const message = reader && (await getMessage(sql, reader.messageId));
  if (!reader || message?.contactId !== reader.contactId) return null;
  const portal = await findPortal(sql, message.portalId);
  return portal?.state === 'connected' ? { message, portal, reader } : null;
}

/** Nobody knows any more who reads, but the browser's language. */
export function expiredPage(request: Request) {
  const language = languageOf(request);
  const { title, text } = PAGE_WORDS[language].expired;
  return { status: 404, language, title, body: `<p>${text}</p>`, style: BASE_STYLE, policy: ["form-action 'none'"] };
}
