import { domainOf, registrableDomain, sameAddress } from './addresses.ts';
import { sortAttachments } from './forward/attached.ts';
import { type ForwardBody, renderHtml, renderText } from './forward/body.ts';
import { sanitizeMailHtml } from './forward/sanitize.ts';
import { fill, WORDS, type Words } from './forward/words.ts';
import { automaticHeaders, displayName, type Language, type OutgoingMail, oneLine, threadHeaders } from './outgoing.ts';
import { redactTokens } from './redact.ts';
import type { IncomingMail, MailAddress, MailAttachment, MailKind, TrustVerdict } from './types.ts';

/** What a forward needs of a reply; a stored message has it all. `text` is the full text. */
export type ForwardedMail<A extends MailAttachment> = Pick<
  IncomingMail,
  'from' | 'replyTo' | 'to' | 'cc' | 'subject' | 'date' | 'messageId' | 'inReplyTo' | 'references' | 'html'
> & { text: string; attachments: A[] };

export type ForwardInput<A extends MailAttachment = MailAttachment> = {
  mail: ForwardedMail<A>;
  newText: string;
  kind: MailKind;
  trust: Pick<TrustVerdict, 'trust' | 'authenticatedDomain'>;
  to: MailAddress;
  /** Our address in From, at a domain that SendGrid signs for; never a token address. */
  sender: string;
  /** Our Message-ID for the forward, without brackets. */
  messageId: string;
  /** A fresh token address beside the customer's in Reply-To, where answers are to stay tracked. */
  trackedReplyTo: string | null;
  language: Language;
  /** IANA name, for the date shown. */
  timeZone: string;
  contactUrl: string | null;
  loopHeader: string;
  replyDomain: string;
  /** A link to a file too large to attach. */
  linkTo: (attachment: A) => string;
};

/**
 * The mail that brings a reply to the rep. From is ours, since the customer's would fail DMARC at our servers; the
 * customer stands in its name and in Reply-To, so that an ordinary answer reaches the customer.
 */
export function composeForward<A extends MailAttachment>(input: ForwardInput<A>): OutgoingMail {
  const { mail, trust, loopHeader, messageId } = input;
  const words = WORDS[input.language];
  const customer = answerTo(mail);
  const html = mail.html === null ? null : sanitizeMailHtml(redactTokens(mail.html, input.replyDomain));
  const files = sortAttachments(mail.attachments, html);
  const linked = files.linked.map((file) => ({
    filename: file.filename,
    size: file.content.length,
    url: input.linkTo(file),
  }));
  const body: ForwardBody = {
    warning: trust.trust === 'failed' ? words.failed : null,
    newText: redactTokens(input.newText, input.replyDomain).trim() || words.noText,
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
    fullText: mail.text.trim() === input.newText.trim() ? null : redactTokens(mail.text, input.replyDomain),
    fullHtml: html,
  };
  return {
    from: { name: nameOf(mail.from, words), address: input.sender },
    to: { name: displayName(input.to.name), address: input.to.address },
    replyTo: [
      ...(customer ? [customer] : []),
      ...(input.trackedReplyTo ? [{ name: '', address: input.trackedReplyTo }] : []),
    ],
    subject: oneLine(redactTokens(mail.subject, input.replyDomain)) || words.noSubject,
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

/** What the words of a forward are made of; its files are no part of that. */
type Shown = Omit<ForwardInput, 'mail' | 'linkTo'> & { mail: Omit<ForwardedMail<MailAttachment>, 'attachments'> };

/** `Max Muster (acme.example)`: the name is the sender's word, the domain is where the mail claims to come from. */
export function nameOf(from: MailAddress | null, words: Words): string {
  if (!from?.address) return words.unknownName;
  const domain = domainOf(from.address);
  const name = displayName(from.name) || displayName(from.address.split('@')[0]!);
  return domain === '' ? name : `${name} (${domain})`;
}

/**
 * Where an answer goes: From, or a Reply-To of the same organisation. A foreign Reply-To is shown but not followed: it
 * would send the rep's answer to whoever wrote the header.
 */
function answerTo({ from, replyTo }: Pick<IncomingMail, 'from' | 'replyTo'>): MailAddress | null {
  const asked = replyTo.find(({ address }) => address.includes('@'));
  const usable = from?.address.includes('@') ? from : null;
  const chosen = asked && (usable === null || sameOrganisation(asked.address, usable.address)) ? asked : usable;
  return chosen && { name: displayName(chosen.name), address: oneLine(chosen.address, 254) };
}

function sameOrganisation(a: string, b: string): boolean {
  const [one, other] = [domainOf(a), domainOf(b)];
  return one === other || (registrableDomain(one) !== null && registrableDomain(one) === registrableDomain(other));
}

function notesOf({ mail, trust, kind, trackedReplyTo }: Shown, words: Words, customer: MailAddress | null): string[] {
  const address = oneLine(mail.from?.address ?? '', 254);
  const sender = {
    verified: fill(words.authenticated, { domain: trust.authenticatedDomain ?? '' }),
    known: words.notAuthenticated,
    colleague: [
      fill(words.colleague, { address }),
      trust.authenticatedDomain
        ? fill(words.authenticated, { domain: trust.authenticatedDomain })
        : words.notAuthenticated,
    ].join('. '),
    unknown: fill(words.unknownSender, { address }),
    failed: words.failed,
  }[trust.trust];
  const other = mail.replyTo.find(
    (asked) => customer !== null && asked.address.includes('@') && !sameAddress(asked.address, customer.address),
  );
  return [
    sender,
    ...(kind === 'human' ? [] : [words.machine]),
    ...(customer
      ? [[fill(words.replyTo, { address: customer.address }), ...(trackedReplyTo ? [words.tracked] : [])].join(' ')]
      : []),
    ...(other ? [fill(words.otherReplyTo, { address: oneLine(other.address, 254) })] : []),
  ];
}

function fieldsOf({ mail, language, timeZone, replyDomain }: Shown, words: Words): [string, string][] {
  const list = (addresses: MailAddress[]) =>
    oneLine(
      redactTokens(
        addresses
          .slice(0, 50)
          .map(({ name, address }) => (name ? `${name} <${address}>` : address))
          .join(', '),
        replyDomain,
      ),
      2_000,
    );
  const date =
    mail.date &&
    new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long', timeZone }).format(mail.date);
  return [
    [words.from, list(mail.from ? [mail.from] : [])],
    [words.to, list(mail.to)],
    ...(mail.cc.length > 0 ? [[words.cc, list(mail.cc)] as [string, string]] : []),
    ...(date ? [[words.date, date] as [string, string]] : []),
    [words.subject, oneLine(redactTokens(mail.subject, replyDomain))],
  ];
}

function megabytes(bytes: number, language: Language): string {
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 1024 / 1024)} MB`;
}
