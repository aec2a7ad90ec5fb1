import { domainOf, registrableDomain } from '../addresses.ts';

/** What SendGrid's Inbound Parse says about the sender; an Authentication-Results line in the mail is the sender's own word. */
export type AuthenticationFacts = { envelopeFrom: string; spf: string | null; dkim: string | null };

export type DkimResult = { domain: string; result: string };

/** What SPF and DKIM say about the domain in From. */
export type Alignment = {
  /** The proven domain, as SPF or DKIM named it; null where nothing aligned passed. */
  authenticatedDomain: string | null;
  /** Nothing aligned passed, and SPF or a signature of From's domain failed. */
  failed: boolean;
  evidence: string[];
};

/** More signatures than any mail carries. */
const SIGNATURES_READ = 20;

/**
 * SendGrid's dkim field: `{@acme.example : pass}`, several in one group or in repeated groups, an identity (`i=`) with
 * or without a local part, `none` where unsigned. Not JSON.
 */
export function parseDkim(field: string | null): DkimResult[] {
  return (field ?? '')
    .slice(0, 10_000)
    .split(/[{},]/)
    .filter((entry) => entry.includes('@') && entry.includes(':'))
    .slice(0, SIGNATURES_READ)
    .map((entry) => {
      const colon = entry.lastIndexOf(':');
      return {
        domain: domainOf(entry.slice(0, colon).trim()),
        result: entry
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      };
    })
    .filter(({ domain, result }) => domain !== '' && /^[a-z]+$/.test(result));
}

/** Relaxed alignment as DMARC has it (RFC 7489 3.1): the same registrable domain. */
function isAligned(domain: string, fromDomain: string): boolean {
  if (domain === '' || fromDomain === '') return false;
  const organization = registrableDomain(fromDomain);
  return domain === fromDomain || (organization !== null && registrableDomain(domain) === organization);
}

/** Holds SPF (which is about the envelope) and DKIM against From's domain. */
export function align(fromAddress: string, facts: AuthenticationFacts): Alignment {
  const from = domainOf(fromAddress);
  const envelope = domainOf(facts.envelopeFrom);
  const spf =
    (facts.spf ?? 'none')
      .trim()
      .toLowerCase()
      .split(/[\s(;]/)[0] || 'none';
  const signatures = parseDkim(facts.dkim);
  const aligned = signatures.filter(({ domain }) => isAligned(domain, from));
  const signed = aligned.find(({ result }) => result === 'pass');
  const spfAligned = isAligned(envelope, from);
  const sent = spfAligned && spf === 'pass';
  const evidence = [
    `spf ${spf} for ${envelope || 'a null sender'}${spfAligned ? '' : ', not aligned'}`,
    ...(signatures.length === 0
      ? ['dkim none']
      : signatures.map(
          (one) => `dkim ${one.result} for ${one.domain}${isAligned(one.domain, from) ? '' : ', not aligned'}`,
        )),
  ];
  if (signed) return { authenticatedDomain: signed.domain, failed: false, evidence };
  if (sent) return { authenticatedDomain: envelope, failed: false, evidence };
  // A failing SPF counts whatever the envelope says: a forger chooses it. A failing signature of a third party (a list,
  // a mail service) says nothing about From.
  const failed = spf === 'fail' || spf === 'softfail' || aligned.some(({ result }) => result === 'fail');
  return { authenticatedDomain: null, failed, evidence };
}
