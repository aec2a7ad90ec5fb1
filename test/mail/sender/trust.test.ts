import { describe, expect, test } from 'vitest';
import {
  isCompanyDomain,
  isFreemail,
  isSameOrganization,
  mailboxOf,
  organizationOf,
  sameAddress,
} from '../../../lib/mail/addresses.ts';
import { isPlainSignature, parseDkim } from '../../../lib/mail/sender/authentication.ts';
import { judgeTrust, type TrustInput } from '../../../lib/mail/sender/trust.ts';
import type { Trust } from '../../../lib/mail/types.ts';

const CONTACT = { name: 'Max', address: 'max@acme.example' };
const trust = (over: Partial<TrustInput>) =>
  judgeTrust({
    from: CONTACT,
    envelopeFrom: 'max@acme.example',
    spf: 'none',
    dkim: 'none',
    signatures: [],
    possession: false,
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
  ['nothing checked, but it answers our mail', 'known', { possession: true }],
  ['nothing said, but it answers our mail', 'known', { spf: null, dkim: null, possession: true }],
  ['SPF neutral', 'known', { spf: 'neutral', possession: true }],
  ['SPF softfail says nothing', 'known', { spf: 'softfail', possession: true }],
  ['DNS failed', 'known', { spf: 'temperror', dkim: '{@acme.example : temperror}', possession: true }],
  ['a signature that a list broke', 'known', { dkim: '{@acme.example : fail}', possession: true }],
  ['only a mail service signed', 'known', { dkim: '{@esp.example : pass}', possession: true }],
  ['a null sender whose host fails: an absence note', 'known', { envelopeFrom: '', spf: 'fail', possession: true }],
  ['a colleague', 'colleague', { ...from('eva@acme.example'), spf: 'pass' }],
  ['a colleague by DKIM', 'colleague', { ...from('eva@acme.example'), dkim: '{@acme.example : pass}' }],
  ['a colleague in another office', 'colleague', { ...from('eva@uk.acme.example'), spf: 'pass' }],
  [
    'a colleague at another domain of the company',
    'colleague',
    { ...from('eva@acme-group.example'), spf: 'pass', companyDomains: ['acme-group.example'] },
  ],
  [
    'a colleague at the company’s own name of a shared host',
    'colleague',
    {
      ...from('eva@acme.onmicrosoft.com'),
      dkim: '{@acme.onmicrosoft.com : pass}',
      knownAddresses: ['max@acme.onmicrosoft.com'],
    },
  ],
  ['the contact’s address and nothing else', 'unproven', {}],
  [
    'SPF and DKIM that pass for the forger’s own domain',
    'unproven',
    { envelopeFrom: 'eve@evil.example', spf: 'pass', dkim: '{@evil.example : pass}' },
  ],
  ['a forger whose own SPF fails', 'unproven', { envelopeFrom: 'x@evil.example', spf: 'fail' }],
  ['softfail without possession', 'unproven', { spf: 'softfail' }],
  ['a broken signature without possession', 'unproven', { dkim: '{@acme.example : fail}' }],
  ['SPF fails as it does through a forwarder, and it answers our mail', 'unproven', { spf: 'fail', possession: true }],
  ['a colleague of whom nothing is known', 'unproven', from('eva@acme.example')],
  [
    'a colleague by our mail alone: whoever it was forwarded to has that too',
    'unproven',
    { ...from('eva@acme.example'), possession: true },
  ],
  [
    'a colleague whose SPF fails, answering our mail',
    'unproven',
    { ...from('eva@acme.example'), spf: 'fail', possession: true },
  ],
  [
    'another tenant’s pass at a shared host',
    'unproven',
    {
      ...from('max@acme.zendesk.com'),
      envelopeFrom: 'x@evil.zendesk.com',
      spf: 'pass',
      dkim: '{@evil.zendesk.com : pass}',
      knownAddresses: ['max@acme.zendesk.com'],
    },
  ],
  [
    'the shared host’s own pass for a tenant',
    'unproven',
    {
      ...from('max@acme.zendesk.com'),
      envelopeFrom: 'x@zendesk.com',
      spf: 'pass',
      dkim: '{@zendesk.com : pass}',
      knownAddresses: ['max@acme.zendesk.com'],
    },
  ],
  ['a forged contact: SPF fails', 'failed', { spf: 'fail' }],
  ['a forged contact from a subdomain', 'failed', { spf: 'fail', envelopeFrom: 'x@mail.acme.example' }],
  ['a forged colleague', 'failed', { ...from('boss@acme.example'), spf: 'fail' }],
  [
    'a pass smuggled into an identity',
    'failed',
    {
      spf: 'fail',
      dkim: '{@acme.example : pass, x@evil.example : pass}',
      signatures: ['v=1; d=evil.example; i=@acme.example : pass, x@evil.example; s=s1; b=AAAA'],
    },
  ],
  [
    'another tenant of a shared host is a stranger',
    'unknown',
    { ...from('eve@evil.onmicrosoft.com'), spf: 'pass', knownAddresses: ['max@acme.onmicrosoft.com'] },
  ],
  [
    'a neighbour at a shared host itself',
    'unknown',
    { ...from('eve@zendesk.com'), spf: 'pass', knownAddresses: ['max@zendesk.com'] },
  ],
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
  if (['failed', 'known', 'unproven'].includes(expected)) expect(verdict.authenticatedDomain).toBeNull();
  if (['verified', 'colleague'].includes(expected)) expect(verdict.authenticatedDomain).not.toBeNull();
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
    // What a signer wrote into an identity is nobody's result.
    ['{"x : pass, @acme.example : pass"@evil.example : fail}', []],
    ['{a b@acme.example : pass}', []],
    ['{{@acme.example : pass}@evil.example : fail}', []],
    ['@acme.example : pass', []],
    ['{@evil.example : pass} {@acme.example : pass', []],
    [`{@a.example : pass}${' '.repeat(9_000)}x`, []],
    [`{${'@'.repeat(50_000)}`, []],
  ])('%s', (field, expected) =>
    expect(parseDkim(field).map(({ domain, result }) => [domain, result])).toEqual(expected),
  );
});

