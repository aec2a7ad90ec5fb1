import { expect, test } from 'vitest';
import { composeTracked } from '../../../lib/mail/outgoing/tracked.ts';

const input = {
  rep: { name: 'Anna Verkäuferin', address: 'Anna.Seller+crm@seller.example' },
  replyAddress: 'reply+0123456789abcdef@reply.example.com',
  to: { name: 'Max', address: 'max@acme.example' },
  subject: 'Your offer',
  text: 'Hi Max,\n\n5 < 6 & "so on".\n\nAnna',
  fromDomain: 'mail.example.com',
  messageId: '1.2@mail.example.com',
  references: [],
  unsubscribeUrl: 'https://app.example.com/unsubscribe/x.0.y',
  marker: '0192b1c2-3d4e-7f50-8a6b-7c8d9e0f1a2b',
  footer: null,
};

test("the rep's name on our domain, answers to the token address, one-click unsubscribe", () => {
  expect(composeTracked(input)).toMatchObject({
    from: { name: 'Anna Verkäuferin', address: 'anna.seller@mail.example.com' },
    to: { name: 'Max', address: 'max@acme.example' },
    replyTo: [{ name: 'Anna Verkäuferin', address: input.replyAddress }],
    subject: 'Your offer',
    text: input.text,
    headers: {
      'Message-ID': '<1.2@mail.example.com>',
      'List-Unsubscribe': '<https://app.example.com/unsubscribe/x.0.y>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  });
});

test('the HTML says the same, escaped, around the marker', () => {
  const { html } = composeTracked(input);
  expect(html).toContain('5 &lt; 6 &amp; &quot;so on&quot;.<br>');
  expect(html!.split(input.marker).length).toBeGreaterThan(3);
});

test('an answer stays in its thread', () => {
  const { headers } = composeTracked({ ...input, references: ['a@x', 'b@x'] });
  expect(headers).toMatchObject({ 'In-Reply-To': '<b@x>', References: '<a@x> <b@x>' });
  expect(composeTracked(input).headers['In-Reply-To']).toBeUndefined();
});

test.each([
  ['reply@seller.example', 'sales@mail.example.com'],
  ['日本@seller.example', 'sales@mail.example.com'],
  ['a..b@seller.example', 'a.b@mail.example.com'],
  ['a\r\nBcc: x@seller.example', 'abccx@mail.example.com'],
])('from %j', (address, expected) =>
  expect(composeTracked({ ...input, rep: { name: 'Anna', address } }).from.address).toBe(expected),
);

test('a name or subject cannot open a header', () => {
  const evil = 'Anna\r\nBcc: eve@evil.example';
  const { from, subject, replyTo } = composeTracked({
    ...input,
    subject: evil,
    rep: { name: evil, address: 'a@b.example' },
  });
  expect(JSON.stringify([from, subject, replyTo])).not.toMatch(/\\r|\\n/);
});

test.each([
  ['en', 'Don’t want these emails? Unsubscribe'],
  ['pt', 'Não quer receber estes e-mails? Cancele a inscrição'],
  ['es', '¿No quieres recibir estos correos? Date de baja'],
] as const)('who sends it and how to opt out stands below the text, in %s', (language, line) => {
  const footer = { postalAddress: 'Vendas & Co\nRua A 1', language };
  const mail = composeTracked({ ...input, footer });
  expect(mail.text).toBe(`${input.text}\n\n-- \nVendas & Co\nRua A 1\n${line}: ${input.unsubscribeUrl}`);
  expect(mail.html).toContain('Vendas &amp; Co<br>\nRua A 1<br>');
  expect(mail.html).toContain(`<a href="${input.unsubscribeUrl}" style="color:#516f90">${line}</a>`);
  expect(composeTracked({ ...input, footer: { ...footer, postalAddress: '' } }).text).toContain(`-- \n${line}`);
});
