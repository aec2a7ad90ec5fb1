import { readFileSync } from 'node:fs';
import { domainToASCII } from 'node:url';
import listed from 'email-providers/all.json' with { type: 'json' };
import { getDomain } from 'tldts';

const domainsIn = (file: string): string[] =>
  readFileSync(new URL(`./sender/${file}`, import.meta.url), 'utf8').match(/^[a-z0-9.-]+$/gm) ?? [];
const sharedHosts = new Set(domainsIn('shared-hosts.txt'));
const freemailDomains = new Set([...listed, ...domainsIn('freemail-domains.txt')]);
/** Reserved for documentation (RFC 2606), and yet in some lists. */
for (const reserved of ['example.com', 'example.net', 'example.org']) freemailDomains.delete(reserved);

/** The domain of an address in lower-case ASCII (IDNA), without a trailing dot; empty where there is none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return '';
  const domain = address
    .slice(at + 1, at + 300)
    .trim()
    .replace(/[>.\s]+$/, '');
  return domainToASCII(domain) || domain.toLowerCase();
}

/**
 * Whose name a domain is: `mail.acme.co.uk` → `acme.co.uk`. After the Public Suffix List with its private section, as
 * DMARC wants it (RFC 7489 3.2), so two tenants of one hoster are two organizations; below a shared host that the list
 * lacks each name stands for itself. Null where there is none, as for a public suffix.
 */
export function organizationOf(domain: string): string | null {
  const registered = getDomain(domain, { allowPrivateDomains: true });
  return registered !== null && sharedHosts.has(registered) ? domain.toLowerCase() : registered;
}

/** Whether two domains are one organization's: relaxed alignment as DMARC has it (RFC 7489 3.1). */
export function isSameOrganization(one: string, other: string): boolean {
  if (one === '' || other === '') return false;
  return one === other || (organizationOf(one) !== null && organizationOf(one) === organizationOf(other));
}

/** Whether anybody can get an address there, so that the domain says nothing about who the sender works for. */
export function isFreemail(domain: string): boolean {
  const host = domain.toLowerCase();
  const organization = organizationOf(host);
  return freemailDomains.has(host) || (organization !== null && freemailDomains.has(organization));
}

/** Whether a domain can be a company's own: no freemail service, no shared host, no public suffix. */
export function isCompanyDomain(domain: string): boolean {
  return organizationOf(domain) !== null && !isFreemail(domain) && !sharedHosts.has(domain.toLowerCase());
}

/** Domains of Google that are one mailbox, in which dots do not count. */
const GMAIL = new Set(['gmail.com', 'googlemail.com']);

/** The mailbox behind an address: lower case, sub-address cut (`max+news@` is `max@`, RFC 5233), quotes removed. */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 1) return address.trim().toLowerCase();
  const domain = domainOf(address);
  const local = address
    .slice(0, at)
    .trim()
    .replace(/^<|^"|"$/g, '')
    .toLowerCase();
  const base = local.replace(/(?<=.)\+.*$/s, '');
  return GMAIL.has(domain) ? `${base.replaceAll('.', '')}@gmail.com` : `${base}@${domain}`;
}

/** Whether two addresses lead to one mailbox. */
export function sameAddress(a: string, b: string): boolean {
  return a !== '' && mailboxOf(a) === mailboxOf(b);
}
