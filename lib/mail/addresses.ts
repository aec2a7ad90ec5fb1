import { readFileSync } from 'node:fs';
import { domainToASCII } from 'node:url';
import listed from 'email-providers/all.json' with { type: 'json' };
import { getDomain } from 'tldts';

const added =
  readFileSync(new URL('./sender/freemail-domains.txt', import.meta.url), 'utf8').match(/^[a-z0-9.-]+$/gm) ?? [];
const freemailDomains = new Set([...listed, ...added]);
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
 * The domain under which an organisation registers its names: `mail.acme.co.uk` → `acme.co.uk`. After the Public Suffix
 * List with its private part, as DMARC wants it (RFC 7489 3.2), so two tenants of one hoster are two organisations.
 */
export function registrableDomain(domain: string): string | null {
  return getDomain(domain, { allowPrivateDomains: true });
}

/** Whether anybody can get an address there, so that the domain says nothing about who the sender works for. */
export function isFreemail(domain: string): boolean {
  const host = domain.toLowerCase();
  const registrable = registrableDomain(host);
  return freemailDomains.has(host) || (registrable !== null && freemailDomains.has(registrable));
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
