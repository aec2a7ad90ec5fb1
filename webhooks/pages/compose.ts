import { randomUUID } from 'node:crypto';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { copiesOf, recipientOf } from '../../lib/conversations/answer-recipients.ts';
import { type AnswerRefusal, mailProblem, queueAnswer } from '../../lib/conversations/composed-answers.ts';
import { contactOfConversation } from '../../lib/conversations/contacts.ts';
import { type DraftPlace, dropDraft, keepDraft, readDraft } from '../../lib/conversations/drafts.ts';
import type { Message } from '../../lib/conversations/messages.ts';
import { quoteAnswered } from '../../lib/conversations/quote-answered.ts';
import { makeReaderLink, type Reader, readReaderLink } from '../../lib/conversations/reader-links.ts';
import { MOST_BYTES } from '../../lib/conversations/rep-answers.ts';
import type { Rep } from '../../lib/conversations/reply-tokens.ts';
import { errorFacts } from '../../lib/error-facts.ts';
import { findOwnerOfUser } from '../../lib/hubspot/owners.ts';
import type { PortalClient } from '../../lib/hubspot/portal-client.ts';
import { readRecipient } from '../../lib/hubspot/recipients.ts';
import type { JobContext } from '../../lib/jobs/context.ts';
import { isBlocked, readAttachments } from '../../lib/mail/incoming/attachments.ts';
import { addressLine, addressList, readAddressList } from '../../lib/mail/outgoing/address-list.ts';
import { textToHtml } from '../../lib/mail/outgoing/mail.ts';
import { ownMessageId, storedMessageId } from '../../lib/mail/own-marks/message-ids.ts';
import { splitReply } from '../../lib/mail/reply-text/index.ts';
import { once } from '../../lib/portals/once.ts';
import type { Portal } from '../../lib/portals/portals.ts';
import { readUserSettings } from '../../lib/portals/user-settings.ts';
import { renderCompose } from './compose-page.ts';
import { expiredPage, openedMessage } from './email.ts';
import { sendFramed } from './framed.ts';
import { readUpload, UploadError } from './upload.ts';
import { PAGE_WORDS } from './words.ts';

export type ComposePageOptions = Pick<
  JobContext,
  'sql' | 'queue' | 'keyring' | 'signingKey' | 'safeHtml' | 'replyDomain' | 'attachmentDays' | 'now' | 'log'
> & { portalClient: (portalId: number) => PortalClient; ancestors: string[] };

/** Its own script alone runs, and speaks to its own address alone. */
const POLICY = ["connect-src 'self'", "form-action 'none'"];

type Refusal = AnswerRefusal | 'bad_address' | 'file_type' | 'missing' | 'busy' | 'expired' | 'failed';

/** What was written can't be sent; the page says why, and keeps it. */
class RefusedAnswerError extends Error {
  readonly code: Refusal;
  readonly about?: string;

  constructor(code: Refusal, about?: string) {
    super(`The answer was refused: ${code}.`);
    this.name = 'RefusedAnswerError';
    this.code = code;
    this.about = about;
  }
}

const written = z.object({
  key: z.uuid(),
  subject: z.string().trim().min(1).max(500),
  cc: z.string().max(3_000).default(''),
  html: z.string().max(200_000).default(''),
  quote: z.string().optional(),
});
const draftInput = z.object({
  subject: z.string().max(500),
  cc: z.string().max(3_000),
  text: z.string().max(30_000),
});

/** So many uploads are in memory at once; the next one is asked to come again. */
const AT_ONCE = 4;

/** To be mounted at /pages/compose; a card has the address from `GET /cards/messages/:messageId/compose-page`. */
export function createComposePage(options: ComposePageOptions): Router {
  const { sql, keyring, signingKey, ancestors, now, log } = options;
  const router = Router();
  let uploads = 0;
  const opened = (link: string) => openedMessage(sql, readReaderLink('compose', link, { key: signingKey, now: now() }));

  router.get('/:link', async (request, response) => {
    const found = await opened(request.params.link);
    if (found?.message.kind !== 'reply') {
      sendFramed(response, expiredPage(request), ancestors);
      return;
    }
    const { message, portal, reader } = found;
    const facts = await factsOf(options, found);
    const { to } = facts;
    const draft = await readDraft(sql, placeOf(portal, reader), keyring);
    const problem = await problemOf(options, portal, facts);
    const words = PAGE_WORDS[reader.language].compose;
    const page = renderCompose({
      language: reader.language,
      link: freshLink(reader),
      key: randomUUID(),
      to: to ? addressLine(to) : '',
      cc: draft?.cc ?? (to ? addressList(copiesOf(message, to, [], [facts.rep.address])) : ''),
      subject: draft?.subject ?? (/^re:/i.test(message.subject) ? message.subject : `Re: ${message.subject}`),
      text: draft?.text ?? '',
      signature: facts.signature,
      quoted: quoteAnswered(message, portal, keyring),
      mostBytes: MOST_BYTES,
      problem: problem && words.errors[problem],
    });
    sendFramed(response, { ...page, language: reader.language, policy: POLICY }, ancestors);
  });

  router.post('/:link/draft', express.json({ limit: '100kb' }), async (request, response) => {
    const found = await opened(String(request.params.link));
    const draft = draftInput.safeParse(request.body);
    if (!found || !draft.success) {
      response.status(found ? 400 : 404).json({ ok: false });
      return;
    }
    const place = placeOf(found.portal, found.reader);
    if (draft.data.text.trim()) await keepDraft(sql, place, { ...draft.data, ai: false }, { keyring, now: now() });
    response.json({ ok: true, link: freshLink(found.reader) });
  });

  router.post('/:link', async (request, response) => {
    if (uploads >= AT_ONCE) {
      request.resume();
      refuse(response, 'busy');
      return;
    }
    uploads += 1;
    try {
      const found = await opened(request.params.link);
      if (found?.message.kind !== 'reply') throw new RefusedAnswerError('expired');
      await send(options, request, found);
      response.json({ ok: true });
    } catch (error) {
      if (error instanceof RefusedAnswerError) refuse(response, error.code, error.about);
      else if (error instanceof UploadError) refuse(response, error.code);
      else {
        log.error({ err: errorFacts(error) }, 'an answer from the page could not be taken');
        refuse(response, 'failed');
      }
    } finally {
      uploads -= 1;
      request.resume();
    }
  });
  return router;

  function freshLink(reader: Reader): string {
    return `/pages/compose/${makeReaderLink('compose', reader, { key: signingKey, now: now() })}`;
  }
}

