import { domainOf, isFreemail, registrableDomain, sameAddress } from '../addresses.ts';
import type { MailAddress, TrustVerdict } from '../types.ts';
import { type AuthenticationFacts, align } from './authentication.ts';

export type TrustInput = AuthenticationFacts & {
  from: MailAddress | null;
  /** The contact's addresses, and senders that a person accepted. */
  knownAddresses: string[];
  /** Domains of the contact's company beyond those of its addresses. */
  companyDomains?: string[];
};

/**
 * How far the sender of a mail is who From says. `verified`: an address of the contact, proven. `known`: an address of
 * the contact, neither proven nor refuted. `colleague`: another address of the company's domain, not refuted; never one
 * where anybody gets an address. `failed`: claims to be one of these and is refuted. `unknown`: anybody else.
 */
export function judgeTrust(input: TrustInput): TrustVerdict {
  const address = input.from?.address ?? '';
  const domain = domainOf(address);
  if (domain === '') return { trust: 'unknown', authenticatedDomain: null, evidence: ['no address in From'] };

  const { authenticatedDomain, failed, evidence } = align(address, input);
  const isContact = input.knownAddresses.some((known) => sameAddress(known, address));
  const isColleague = !isContact && isOfCompany(domain, input);
  if ((isContact || isColleague) && failed) return { trust: 'failed', authenticatedDomain: null, evidence };
  if (isContact) {
    const trust = authenticatedDomain === null ? 'known' : 'verified';
    return { trust, authenticatedDomain, evidence: [...evidence, 'From is an address of the contact'] };
  }
  if (isColleague) {
    return { trust: 'colleague', authenticatedDomain, evidence: [...evidence, `From is at the contact's domain`] };
  }
  return {
    trust: 'unknown',
    authenticatedDomain,
    evidence: [...evidence, 'From is no address of the contact or its company'],
  };
}

/**
 * Whether the mail is the rep's own answer: written from one of the rep's addresses and proven to be. A forged one is
 * no answer, since it would close the conversation.
 */
export function isRep(input: AuthenticationFacts & { from: MailAddress | null; repAddresses: string[] }): boolean {
  const address = input.from?.address ?? '';
  if (!input.repAddresses.some((rep) => sameAddress(rep, address))) return false;
  return align(address, input).authenticatedDomain !== null;
}

function isOfCompany(domain: string, { knownAddresses, companyDomains = [] }: TrustInput): boolean {
  const organization = registrableDomain(domain);
  if (organization === null || isFreemail(domain)) return false;
  const domains = [...knownAddresses.map(domainOf), ...companyDomains.map((name) => domainOf(`@${name}`))];
  return domains.some((known) => known !== '' && registrableDomain(known) === organization && !isFreemail(known));
}
