import { AT, BEFORE, escapeRegExp, PLUS, TAIL, TOKEN } from './reply-address-forms.ts';

/** True for an address that `redactTokens` masked: nobody's mailbox. */
export const isMaskedAddress = (address: string): boolean => address.includes('+…');

/**
 * A text with the tokens of our reply addresses masked, in every form they take in headers, bodies and quotes:
 * `reply+…@reply.example.com`. Masked text holds no address that a reader could write to.
 */
export function redactTokens(text: string, replyDomain: string): string {
  const domain = escapeRegExp(replyDomain);
  const sure = '(?:\\+|%(?:25)?2b|=2b|&#43;|&#x2b;|&plus;)';
  const forms = new RegExp(
    `(${BEFORE}reply)(?:(${sure})${TOKEN}(?![0-9a-z])|${PLUS}${TOKEN}(?=${TAIL}"?\\s?${AT}\\s?${domain}|=${domain}))`,
    'gi',
  );
  return text.replace(forms, '$1+…');
}
