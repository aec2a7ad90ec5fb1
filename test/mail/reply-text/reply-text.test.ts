import { describe, expect, test } from 'vitest';
import { splitReply } from '../../../lib/mail/reply-text/index.ts';

const ATTRIBUTION = 'On Tue, Mar 12, 2024 at 9:04 AM Jana Novak <jana@acme.example> wrote:';
const newText = (text: string) => splitReply({ text }).new;

describe('the writer’s words stay', () => {
  test.each([
    'Please delete the e-mail I sent by mistake; the correct attachment is here.',
    'Thanks.\n\nThe data is confidential, please tell the recipient to send a message.',
    'Sent the contract via Outlook',
    'I sent it from my iPhone.',
    'Sent from my desk, which is easier than my mobile phone.',
    'On the other hand I wrote:\n\nthis thing',
    'On the whole we agree.\nOn Friday we decide.',
    'My options:\n- Monday\n- Tuesday',
    'First part.\n\n---\n\nAnd one more thing: call me.',
    'Hi,\n\nFrom: Monday\nTo: Friday\n\nwe are closed.',
    'Date: 12.03.2024\nPlace: Berlin\nSee you there!',
    'We discussed on 12.03.2024 at 10:00:\n- price\n- date',
    'Our address:\nAcme GmbH\nHauptstr. 1\n10115 Berlin\n+49 30 1234567\ninfo@acme.example',
    'Please call +49 30 1234567 or write to info@acme.example',
    'Service Date\n------------\nDomain 1 Jan 2024\n\nPlease renew both.',
    'Please see the line above and reply.',
    '>>> look at https://acme.example <<<\nThat is the page.',
    '```\n// Sent from my own mailer\nsend()\n```\n\nThat is the code.',
  ])('%j', (text) => {
    expect(newText(text)).toBe(text);
  });
});

describe('what is not the writer’s goes', () => {
  test.each<[string, string]>([
    [`Yes.\n\nSent with [Proton Mail](https://proton.me/) secure email.\n\n${ATTRIBUTION}\n\n> old`, 'Yes.'],
    [`Yes.\n\n------- Original Message -------\n${ATTRIBUTION}\n\n> old`, 'Yes.'],
    [
      'Yes.\n\nSent via Superhuman ( https://sprh.mn/?vip=a@b.example )\n\nOn Tue, Mar 12, 2024 at 9:04 AM, Jana < jana@acme.example > wrote:\n\n> old',
      'Yes.',
    ],
    [
      'Ja.\n\nGesendet: Dienstag, 12. März 2024 um 09:04 Uhr\nVon: "Jana" <jana@acme.example>\nAn: a@b.example\nBetreff: Angebot\nalt',
      'Ja.',
    ],
    ['Yes.\n\nJane Doe/ACME\n03/12/2024 09:04 AM\n\nTo\nJohn Roe/ACME@ACME\ncc\n\nSubject\nOffer\n\nold', 'Yes.'],
    ['Yes.\n\nFrom: $& $` <a@b.example>\nSent: Monday, March 11, 2024 8:00 AM\nTo: x\nSubject: $1\n\nold', 'Yes.'],
    ['Yes.\n\n##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein -##\n\nTicket', 'Yes.'],
    ['Yes.\n\n-- Répondez au-dessus de cette ligne --\n\nTicket', 'Yes.'],
    ['Yes.\n\nPlease type your reply above this line\n\nTicket', 'Yes.'],
    ['You don’t often get email from jana@acme.example. Learn why this is important\n\nYes.', 'Yes.'],
    ['Sie erhalten nicht oft eine E-Mail von jana@acme.example. Erfahren Sie, warum dies wichtig ist\n\nJa.', 'Ja.'],
    ['[EXTERNAL] This email is from outside your organisation.\n\nYes.', 'Yes.'],
    ['Yes.\n\nPlease consider the environment before printing this email.', 'Yes.'],
    ['Yes.\n\nVirus-free. www.avast.com <https://www.avast.com/sig-email>', 'Yes.'],
    ['Yes.\n\n---- On Tue, 12 Mar 2024 09:04:00 +0100 Jana <jana@acme.example> wrote ----\n\nold', 'Yes.'],
    ['Yes. On Tue, Mar 12, 2024 at 9:04 AM, jana@acme.example wrote:\n> old', 'Yes.'],
    ['Yes.\n2024-03-12 9:04 GMT+01:00 Jana Novak\n\nold', 'Yes.'],
    ['Yes.\n\nRegards,\nMarta\nHead of Purchasing\nAcme GmbH\nTel. +49 30 1234567', 'Yes.\n\nRegards,\nMarta'],
    ['Yes.\n\nMarta Klein\nCFO, Acme Inc.\n1 Main Street, Springfield\n(555) 123-4567 | marta@acme.example', 'Yes.'],
  ])('%j', (text, expected) => {
    expect(newText(text)).toBe(expected);
  });
});

