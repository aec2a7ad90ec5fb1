import type { Keyring } from '../keyring.ts';
import { quotedBelow } from '../mail/outgoing/quoted-below.ts';
import type { Portal } from '../portals/portals.ts';
import { openBody } from './message-bodies.ts';
import type { Message } from './messages.ts';

/** What an answer from the composer has below: the answered reply's own words, without what it quotes itself. */
export function quoteAnswered(
  answered: Message,
  portal: Pick<Portal, 'settings' | 'timeZone'>,
  keyring: Keyring,
): string {
  const { new: own, full } = openBody(answered, keyring);
  const { language } = portal.settings;
  const quoted = { author: answered.author, at: answered.occurredAt, text: own || full };
  return quotedBelow(quoted, { language, timeZone: portal.timeZone });
}
