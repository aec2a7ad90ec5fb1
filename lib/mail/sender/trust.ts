import { domainOf, isCompanyDomain, isSameOrganization, sameAddress } from '../addresses.ts';
import type { MailAddress, Trust, TrustVerdict } from '../types.ts';
import { type Alignment, type AuthenticationFacts, align } from './authentication.ts';

export type TrustInput = AuthenticationFacts & {
  from: MailAddress | null;
  /** The contact's addresses, and senders that a person accepted. */
  knownAddresses: string[];
  /** The mail names, in In-Reply-To or References, the signed Message-ID of one that we sent to this contact. */
  possession: boolean;
  /** Domains of the contact's company beyond those of its addresses. */
  companyDomains?: string[];
};

type Claim = 'contact' | 'company' | 'stranger';

/**
 * How far the sender of a mail is who From says. `verified`: an address of the contact, proven. `known`: an address of
 * the contact that holds a mail of ours, though nothing proves it. `colleague`: another address of the company's own
 * domain, proven. `unproven`: claims to be one of these. `failed`: claims it, and the domain says it is not. `unknown`:
 * anybody else.
 */
export function judgeTrust(input: TrustInput): TrustVerdict {
  const address = input.from?.address ?? '';
  const domain = domainOf(address);
  if (domain === '') return { trust: 'unknown', authenticatedDomain: null, evidence: ['no address in From'] };
  const alignment = align(address, input);
  const claim = claimOf(address, domain, input);
  return {
    trust: trustOf(claim, alignment, input.possession),
    authenticatedDomain: alignment.authenticatedDomain,
    evidence: [
      ...alignment.evidence,
      ...(input.possession ? ['answers a mail that we sent to this contact'] : []),
      CLAIMS[claim],
    ],
  };
}

const CLAIMS: Record<Claim, string> = {
  contact: 'From is an address of the contact',
  company: "From is at the contact's domain",
  stranger: 'From is no address of the contact or its company',
};

function trustOf(claim: Claim, { authenticatedDomain, spfFailed }: Alignment, possession: boolean): Trust {
  if (claim === 'stranger') return 'unknown';
  if (authenticatedDomain !== null) return claim === 'contact' ? 'verified' : 'colleague';
  if (spfFailed) return possession ? 'unproven' : 'failed';
  return claim === 'contact' && possession ? 'known' : 'unproven';
}

function claimOf(address: string, domain: string, { knownAddresses, companyDomains = [] }: TrustInput): Claim {
  if (knownAddresses.some((known) => sameAddress(known, address))) return 'contact';
  const domains = [...knownAddresses, ...companyDomains.map((name) => `@${name}`)].map(domainOf);
  const isCompany = isCompanyDomain(domain) && domains.some((known) => isSameOrganization(known, domain));
  return isCompany ? 'company' : 'stranger';
}
