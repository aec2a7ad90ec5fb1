import type { Language } from '../../../language.ts';
import { sameAddress } from '../../addresses.ts';
import { redactTokens } from '../../own-marks/redact.ts';
import type { MailAddress, MailAttachment } from '../../types.ts';
import { oneLine } from '../mail.ts';
import type { Words } from '../words.ts';
import type { ForwardedMail, ForwardInput } from './input.ts';

/** What the words of a forward are made of; its files are no part of that. */
type Shown = Omit<ForwardInput, 'mail' | 'linkTo'> & { mail: Omit<ForwardedMail<MailAttachment>, 'attachments'> };

export function notesOf(
  { mail, trust, kind, fullyRead, trackedAddress }: Shown,
  words: Words,
  customer: MailAddress | null,
): string[] {
  const address = oneLine(mail.from?.address ?? '', 254);
  const sender = {
    verified: words.authenticated(trust.authenticatedDomain ?? ''),
    known: words.notAuthenticated,
    colleague: [
      words.colleague(address),
      trust.authenticatedDomain ? words.authenticated(trust.authenticatedDomain) : words.notAuthenticated,
    ].join('. '),
    unproven: words.unprovenSender(address),
    unknown: words.unknownSender(address),
    failed: words.failed,
  }[trust.trust];
  const other = mail.replyTo.find(
    (asked) => customer !== null && asked.address.includes('@') && !sameAddress(asked.address, customer.address),
  );
  return [
    sender,
    ...(fullyRead ? [] : [words.notFullyRead]),
    ...(kind === 'human' ? [] : [words.machine]),
    ...(customer ? [[words.replyTo(customer.address), ...(trackedAddress ? [words.tracked] : [])].join(' ')] : []),
    ...(other ? [words.asksForOther(oneLine(other.address, 254))] : []),
  ];
}

export function fieldsOf({ mail, language, timeZone, replyDomain }: Shown, words: Words): [string, string][] {
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

export function megabytes(bytes: number, language: Language): string {
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 1024 / 1024)} MB`;
}
