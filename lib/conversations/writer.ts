import type { Queryable } from '../database/types.ts';
import { domainOf, isCompanyDomain, isSameOrganization, sameAddress } from '../mail/addresses.ts';
import { type AuthenticationFacts, align } from '../mail/sender/authentication.ts';
import type { MailAddress } from '../mail/types.ts';
import type { Rep } from '../portals/rep.ts';
import { findReps, repDomains } from '../portals/rep-addresses.ts';
import type { Audience } from './audience.ts';

/**
 * Who wrote a mail, seen from our side: `rep`, one of the portal's people and proven to be. `claimed`: says to be one of
 * them, or writes from a company domain where one of them does, which a page asks about. `other`: anybody else.
 */
export type Writer = { is: 'rep' | 'claimed'; rep: Rep } | { is: 'other' };

export type WriterFacts = AuthenticationFacts & { from: MailAddress | null };

export async function identifyWriter(sql: Queryable, audience: Audience, facts: WriterFacts): Promise<Writer> {
  const address = facts.from?.address ?? '';
  if (address === '') return { is: 'other' };
  const rep = await repOf(sql, audience, address);
  if (rep) return { is: align(address, facts).authenticatedDomain === null ? 'claimed' : 'rep', rep };
  return (await isColleague(sql, audience, address)) ? { is: 'claimed', rep: audience.token.sentBy } : { is: 'other' };
}

/** The person that an address of ours stands for; a forward address is a second one of whoever sent the mail. */
async function repOf(sql: Queryable, { portal, token, repAddresses }: Audience, address: string): Promise<Rep | null> {
  if (sameAddress(token.sentBy.address, address)) return token.sentBy;
  const [found] = await findReps(sql, { portalId: portal.portalId, addresses: [address] });
  if (found) return found.rep;
  return repAddresses.some((known) => sameAddress(known, address)) ? token.sentBy : null;
}

async function isColleague(sql: Queryable, { portal, repAddresses }: Audience, address: string): Promise<boolean> {
  const domain = domainOf(address);
  if (!isCompanyDomain(domain)) return false;
  const domains = [...repAddresses.map(domainOf), ...(await repDomains(sql, portal.portalId))];
  return domains.some((known) => isSameOrganization(known, domain));
}
