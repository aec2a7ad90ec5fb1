import type { MailAddress } from '../types.ts';
import { displayName } from './mail.ts';

/** `John Carter <john@northwind.example>`, as a person reads and writes it. */
export function addressLine({ name, address }: MailAddress): string {
  const given = displayName(name);
  return given && given !== address ? `${given} <${address}>` : address;
}

export const addressList = (people: MailAddress[]): string => people.map(addressLine).join(', ');

const ADDRESS = /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,189}\.[^\s@<>,;".]{2,63}$/;

/** The mailboxes of a line that a person wrote, separated by commas, semicolons or lines; null where one is none. */
export function readAddressList(line: string): MailAddress[] | null {
  const parts = line.split(/[,;\n]/).map((part) => part.trim());
  const people: MailAddress[] = [];
  for (const part of parts.filter(Boolean)) {
    const [, name = '', inside = ''] = /^([^<>]{0,200})<([^<>]{1,254})>$/.exec(part) ?? [];
    const address = (inside || part).trim();
    if (!ADDRESS.test(address)) return null;
    if (!people.some((one) => one.address.toLowerCase() === address.toLowerCase()))
      people.push({ name: displayName(name), address });
  }
  return people;
}
