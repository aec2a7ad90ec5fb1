import { expect, test } from 'vitest';
import { addressList, readAddressList } from '../../../lib/mail/outgoing/address-list.ts';
import { placeholdersIn } from '../../../lib/mail/outgoing/merge-fields.ts';
import { quotedBelow } from '../../../lib/mail/outgoing/quoted-below.ts';
import { senderName } from '../../../lib/mail/outgoing/sender-name.ts';

test.each([
  ['Ana Souza', 'ana.souza@vendas.example', 'Ana Souza'],
  ['Ana', 'ana@vendas.example', 'Ana'],
  ['ana', 'ana@vendas.example', ''],
  ['ana.souza', 'ana.souza@vendas.example', ''],
  ['ana.souza@vendas.example', 'ana.souza@vendas.example', ''],
  ['ANA.SOUZA@VENDAS.EXAMPLE', 'ana.souza@vendas.example', ''],
  ['other@login.example', 'ana.souza@vendas.example', ''],
  ['', 'ana.souza@vendas.example', ''],
])('%j of %s is shown as %j', (name, address, shown) => {
  expect(senderName({ name, address })).toBe(shown);
});

test('mailboxes are read as people write them, and a broken one is seen', () => {
  const line = 'Petra Vos <petra@kunde.example>; max@kunde.example,\nPETRA@kunde.example';
  expect(addressList(readAddressList(line)!)).toBe('Petra Vos <petra@kunde.example>, max@kunde.example');
  expect(readAddressList('')).toEqual([]);
  for (const broken of ['petra', 'petra@', 'petra@kunde', '<petra@kunde.example', 'a b@kunde.example']) {
    expect(readAddressList(broken), broken).toBeNull();
  }
});

test('what looks like a placeholder is found, and braces of prose are not', () => {
  expect(placeholdersIn('Hi {{ contact.firstname }} and {% if x %}')).toEqual([
    '{{ contact.firstname }}',
    '{% if x %}',
  ]);
  expect(placeholdersIn('Hi {John}, 50 % {of} it')).toEqual([]);
});

test('what is answered stands below, as mail programs quote it', () => {
  const answered = { author: { name: 'John Carter' }, at: new Date('2026-11-26T15:30:00Z'), text: 'One\n\nTwo\n' };
  expect(quotedBelow(answered, { language: 'pt', timeZone: 'America/Sao_Paulo' })).toBe(
    'Em 26 de nov. de 2026, 12:30, John Carter escreveu:\n> One\n>\n> Two',
  );
});
