import { escapeHtml } from '../../html.ts';
import type { Language } from '../../language.ts';
import type { MailAddress } from '../types.ts';
import { nameOf } from './forward/customer.ts';
import { automaticHeaders, type OutgoingMail, oneLine } from './mail.ts';
import { WORDS } from './words.ts';

export type Notice = {
  to: MailAddress;
  /** Our address in From, which takes what is answered to it. */
  sender: string;
  /** Our Message-ID, without brackets. */
  messageId: string;
  language: Language;
  loopHeader: string;
  /** Where the app shows what this is about. */
  url: string;
};

/** `url` leads to the page whose button adds it to the contact; `excerpt` is empty where no words of it are known. */
export type LateReplyNotice = Notice & {
  customer: MailAddress | null;
  subject: string;
  excerpt: string;
  /** Where all late replies stand. */
  listUrl: string;
};

/** Tells the rep once that a customer answered an expired address: from whom, about what, its first words, and what to do. */
export function composeNotice(input: LateReplyNotice): OutgoingMail {
  const words = WORDS[input.language];
  const name = nameOf(input.customer, words);
  const subject = oneLine(input.subject, 300) || words.noSubject;
  return composeMail(input, {
    subject: words.lateSubject(name),
    lines: [words.late(name), `${words.subject}: ${subject}`, ...(input.excerpt ? [`“${input.excerpt}”`] : [])],
    link: words.attachLate,
    also: { label: words.openLate, url: input.listUrl },
  });
}

export type DigestNotice = Notice & { customer: MailAddress | null; count: number };

/** Stands for the replies of a conversation beyond the number that is forwarded one by one. */
export function composeDigest(input: DigestNotice): OutgoingMail {
  const words = WORDS[input.language];
  const name = nameOf(input.customer, words);
  return composeMail(input, {
    subject: words.digestSubject(name, input.count),
    lines: [words.digest(name, input.count)],
    link: words.openContact,
  });
}

export type ConfirmationRequest = Notice & { requestedBy: string };

/** Asks an address whether it wants the forwards; `url` is the link that says yes. */
export function composeConfirmation(input: ConfirmationRequest): OutgoingMail {
  const words = WORDS[input.language];
  return composeMail(input, {
    subject: words.confirmSubject,
    lines: [words.confirm(oneLine(input.requestedBy, 120))],
    link: words.openConfirm,
  });
}

export type LeavingNotice = Notice & { forwardsUntil: Date; erasedAt: Date; timeZone: string };

/** Says that the app is no longer connected, until when forwards go on, when all is erased, and how to come back. */
export function composeLeaving(input: LeavingNotice): OutgoingMail {
  const words = WORDS[input.language];
  const dates = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone: input.timeZone });
  return composeMail(input, {
    subject: words.leftSubject,
    lines: [words.left, words.leftUntil(dates.format(input.forwardsUntil), dates.format(input.erasedAt))],
    link: words.connectAgain,
  });
}

type Content = { subject: string; lines: string[]; link: string; also?: { label: string; url: string } };

export function composeMail(notice: Notice, content: Content): OutgoingMail {
  const paragraphs = content.lines.map((line) => `<p>${escapeHtml(line)}</p>`);
  const links = [{ label: content.link, url: notice.url }, ...(content.also ? [content.also] : [])];
  return {
    from: { name: 'Reply Tracking', address: notice.sender },
    to: notice.to,
    replyTo: [],
    subject: oneLine(content.subject),
    text: `${content.lines.join('\n\n')}\n\n${links.map(({ label, url }) => `${label}: ${url}\n`).join('')}`,
    html: [
      ...paragraphs,
      ...links.map(({ label, url }) => `<p><a href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>`),
    ].join('\n'),
    headers: { 'Message-ID': `<${notice.messageId}>`, ...automaticHeaders(notice.loopHeader) },
    attachments: [],
    linked: [],
  };
}
