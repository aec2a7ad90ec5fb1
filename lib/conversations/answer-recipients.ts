import { sameAddress } from '../mail/addresses.ts';
import { answerTo } from '../mail/outgoing/forward/customer.ts';
import { displayName, oneLine } from '../mail/outgoing/mail.ts';
import { isMaskedAddress } from '../mail/own-marks/redact.ts';
import type { MailAddress } from '../mail/types.ts';
import { isTrusted, type Message } from './messages.ts';

export const MOST_COPIES = 10;

/** Whom an answer to this reply goes to. */
export const recipientOf = ({ author, recipients }: Message): MailAddress | null =>
  answerTo({ from: { name: author.name, address: author.address ?? '' }, replyTo: recipients.replyTo ?? [] });

/** In copy whom the reply had, where it is trusted; but nobody twice, and none of `others`: our own people. */
export function copiesOf(answered: Message, to: MailAddress, has: MailAddress[], others: string[]): MailAddress[] {
  if (!isTrusted(answered)) return [];
  const cc: MailAddress[] = [];
  for (const one of [...(answered.recipients.to ?? []), ...(answered.recipients.cc ?? [])]) {
    if (!one.address.includes('@') || isMaskedAddress(one.address)) continue;
    if (holds([to, ...cc, ...has], [one.address]) || holds([one], others)) continue;
    cc.push({ name: displayName(one.name), address: oneLine(one.address, 254) });
  }
  return cc.slice(0, MOST_COPIES);
}

export const holds = (people: MailAddress[], addresses: string[]): boolean =>
  people.some(({ address }) => addresses.some((one) => sameAddress(one, address)));

/** The thread as the customer's mailbox knows it. */
export const referencesOf = ({ referenceIds, inReplyTo, messageId }: Message): string[] => [
  ...new Set([...referenceIds, ...inReplyTo, ...(messageId ? [messageId] : [])]),
];
