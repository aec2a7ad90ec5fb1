import { describe, expect, test } from 'vitest';
import { isFreemail, mailboxOf, registrableDomain, sameAddress } from '../../../lib/mail/addresses.ts';
import { parseDkim } from '../../../lib/mail/sender/authentication.ts';
import { isRep, judgeTrust, type TrustInput } from '../../../lib/mail/sender/trust.ts';
import type { Trust } from '../../../lib/mail/types.ts';

const CONTACT = { name: 'Max', address: 'max@acme.example' };
const trust = (over: Partial<TrustInput>) =>
  judgeTrust({
    from: CONTACT,
    envelopeFrom: 'max@acme.example',
    spf: 'none',
    dkim: 'none',
    knownAddresses: ['max@acme.example'],
    ...over,
  });
const from = (address: string) => ({ from: { name: 'X', address }, envelopeFrom: address });

const TABLE: [what: string, Trust, Partial<TrustInput>][] = [
  ['SPF aligned', 'verified', { spf: 'pass' }],
  ['DKIM aligned', 'verified', { dkim: '{@acme.example : pass}' }],
  ['DKIM of a subdomain', 'verified', { dkim: '{@mail.acme.example : pass}' }],
  ['SPF of a subdomain', 'verified', { spf: 'pass', envelopeFrom: 'bounce@eu.mail.acme.example' }],
  ['DKIM passes although SPF fails, as when forwarded', 'verified', { spf: 'fail', dkim: '{@acme.example : pass}' }],
  [
    'SPF passes although DKIM fails, as through a list footer',
    'verified',
    { spf: 'pass', dkim: '{@acme.example : fail}' },
  ],
  ['one of several signatures', 'verified', { dkim: '{@esp.example : temperror, @acme.example : pass}' }],
  ['repeated groups', 'verified', { dkim: '{@esp.example : pass}{@acme.example : pass}' }],
  ['an identity with a local part', 'verified', { dkim: '{testing=esp.example@acme.example : pass}' }],
  ['upper case everywhere', 'verified', { ...from('MAX@ACME.EXAMPLE'), spf: 'PASS' }],
  ['a sub-address of the contact', 'verified', { ...from('max+crm@acme.example'), spf: 'pass' }],
  [
    'a second address of the contact',
    'verified',
    { ...from('m.muster@other.example'), spf: 'pass', knownAddresses: ['max@acme.example', 'm.muster@other.example'] },
  ],
  [
    'dots in a Gmail address',
    'verified',
    { ...from('m.a.x@gmail.com'), spf: 'pass', knownAddresses: ['max@googlemail.com'] },
  ],
  [
    'an internationalised domain',
    'verified',
    { ...from('max@müller.example'), spf: 'pass', knownAddresses: ['max@xn--mller-kva.example'] },
  ],
  ['nothing checked', 'known', {}],
  ['nothing said', 'known', { spf: null, dkim: null }],
  ['SPF neutral', 'known', { spf: 'neutral' }],
  ['DNS failed', 'known', { spf: 'temperror', dkim: '{@acme.example : temperror}' }],
  ['only a mail service signed', 'known', { spf: 'none', dkim: '{@esp.example : pass}' }],
  ['the broken signature of a third party', 'known', { dkim: '{@esp.example : fail}' }],
  ['a colleague', 'colleague', { ...from('eva@acme.example'), spf: 'pass' }],
  ['a colleague of whom nothing is known', 'colleague', from('eva@acme.example')],
  ['a colleague in another office', 'colleague', { ...from('eva@uk.acme.example'), spf: 'pass' }],
  [
    'a colleague at another domain of the company',
    'colleague',
    { ...from('eva@acme-group.example'), spf: 'pass', companyDomains: ['acme-group.example'] },
  ],
  ['a forged contact: SPF fails', 'failed', { spf: 'fail' }],
  ['a forged contact: SPF soft fail', 'failed', { spf: 'softfail' }],
  ['a forged contact: bad signature', 'failed', { dkim: '{@acme.example : fail}' }],
  ['a forged contact from a server whose own SPF fails', 'failed', { spf: 'fail', envelopeFrom: 'x@evil.example' }],
  ['a forged colleague', 'failed', { ...from('boss@acme.example'), spf: 'fail' }],
  ['a stranger', 'unknown', { ...from('eve@evil.example'), spf: 'pass', dkim: '{@evil.example : pass}' }],
  ['a stranger whose check fails', 'unknown', { ...from('eve@evil.example'), spf: 'fail' }],
  [
    'a stranger with the contact as name',
    'unknown',
    { from: { name: 'max@acme.example', address: 'eve@evil.example' }, envelopeFrom: 'eve@evil.example', spf: 'pass' },
  ],
  [
    'another mailbox at a freemail service',
    'unknown',
    { ...from('eve@gmail.com'), spf: 'pass', knownAddresses: ['max@gmail.com'] },
  ],
  [
    'another mailbox at a freemail service that is noted as company',
    'unknown',
    { ...from('eve@web.de'), spf: 'pass', knownAddresses: ['max@web.de'], companyDomains: ['web.de'] },
  ],
  [
    'a neighbour under one public suffix',
    'unknown',
    { ...from('eve@evil.co.uk'), spf: 'pass', knownAddresses: ['max@acme.co.uk'] },
  ],
  [
    'a neighbour at one hoster',
    'unknown',
    { ...from('eve@evil.github.io'), spf: 'pass', knownAddresses: ['max@acme.github.io'] },
  ],
  ['a domain that ends alike', 'unknown', { ...from('eve@notacme.example'), spf: 'pass' }],
  ['the domain as a subdomain of a stranger', 'unknown', { ...from('max@acme.example.evil.example'), spf: 'pass' }],
  ['no From', 'unknown', { from: null, spf: 'pass' }],
  ['an empty From', 'unknown', { from: { name: 'Max', address: '' }, spf: 'pass' }],
  ['a contact without address', 'unknown', { knownAddresses: [], spf: 'pass' }],
];