describe('answers between quotes', () => {
  test('an attributed quote goes, the answers stay', () => {
    const text = `${ATTRIBUTION}\n> Can we start Monday?\nyes\n> And the price?\n40 EUR\n`;
    expect(newText(text)).toBe('yes\n40 EUR');
  });

  test('a paragraph above the quote stays one, and what is taken out leaves one blank line', () => {
    const text = `Hi, see below.\n\n${ATTRIBUTION}\n> Can we start Monday?\n\nyes\n> And the price?\n40 EUR\n\n-- \nJana`;
    expect(newText(text)).toBe('Hi, see below.\n\nyes\n40 EUR');
  });

  test('quotes without attribution stay where several answers need them', () => {
    const text = 'My answers:\n\n> Monday?\n\nFine.\n\n> The price?\n\n40 EUR.';
    expect(newText(text)).toBe(text);
  });

  test('the tail that a client wrapped without its quote mark is not an answer', () => {
    const long = 'a quoted line that is long enough to have been wrapped by the client of';
    expect(newText(`Yes.\n\n${ATTRIBUTION}\n> ${long}\nthe sender\n> and goes on\n`)).toBe('Yes.');
  });
});

test.each(['', `\n\n${ATTRIBUTION}\n> old`])(
  'a phone’s footer alone is no text, for a picture is the reply%j',
  (quote) => {
    expect(newText(`Sent from my iPhone${quote}`)).toBe('');
  },
);

describe('never empty when unquoted text exists', () => {
  test.each<[string, string]>([
    ['--\nMarta', '--\nMarta'],
    ['> a quote that is all there is', '> a quote that is all there is'],
    [
      '---------- Forwarded message ---------\nFrom: a@b.example\nDate: Tue, Mar 12, 2024 at 9:04 AM\nSubject: Offer\nTo: c@d.example\n\nThe offer.',
      '---------- Forwarded message ---------\nFrom: a@b.example\nDate: Tue, Mar 12, 2024 at 9:04 AM\nSubject: Offer\nTo: c@d.example\n\nThe offer.',
    ],
  ])('%j', (text, expected) => {
    expect(newText(text)).toBe(expected);
  });

  test('an attribution with its quote alone is an empty reply', () => {
    expect(newText(`${ATTRIBUTION}\n\n> old`)).toBe('');
  });
});

test('the footer of a phone above the quote is a signature', () => {
  const quote =
    '-------- Mensagem original --------\nDe: Ana <ana@acme.example>\nAssunto: Preço\n\nQuando posso ligar?';
  expect(splitReply({ text: `Amanhã às 9h.\n\nEnviado do meu Galaxy\n\n${quote}` })).toMatchObject({
    new: 'Amanhã às 9h.',
    signature: 'Enviado do meu Galaxy',
    quoted: quote,
  });
});

test('the parts of a mail', () => {
  const text = `Yes, gladly.\n\n-- \nMarta\n\n${ATTRIBUTION}\n\n> Shall we?\n`;
  expect(splitReply({ text })).toEqual({
    full: text.trimEnd(),
    new: 'Yes, gladly.',
    quoted: `${ATTRIBUTION}\n\n> Shall we?`,
    signature: '-- \nMarta',
    confidence: 0.98,
  });
});

test('nothing in, nothing out', () => {
  expect(splitReply({})).toEqual({ full: '', new: '', quoted: '', signature: '', confidence: expect.any(Number) });
});
