import type { MailAddress } from '../types.ts';
import { displayName } from './mail.ts';

/**
 * The name that a mail of a rep carries; empty where what stands for it is a login, the address or its first part, which
 * says nothing to a customer. Their mail program then shows the address alone.
 */
export function senderName({ name, address }: MailAddress): string {
  const given = displayName(name);
  const login = address.split('@')[0]!.toLowerCase();
  const isLogin = name.includes('@') || [login, address.toLowerCase()].includes(given.toLowerCase());
  // A first name alone may be the login too: "Ana" of ana@… is a name.
  return isLogin && !/^\p{Lu}\p{Ll}+$/u.test(given) ? '' : given;
}
