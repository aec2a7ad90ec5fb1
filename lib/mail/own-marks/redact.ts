import { AT, BEFORE, escapeRegExp, PLUS, TAIL, TOKEN } from './reply-address-forms.ts';
import { SPLIT_ADDRESS, splitDomain } from './split-address.ts';

/** True for an address that `redactTokens` masked: nobody's mailbox. */
export const isMaskedAddress = (address: string): boolean => address.includes('+…');

/**
 * A text with the tokens of our reply addresses masked, in every form they take in headers, bodies and quotes:
 * `reply+…@reply.example.com`. Masked text holds no address that a reader could write to.
 */
export function redactTokens(text: string, replyDomain: string, mask = '…'): string {
  return text.replace(formsOf(replyDomain), (found) => {
    // A tag that stood inside keeps its partner outside.
    const tags = found.match(/<[^<>]*>/g) ?? [];
    return `reply+${mask}${tags.join('')}`;
  });
}

/** In quoted-printable an `=3D` may stand before the address: its D is no letter of a longer name. */
const START = `(?:${BEFORE}|(?<==3d))`;

const formsOf = remembered((replyDomain: string) => {
  const domain = escapeRegExp(replyDomain);
  // Where the plus got lost, only the domain tells our address from a word.
  const withoutPlus = `reply${PLUS}${TOKEN}(?=${TAIL}"?\\s?${AT}\\s?${domain}|=${domain})`;
  // A letter stands in front of it in JSON (`\nreply+…`) and behind an escape that nobody decoded; it is ours all the same.
  const behindLetter = `${SPLIT_ADDRESS}(?=${splitDomain(replyDomain)})`;
  return new RegExp(`${START}(?:${SPLIT_ADDRESS}|${withoutPlus})|${behindLetter}`, 'gi');
});

/** A process has one reply domain, and its expression is long. */
function remembered(make: (key: string) => RegExp): (key: string) => RegExp {
  const made = new Map<string, RegExp>();
  return (key) => {
    const found = made.get(key) ?? make(key);
    if (made.size < 10) made.set(key, found);
    return found;
  };
}
