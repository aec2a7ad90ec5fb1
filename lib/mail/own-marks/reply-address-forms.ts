/** The forms that mail programs and gateways give our reply addresses, as sources for regular expressions (flag `i`). */

/** Crockford's base32 with the letters that readers and OCR mix up: i and l stand for 1, o for 0; u is no digit. */
export const TOKEN = '[0-9a-tv-z]{16}';
/** `+`, as mailto links and quoted-printable write it, as a space where a `+` was form-decoded, or nothing. */
export const PLUS = '(?:\\+|%(?:25)?2b|=2b|&#43;|&#x2b;|&plus;|[ _])?';
export const AT = '(?:@|%(?:25)?40|=40|&#64;|&#x40;)';
/** A sub-tag or the timestamp of a rewriting gateway behind the token. */
export const TAIL = '(?:[+=/._-][^@\\s<>,;"]{0,64})?';
/** What may stand before `reply`: nothing, or the separators of prvs=, SRS0=…= and quoted or bracketed forms. */
export const BEFORE = '(?<![a-z0-9])';

export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&');
}
