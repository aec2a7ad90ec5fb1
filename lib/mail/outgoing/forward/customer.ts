import { domainOf, isCompanyDomain, isSameOrganization, sameAddress } from '../../addresses.ts';
import type { IncomingMail, MailAddress } from '../../types.ts';
import { displayName, oneLine } from '../mail.ts';
import type { Words } from '../words.ts';

/** `Max Muster (acme.example)`: the name is the sender's word, the domain is where the mail claims to come from. */
export function nameOf(from: MailAddress | null, words: Words): string {
  if (!from?.address) return words.unknownName;
  const domain = domainOf(from.address);
  const name = displayName(from.name) || displayName(from.address.split('@')[0]!);
  return domain === '' ? name : `${name} (${domain})`;
}

/**
 * Where an answer goes: From, or a Reply-To of the same company. A foreign Reply-To, or another mailbox where anybody
 * can get one, is shown but not followed: it would send the rep's answer to whoever wrote the header.
 */
export function answerTo({ from, replyTo }: Pick<IncomingMail, 'from' | 'replyTo'>): MailAddress | null {
  const asked = replyTo.find(({ address }) => address.includes('@'));
  const usable = from?.address.includes('@') ? from : null;
  const chosen = asked && (usable === null || isSameCompany(asked.address, usable.address)) ? asked : usable;
  return chosen && { name: displayName(chosen.name), address: oneLine(chosen.address, 254) };
}

function isSameCompany(a: string, b: string): boolean {
  const [one, other] = [domainOf(a), domainOf(b)];
  return sameAddress(a, b) || (isCompanyDomain(one) && isCompanyDomain(other) && isSameOrganization(one, other));
}