test.each(TABLE)('%s → %s', (_what, expected, over) => {
  const verdict = trust(over);
  expect(verdict.trust).toBe(expected);
  expect(verdict.evidence.length).toBeGreaterThan(0);
  if (expected === 'failed' || expected === 'known') expect(verdict.authenticatedDomain).toBeNull();
  if (expected === 'verified') expect(verdict.authenticatedDomain).not.toBeNull();
});

test("a pass for another domain proves nothing about From's", () => {
  expect(
    trust({
      ...from('max@acme.example'),
      envelopeFrom: 'eve@evil.example',
      spf: 'pass',
      dkim: '{@evil.example : pass}',
    }),
  ).toMatchObject({ authenticatedDomain: null });
});

describe("SendGrid's dkim field", () => {
  test.each<[string | null, [string, string][]]>([
    ['{@gmail.com : pass}', [['gmail.com', 'pass']]],
    [
      '{@company.com : pass, @sendgrid.com : temperror}',
      [
        ['company.com', 'pass'],
        ['sendgrid.com', 'temperror'],
      ],
    ],
    [
      '{@email.sendgrid.com : pass, testing=sendgrid.net@sendgrid.me : pass}',
      [
        ['email.sendgrid.com', 'pass'],
        ['sendgrid.me', 'pass'],
      ],
    ],
    [
      '{@a.example : pass}{@b.example : fail}',
      [
        ['a.example', 'pass'],
        ['b.example', 'fail'],
      ],
    ],
    ['{@A.Example:PASS}', [['a.example', 'pass']]],
    ['none', []],
    ['', []],
    [null, []],
    ['{}', []],
    ['{@acme.example}', []],
    ['{"@acme.example": "pass"}', []],
    [`{${'@'.repeat(50_000)}`, []],
  ])('%s', (field, expected) =>
    expect(parseDkim(field).map(({ domain, result }) => [domain, result])).toEqual(expected),
  );
});

describe("the rep's own answer", () => {
  const rep = {
    from: { name: 'Anna', address: 'anna@seller.example' },
    envelopeFrom: 'anna@seller.example',
    repAddresses: ['anna@seller.example', 'owner@seller.example'],
  };
  test.each([
    ['aligned', true, { ...rep, spf: 'pass', dkim: 'none' }],
    [
      'a sub-address',
      true,
      { ...rep, from: { name: '', address: 'Anna+x@seller.example' }, spf: 'pass', dkim: 'none' },
    ],
    ['nothing proven', false, { ...rep, spf: 'none', dkim: 'none' }],
    ['forged', false, { ...rep, spf: 'fail', dkim: 'none' }],
    [
      'proven for another domain',
      false,
      { ...rep, envelopeFrom: 'eve@evil.example', spf: 'pass', dkim: '{@evil.example : pass}' },
    ],
    ['a customer', false, { ...rep, from: CONTACT, envelopeFrom: CONTACT.address, spf: 'pass', dkim: 'none' }],
    ['nobody', false, { ...rep, from: null, spf: 'pass', dkim: 'none' }],
  ])('%s', (_name, expected, input) => expect(isRep(input)).toBe(expected));
});

describe('addresses', () => {
  test.each([
    ['max@acme.example', 'MAX@Acme.Example'],
    ['max@acme.example', 'max+tag@acme.example.'],
    ['"max"@acme.example', 'max@acme.example'],
    ['max.muster@gmail.com', 'maxmuster@googlemail.com'],
  ])('%s is %s', (a, b) => expect(sameAddress(a, b)).toBe(true));
  test.each([
    ['max@acme.example', 'max@acme.co'],
    ['max.muster@acme.example', 'maxmuster@acme.example'],
    ['+x@acme.example', '@acme.example'],
    ['', ''],
  ])('%s is not %s', (a, b) => expect(sameAddress(a, b)).toBe(false));

  test('a plus in front is no sub-address', () => expect(mailboxOf('+x@acme.example')).toBe('+x@acme.example'));
  test.each([
    'gmail.com',
    'hotmail.co.uk',
    'yahoo.com.br',
    'uol.com.br',
    'web.de',
    'gmx.net',
    'tutanota.com',
    'posteo.de',
    'mail.ru',
    'qq.com',
    'naver.com',
    'seznam.cz',
    'wp.pl',
    'libero.it',
    'orange.fr',
    'icloud.com',
    'proton.me',
  ])('%s is freemail', (domain) => expect(isFreemail(domain)).toBe(true));
  test.each(['acme.example', 'example.com', 'hubspot.com', 'siemens.com', 'mail.acme.example', ''])(
    '%s is none',
    (domain) => expect(isFreemail(domain)).toBe(false),
  );
  test('registrable domains', () => {
    expect(registrableDomain('a.b.acme.co.uk')).toBe('acme.co.uk');
    expect(registrableDomain('co.uk')).toBeNull();
    expect(registrableDomain('192.0.2.1')).toBeNull();
  });
});
