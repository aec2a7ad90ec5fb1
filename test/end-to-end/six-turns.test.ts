import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendOutreach } from '../sandbox/play/play.ts';
import { until } from '../sandbox/play/until.ts';
import type { Message } from '../sandbox/sendgrid/messages.ts';
import { holdsToken } from '../support/find-token.ts';

import { REP_PROGRAMS, type Style } from '../support/rep-programs.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { settled } from '../support/settled.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(() => sandbox?.close());

const MARIANA = { name: 'Mariana Oliveira', address: '' };
const PETRA = { name: 'Petra Vos', address: 'petra@padariasol.example' };
const ANA = { name: 'Ana Souza', address: '' };
const OURS =
  /open in HubSpot|in copy|Unverified|\/o\/|attachments\/|reply\+|127\.0\.0\.1|laptop\.example|reply\.vendas/i;

const ROUNDS: [program: string, style: Style, all: boolean, asks: string, answers: string][] = [
  ['Gmail web', 'top', false, 'Could you send us the price for 12 shops?', 'It is 250 a month for 12 shops.'],
  [
    'Outlook for Windows',
    'top',
    true,
    'Can we get a demo on Thursday at 10?',
    'Thursday at 10 works, I will call you.',
  ],
  ['mutt, plain text', 'inline', false, 'Please send the contract for the Pro plan.', 'The contract follows today.'],
];

test('six turns, three answered from a mail program: each tracked, and not a word of ours at the customer', async () => {
  const { sendgrid, app } = sandbox;
  const { sql } = app.context;
  const sent = await sendOutreach(sandbox);
  MARIANA.address = sent.contactAddress;
  ANA.address = sandbox.hubspot.portal().users[0]!.email;
  const transport = createTransport({ ...sendgrid.smtp, secure: false, ignoreTLS: true });
  let last: Message = sent.mail;
  for (const [round, [name, style, all, asks, answers]] of ROUNDS.entries()) {
    const inbox = sendgrid.mailbox(ANA.address).length;
    await transport.sendMail({
      from: MARIANA,
      to: last.replyTo[0]!.address,
      cc: PETRA,
      subject: `Re: ${last.subject}`,
      inReplyTo: last.messageId,
      references: [last.references ?? '', last.messageId].join(' ').trim(),
      text: `${asks}\n\nOn Friday, ${last.from.name} <${last.from.address}> wrote:\n${last.text.replace(/^/gm, '> ')}\n`,
    });
    const forward = await until(() => sendgrid.mailbox(ANA.address)[inbox], `reply ${round + 1} is forwarded`, 60);
    expect(forward.text).toContain(asks);
    if (round > 0) expect(forward.references).toContain(`rep-${round - 1}@laptop.example`);

    const outbox = sendgrid.messages(MARIANA.address).length;
    const mail = { ...forward, to: ANA, html: forward.html! };
    const program = REP_PROGRAMS.find((one) => one.name === name)!;
    const bodies = program.answer(mail, { paragraphs: [answers], style, quoting: true });
    await transport.sendMail({
      from: ANA,
      to: forward.replyTo[0]!.address,
      cc: all ? forward.to.filter(({ address }) => address !== ANA.address) : [],
      subject: `Re: ${forward.subject}`,
      messageId: `<rep-${round}@laptop.example>`,
      inReplyTo: forward.messageId,
      references: `${forward.references} ${forward.messageId}`,
      text: bodies.text ?? undefined,
      html: bodies.html ?? undefined,
    });
    const got = await until(() => sendgrid.messages(MARIANA.address)[outbox], `answer ${round + 1} arrives`, 60);
    expect(got.from.name).toBe('Ana Souza');
    expect(got.cc).toEqual([PETRA]);
    expect(got.text).toContain(answers);
    expect(`${got.subject}\n${got.text}\n${got.html ?? ''}`).not.toMatch(OURS);
    expect(`${got.references} ${got.inReplyTo}`).not.toContain('laptop.example');
    const token = forward.replyTo[0]!.address.slice('reply+'.length).split('@')[0]!;
    expect(holdsToken(sendgrid.eml(got.id)!, token)).toBe(false);
    last = got;
  }
  await settled(sandbox);
  const rows = await sql<{ kind: string; conversation_id: string }[]>`
    select kind, conversation_id from messages where kind in ('sent', 'reply', 'answer') order by received_at`;
  expect(rows.map(({ kind }) => kind)).toEqual(['sent', 'reply', 'answer', 'reply', 'answer', 'reply', 'answer']);
  expect(new Set(rows.map(({ conversation_id }) => conversation_id)).size).toBe(1);
  const emails = sandbox.hubspot.timeline(sent.contactId).filter(({ kind }) => kind === 'email');
  expect(emails).toHaveLength(7);
}, 120_000);
