import { domainOf, isSameOrganization } from '../addresses.ts';

/** What SendGrid's Inbound Parse says about the sender; an Authentication-Results line in the mail is the sender's own word. */
export type AuthenticationFacts = {
  envelopeFrom: string;
  spf: string | null;
  dkim: string | null;
  /** The mail's DKIM-Signature lines, unfolded: what SendGrid's `dkim` speaks of. */
  signatures: string[];
};

export type DkimResult = { domain: string; result: string };

/** What SPF and DKIM say about the domain in From. */
export type Alignment = {
  /** The proven domain, as SPF or DKIM named it; null where nothing aligned passed. */
  authenticatedDomain: string | null;
  /**
   * SPF says `fail` for From's own organization. Its other results say nothing, and a signature that no longer verifies
   * was broken by a list or a gateway as often as by a forger.
   */
  spfFailed: boolean;
  evidence: string[];
};

/** More signatures than any mail carries. */
const SIGNATURES_READ = 20;
const ENTRY = String.raw`[^\s{},:;"@]*@[a-z0-9.-]+\s*:\s*[a-z]+`;
const GROUP = String.raw`\{\s*${ENTRY}(?:\s*,\s*${ENTRY})*\s*\}`;

/**
 * SendGrid's dkim field: `{@acme.example : pass}`, several in one group or in repeated groups, an identity (`i=`) with
 * or without a local part, `none` where unsigned. Not JSON. A field of any other form says nothing at all: the identity
 * is the signer's own text, and half of it must not be read as somebody else's result.
 */
export function parseDkim(field: string | null): DkimResult[] {
  const text = (field ?? '').slice(0, 10_000).trim();
  if (!new RegExp(`^(?:${GROUP}(?:\\s*,)?\\s*)+$`, 'i').test(text)) return [];
  return [...text.matchAll(/@([a-z0-9.-]+)\s*:\s*([a-z]+)/gi)].slice(0, SIGNATURES_READ).map((match) => ({
    domain: domainOf(`@${match[1]}`),
    result: match[2]!.toLowerCase(),
  }));
}

/**
 * Whether the identity of a signature can be nothing but an identity where SendGrid shows it beside the results. `i=`
 * and `d=` are free text of the signer (RFC 6376 3.5), also in quoted-printable: `i=@acme.example : pass, x@evil.example`.
 */
export function isPlainSignature(line: string): boolean {
  const named = line
    .split(';')
    .map((tag) => /^\s*([a-z]+)\s*=(.*)$/is.exec(tag))
    .filter((tag) => tag !== null && /^[id]$/i.test(tag[1]!));
  const values = named.map((tag) => decodeQuoted(tag![2]!.trim()));
  return named.length <= 2 && values.every((value) => /^(?:[\w.!#$%&'*+/=?^`|~-]*@)?[a-z0-9.-]+$/i.test(value));
}

const decodeQuoted = (text: string): string =>
  text.replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Holds SPF (which is about the envelope) and DKIM against From's domain. */
export function align(fromAddress: string, facts: AuthenticationFacts): Alignment {
  const from = domainOf(fromAddress);
  const envelope = domainOf(facts.envelopeFrom);
  const spf = /^\s*([a-z]+)/i.exec(facts.spf ?? '')?.[1]?.toLowerCase() ?? 'none';
  const spfAligned = isSameOrganization(envelope, from);
  const readable = facts.signatures.every(isPlainSignature);
  const results = readable ? parseDkim(facts.dkim) : [];
  const isAligned = ({ domain }: DkimResult) => isSameOrganization(domain, from);
  const signed = results.find((one) => one.result === 'pass' && isAligned(one));
  const sent = spfAligned && spf === 'pass';
  return {
    authenticatedDomain: signed?.domain ?? (sent ? envelope : null),
    spfFailed: spfAligned && spf === 'fail',
    evidence: [
      `spf ${spf} for ${envelope || 'a null sender'}${spfAligned ? '' : ', not aligned'}`,
      ...(readable ? [] : ['dkim not read: a signature names an identity that could be taken for a result']),
      ...(readable && results.length === 0 ? ['dkim none'] : []),
      ...results.map((one) => `dkim ${one.result} for ${one.domain}${isAligned(one) ? '' : ', not aligned'}`),
    ],
  };
}