test.each([
  ['v=1; a=rsa-sha256; d=acme.example; s=s1; h=from:to; b=AAAA', true],
  ['v=1; d=acme.example; i=@mail.acme.example; b=AAAA', true],
  ['v=1; d=sendgrid.me; i=testing=sendgrid.net@sendgrid.me; b=AAAA', true],
  ['v=1; d=evil.example; i=@acme.example : pass, @evil.example; b=AAAA', false],
  ['v=1; d=evil.example; i=@acme.example=20:=20pass,=20@evil.example; b=AAAA', false],
  ['v=1; d=acme.example : pass, @evil.example; b=AAAA', false],
  ['v=1; d=evil.example; i="a:b"@evil.example; b=AAAA', false],
  ['v=1; d=evil.example; d=acme.example; i=@acme.example; b=AAAA', false],
  ['', true],
])('DKIM-Signature: %s', (line, plain) => expect(isPlainSignature(line)).toBe(plain));

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
  test('an organization is the domain that somebody registered, or a name below a shared host', () => {
    expect(organizationOf('a.b.acme.co.uk')).toBe('acme.co.uk');
    expect(organizationOf('acme.onmicrosoft.com')).toBe('acme.onmicrosoft.com');
    expect(organizationOf('shop.myshopify.com')).toBe('shop.myshopify.com');
    expect(organizationOf('co.uk')).toBeNull();
    expect(organizationOf('192.0.2.1')).toBeNull();
  });
  test.each([
    'onmicrosoft.com',
    'zendesk.com',
    'sharepoint.com',
    'atlassian.net',
    'myshopify.com',
    'freshdesk.com',
    'hubspot.com',
    'github.io',
    'force.com',
    'service-now.com',
  ])('%s is many organizations', (host) => {
    expect(isSameOrganization(`acme.${host}`, `acme.${host}`)).toBe(true);
    expect(isSameOrganization(`acme.${host}`, `evil.${host}`)).toBe(false);
    expect(isSameOrganization(`acme.${host}`, host)).toBe(false);
    expect(isCompanyDomain(host)).toBe(false);
    expect(isCompanyDomain(`acme.${host}`)).toBe(true);
  });
});
