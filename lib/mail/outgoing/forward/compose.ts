import type { Trust } from '../../types.ts';
import { automaticHeaders, displayName, type OutgoingMail, oneLine, threadHeaders } from '../mail.ts';
import { WORDS } from '../words.ts';
import { outgoingFile, sortAttachments } from './attached.ts';
import { type ForwardBody, renderHtml, renderText } from './body.ts';
import { answerTo, nameOf } from './customer.ts';
import type { FileOfMail, ForwardInput } from './input.ts';
import { blockedLine, forwardLine, linkedLine } from './line.ts';

/** Whose forward is marked, and no other. */
const UNVERIFIED: readonly Trust[] = ['unproven', 'failed', 'unknown'];

/**
 * The mail that brings a reply to the rep: the customer's mail once, under one line that harms nobody when quoted. From is
 * ours, since the customer's would fail DMARC at our servers, and takes the rep's answer.
 */
export function composeForward<A extends FileOfMail>(input: ForwardInput<A>): OutgoingMail {
  const { mail, trust, loopHeader, messageId, language } = input;
  const words = WORDS[language];
  const mark = UNVERIFIED.includes(trust) ? `${words.unverified} ` : '';
  const files = sortAttachments(mail.attachments, mail.html);
  const linked = files.linked.map((file) => ({
    filename: file.filename,
    size: file.size,
    url: input.linkTo(file),
  }));
  const blocked = files.blocked.map(({ filename }) => filename);
  const body: ForwardBody = {
    line: forwardLine(mail, words),
    link: { label: words.open, url: input.openUrl },
    files: [
      ...linked.map((file) => ({ text: linkedLine(file, words, language), url: file.url })),
      ...(blocked.length > 0 ? [{ text: blockedLine(blocked, words), url: null }] : []),
      ...(input.fullyRead ? [] : [{ text: words.notFullyRead, url: null }]),
    ],
    text: mail.text,
    html: mail.html,
  };
  return {
    ...senderOf(input, nameOf(mail.from, words)),
    to: { name: displayName(input.to.name), address: input.to.address },
    subject: `${mark}${oneLine(mail.subject) || words.noSubject}`,
    text: renderText(body),
    html: renderHtml(body),
    headers: {
      'Message-ID': `<${messageId}>`,
      ...threadHeaders(input.repIds.length > 0 ? input.repIds.slice(-1) : mail.inReplyTo, [
        ...mail.references,
        ...mail.inReplyTo,
        ...input.repIds,
        ...(mail.messageId ? [mail.messageId] : []),
      ]),
      ...automaticHeaders(loopHeader),
    },
    attachments: files.attached.map(outgoingFile),
    linked: linked.map(({ filename, size }) => ({ filename, size })),
  };
}

function senderOf(
  { mail, way }: Pick<ForwardInput, 'mail' | 'way'>,
  name: string,
): Pick<OutgoingMail, 'from' | 'replyTo'> {
  if (way.through === 'reply_tracking') {
    const one = { name, address: way.address };
    return { from: one, replyTo: [one] };
  }
  const customer = answerTo(mail);
  const tracked = way.trackedAddress ? [{ name: '', address: way.trackedAddress }] : [];
  return { from: { name, address: way.sender }, replyTo: [...(customer ? [customer] : []), ...tracked] };
}
