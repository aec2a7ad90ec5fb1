import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readPost } from '../../lib/mail/incoming/read-post.ts';
import { findTokens } from '../../lib/mail/own-marks/reply-address.ts';
import { splitReply } from '../../lib/mail/reply-text/index.ts';
import { rawPost } from './support.ts';

const OWN_ID = '0192b1c2-3d4e-7f50-8a6b-7c8d9e0f1a2b.0011223344556677@mail.example.com';

/** Mails as ten programs write them, in four languages. */
const MAILS = [
  {
    file: 'gmail-en',
    from: 'Max Muster',
    subject: 'Re: Your 250 seats',
    opens: 'Hi Anna,',
    holds: 'Could you send the contract by Friday?',
    files: [],
  },
  {
    file: 'outlook-desktop-pt',
    from: 'João Pereira',
    subject: 'RE: Proposta – orçamento',
    opens: 'Olá Anna,',
    holds: 'este ano – mas em março voltamos a falar. O preço de 12 € está ok.',
    files: ['image001.png', 'Orçamento 2027.pdf'],
  },
  {
    file: 'outlook-web-es',
    from: 'Lucía Ñúñez',
    subject: 'RE: Propuesta',
    opens: 'Buenos días, Anna:',
    holds: 'una demostración el jueves 5 a las 11:00?',
    files: [],
  },
  {
    file: 'outlook-mobile-es',
    from: 'Pepe Núñez',
    subject: 'RE: Propuesta',
    opens: '¿Cuál es',
    holds: 'para 80 unidades?',
    files: [],
  },
  {
    file: 'apple-mail-en',
    from: 'Zoë Smith',
    subject: 'Re: Order form',
    opens: 'Hello Anna,',
    holds: 'Kind regards,',
    files: ['Bestellung für Acme (unterschrieben) – final.pdf'],
  },
  {
    file: 'yahoo-es',
    from: 'Íñigo García',
    subject: 'Re: Propuesta',
    opens: 'Hola Anna,',
    holds: 'Quíteme de su lista',
    files: [],
  },
  {
    file: 'thunderbird-pt',
    from: 'Inês Gonçalves',
    subject: 'Re: Proposta',
    opens: 'Olá Anna,',
    holds: 'uns 40 no Porto, todos com portátil.\nEm janeiro.',
    files: [],
  },
  {
    file: 'iphone-en',
    from: 'Bob Builder',
    subject: 'Re: Contract',
    opens: 'Looks good.',
    holds: 'old contract attached.',
    files: ['image0.jpeg'],
  },
  {
    file: 'samsung-pt',
    from: 'Conceição Araújo',
    subject: 'Re: Proposta de preço',
    opens: 'Pode ligar',
    holds: 'amanhã às 9h?',
    files: [],
  },
  {
    file: 'iso-2022-jp',
    from: '山田太郎',
    subject: 'Re: お見積りの件',
    opens: 'アンナ様',
    holds: '来週月曜日に契約書をお送りください。',
    files: [],
  },
];

const fixture = (name: string) => rawPost(readFileSync(new URL(`./fixtures/${name}.eml`, import.meta.url)));

test.each(MAILS)('$file', async ({ file, from, subject, opens, holds, files }) => {
  const post = fixture(file);
  const mail = await readPost(post);
  expect(mail.from?.name).toBe(from);
  expect(mail.subject).toBe(subject);
  expect(mail.inReplyTo).toEqual([OWN_ID]);
  expect(mail.problems).toEqual([]);
  expect(mail.attachments.map(({ filename }) => filename)).toEqual(files);
  expect(`${mail.text}${mail.html}`).not.toContain('\ufffd');
  expect(findTokens({ envelope: { to: [], from: '' }, mail }, 'reply.example.com')).toEqual(['0123456789abcdef']);

  const text = splitReply({ text: mail.text, html: mail.html }).new;
  expect(text.startsWith(opens)).toBe(true);
  expect(text).toContain(holds);
  expect(text).not.toMatch(/Anna Seller|12 € cada|would 250 seats|250席/);
});

test('pictures shown in the text are told from files', async () => {
  const desktop = await readPost(fixture('outlook-desktop-pt'));
  expect(desktop.attachments.map(({ inline, contentId }) => [inline, contentId])).toEqual([
    [true, 'image001.png@01DB2C00.A1B2C3D0'],
    [false, null],
  ]);
  const apple = await readPost(fixture('apple-mail-en'));
  expect(apple.attachments[0]).toMatchObject({ inline: false, contentType: 'application/pdf' });
});

test('the bytes tell the type where the sender lies', async () => {
  const phone = await readPost(fixture('iphone-en'));
  expect(phone.attachments[0]).toMatchObject({ filename: 'image0.jpeg', contentType: 'image/png' });
});

test('flowed quotes are joined within their depth only', async () => {
  const { text } = await readPost(fixture('thunderbird-pt'));
  expect(text).toContain(
    '> Quantos utilizadores têm hoje? Precisamos do número para preparar a proposta com o preço certo.\nSão 250',
  );
  expect(text).toContain('\n-- \nInês Gonçalves');
});

test('a delivery report is read to its recipient and the mail it returns', async () => {
  const mail = await readPost(fixture('postfix-bounce'));
  expect(mail.deliveryStatus).toEqual([
    {
      recipient: 'gone@acme.example',
      action: 'failed',
      status: '5.1.1',
      diagnostic: '550 5.1.1 <gone@acme.example>: Recipient address rejected: User unknown',
    },
  ]);
  expect(mail.returnedMessageIds).toEqual([OWN_ID]);
});

test('an answer to an invitation keeps its calendar part', async () => {
  const mail = await readPost(fixture('calendar-reply'));
  expect(mail.text?.trim()).toBe('Max Muster hat diese Einladung angenommen.');
  expect(mail.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
    ['attachment-1.ics', 'text/calendar'],
    ['invite.ics', 'text/calendar'],
  ]);
  expect(Buffer.from(mail.attachments[1]!.content).toString()).toContain('SUMMARY:Demo für Acme');
});

test('an attached message stays a file', async () => {
  const mail = await readPost(fixture('signed-with-message'));
  expect(mail.text?.trim()).toBe('Siehe die angehängte Bestellung über 12 €.');
  expect(mail.attachments.map(({ contentType }) => contentType)).toEqual([
    'message/rfc822',
    'application/pkcs7-signature',
  ]);
  expect(mail.text).not.toContain('Zwölf');
});
