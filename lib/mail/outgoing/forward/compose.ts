import type { MailAttachment, Trust } from '../../types.ts';
import { automaticHeaders, displayName, type OutgoingMail, oneLine, threadHeaders } from '../mail.ts';
import { WORDS } from '../words.ts';
import { sortAttachments } from './attached.ts';
import { type ForwardBody, renderHtml, renderText } from './body.ts';
import { answerTo, nameOf } from './customer.ts';
import type { ForwardInput } from './input.ts';
import { fieldsOf, megabytes, notesOf } from './notes.ts';

/** Whose forward is marked, and no other. */
const UNVERIFIED: readonly Trust[] = ['unproven', 'failed', 'unknown'];

/**
 * The mail that brings a reply to the rep. From is ours, since the customer's would fail DMARC at our servers; the
 * customer stands in its name and in Reply-To, so that an ordinary answer reaches the customer.
 */
export function composeForward<A extends MailAttachment>(input: ForwardInput<A>): OutgoingMail {
  const { mail, trust, loopHeader, messageId } = input;
  const words = WORDS[input.language];
  const customer = answerTo(mail);
  const mark = UNVERIFIED.includes(trust.trust) ? `${words.unverified} ` : '';
  const { html } = mail;
  const files = sortAttachments(mail.attachments, html);
  const linked = files.linked.map((file) => ({
    filename: file.filename,
    size: file.content.length,
    url: input.linkTo(file),
  }));
  const body: ForwardBody = {
    warning: trust.trust === 'failed' ? words.failed : null,
    newText: input.newText.trim() || words.noText,
    notes: notesOf(input, words, customer),
    link: input.contactUrl === null ? null : { label: words.openContact, url: input.contactUrl },
    files: [
      {
        heading: words.tooLarge,
        lines: linked.map(({ filename, size, url }) => ({
          text: `${filename} (${megabytes(size, input.language)})`,
          url,
        })),
      },
      { heading: words.blocked, lines: files.blocked.map(({ filename }) => ({ text: filename, url: null })) },
    ].filter(({ lines }) => lines.length > 0),
    heading: words.original,
    fields: fieldsOf(input, words),
    fullText: mail.text.trim() === input.newText.trim() ? null : mail.text,
    fullHtml: html,
  };
  return {
    from: { name: nameOf(mail.from, words), address: input.sender },
    to: { name: displayName(input.to.name), address: input.to.address },
    replyTo: [
      ...(customer ? [customer] : []),
      ...(input.trackedAddress ? [{ name: '', address: input.trackedAddress }] : []),
    ],
    subject: `${mark}${oneLine(mail.subject) || words.noSubject}`,
    text: renderText(body),
    html: renderHtml(body),
    headers: {
      'Message-ID': `<${messageId}>`,
      ...threadHeaders(mail.inReplyTo, [
        ...mail.references,
        ...mail.inReplyTo,
        ...(mail.messageId ? [mail.messageId] : []),
      ]),
      ...automaticHeaders(loopHeader),
    },
    attachments: files.attached,
    linked: linked.map(({ filename, size }) => ({ filename, size })),
  };
}