const refuse = (response: Response, code: string, name?: string): void =>
  void response.json({ ok: false, code, ...(name ? { name } : {}) });

type Found = { message: Message; portal: Portal; reader: Reader };

const placeOf = ({ portalId }: Portal, { userId, contactId, messageId }: Reader): DraftPlace => ({
  portalId,
  userId,
  contactId,
  messageId,
});

async function factsOf({ sql, portalClient }: ComposePageOptions, { message, portal, reader }: Found) {
  const client = portalClient(portal.portalId);
  const contact = await contactOfConversation(sql, message.conversationId);
  const [recipient, owner, { signature }] = await Promise.all([
    readRecipient(client, contact.hubspotId),
    findOwnerOfUser(client, reader.userId),
    readUserSettings(sql, { portalId: portal.portalId, userId: reader.userId }),
  ]);
  const address = reader.address;
  const rep: Rep = { userId: reader.userId, ownerId: owner?.id ?? null, name: owner?.name || address, address };
  return { contact, recipient, rep, signature, to: recipientOf(message) };
}
type Facts = Awaited<ReturnType<typeof factsOf>>;

function problemOf({ sql }: ComposePageOptions, { portalId }: Portal, facts: Facts) {
  return mailProblem(sql, {
    portalId,
    to: facts.to?.address ?? null,
    optedOut: facts.recipient?.optedOut ?? false,
    deadAddresses: facts.contact.deadAddresses,
  });
}

async function send(options: ComposePageOptions, request: Request, found: Found): Promise<void> {
  const { queue, keyring, signingKey, safeHtml, replyDomain, attachmentDays, now } = options;
  const { message, portal, reader } = found;
  const { fields, files } = await readUpload(request);
  const form = written.safeParse(fields);
  if (!form.success) throw new RefusedAnswerError('missing');
  const { key, subject, html: raw, quote } = form.data;
  const cc = readAddressList(form.data.cc);
  if (!cc) throw new RefusedAnswerError('bad_address');
  const { attachments } = await readAttachments(files);
  const blocked = attachments.find(isBlocked);
  if (blocked) throw new RefusedAnswerError('file_type', blocked.filename);
  const html = await safeHtml(raw);
  const words = splitReply({ text: null, html, sent: [] }).full.trim();
  if (!words && attachments.length === 0) throw new RefusedAnswerError('missing');
  const { recipient, rep, signature } = await factsOf(options, found);
  if (!recipient) throw new RefusedAnswerError('no_address');
  const quoted = quote === 'yes' ? quoteAnswered(message, portal, keyring) : '';
  const parts = [html, signature && textToHtml(signature), quoted && `<blockquote>${textToHtml(quoted)}</blockquote>`];
  const answer = {
    portal,
    recipient,
    rep,
    answered: message,
    cc,
    subject,
    text: [words, signature].filter(Boolean).join('\n\n'),
    html: parts
      .filter(Boolean)
      .map((part) => `<div>${part}</div>`)
      .join('<br>'),
    quoted,
    attachments: attachments.map((one) => ({ ...one, blocked: false })),
    sendAt: null,
    key,
  };
  const messageIdOf = (id: string) => storedMessageId(ownMessageId(id, signingKey, replyDomain), replyDomain);
  await queue.transact((tx) =>
    once(tx.sql, { portalId: portal.portalId, key }, { keyring, now: now() }, async () => {
      const sent = await queueAnswer(tx, answer, { signingKey, keyring, now: now(), attachmentDays, messageIdOf });
      if (!('messageId' in sent)) throw new RefusedAnswerError(sent.outcome);
      await dropDraft(tx.sql, placeOf(portal, reader));
      return { ok: true };
    }),
  );
}
