import { createTransport, type SendMailOptions } from 'nodemailer';
import type { HubSpotStandIn } from '../hubspot/server.ts';
import type { Message } from '../sendgrid/messages.ts';
import type { SendGridStandIn } from '../sendgrid/server.ts';
import { withInlineImages } from './inline-images.ts';
import type { Mailbox, MailView } from './views.ts';

export type MailWorld = { sendgrid: SendGridStandIn; hubspot: HubSpotStandIn; replyDomain: string };

/** Everybody who could have mail: HubSpot's users first, then whoever else got some, then contacts without any. */
export function listMailboxes({ sendgrid, hubspot, replyDomain }: MailWorld): Mailbox[] {
  const boxes = new Map<string, Omit<Mailbox, 'count'>>();
  for (const { email, firstName, lastName } of hubspot.portal().users) {
    boxes.set(email.toLowerCase(), { address: email, name: `${firstName} ${lastName}`, role: 'rep' });
  }
  for (const { properties } of hubspot.contacts()) {
    const { email = '', firstname = '', lastname = '' } = properties;
    if (email)
      boxes.set(email.toLowerCase(), { address: email, name: `${firstname} ${lastname}`.trim(), role: 'contact' });
  }
  for (const address of sendgrid.messages().flatMap(({ envelope }) => envelope.to)) {
    const known = boxes.has(address.toLowerCase()) || address.toLowerCase().endsWith(`@${replyDomain}`);
    if (!known) boxes.set(address.toLowerCase(), { address, name: address, role: 'other' });
  }
  const listed = [...boxes.values()].map((box) => ({ ...box, count: sendgrid.mailbox(box.address).length }));
  return listed.filter(({ role, count }) => role !== 'contact' || count > 0);
}

export function mailView(message: Message, owner: string): MailView {
  return {
    id: message.id,
    at: message.at,
    from: message.from.name || message.from.address,
    fromAddress: message.from.address,
    to: message.to.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', '),
    replyTo: message.replyTo.map(({ address }) => address),
    subject: message.subject,
    text: message.text,
    html: message.html && withInlineImages(message.html, message.id),
    headers: Object.entries(message.headers).map(([name, value]) => ({ name, value })),
    attachments: message.attachments.map(({ filename }) => filename),
    incoming: message.from.address.toLowerCase() !== owner.toLowerCase(),
  };
}

export type Answer = {
  mailId: string;
  from: string;
  fromName: string;
  text: string;
  all: boolean;
  authentication: 'pass' | 'none' | 'fail';
};

/** What a mail program makes of "Reply": to Reply-To, quoted below, threaded; by SMTP like any mail. */
export async function answerMail({ sendgrid }: MailWorld, answer: Answer): Promise<void> {
  const mail = sendgrid.mailbox(answer.from).find(({ id }) => id === answer.mailId) ?? findAnywhere(sendgrid, answer);
  if (!mail) throw new Error('There is no such mail to answer.');
  const direct = mail.replyTo.length > 0 ? mail.replyTo : [mail.from];
  const others = answer.all ? [...mail.to, ...mail.cc] : [];
  const isSelf = (address: string) => address.toLowerCase() === answer.from.toLowerCase();
  await transport(sendgrid).sendMail({
    from: { name: answer.fromName, address: answer.from },
    to: direct.filter(({ address }) => !isSelf(address)),
    cc: others.filter(({ address }) => !isSelf(address) && !direct.some((each) => each.address === address)),
    subject: /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`,
    text: `${answer.text}\n\n${quote(mail)}`,
    inReplyTo: mail.messageId,
    references: [mail.references, mail.messageId].filter(Boolean).join(' '),
    headers: { 'X-Sandbox-Auth': answer.authentication },
  });
}

/** A mail from a file takes the SMTP door as it is, whatever its own To says. */
export async function dropEml({ sendgrid }: MailWorld, eml: Buffer, to: string): Promise<void> {
  const from = /^return-path:.*?([^\s<>]+@[^\s<>]+)/im.exec(eml.toString('latin1'))?.[1];
  const sender = from ?? /^from:.*?([^\s<>"]+@[^\s<>"]+)/im.exec(eml.toString('latin1'))?.[1] ?? '';
  await transport(sendgrid).sendMail({ envelope: { from: sender, to: [to] }, raw: eml } satisfies SendMailOptions);
}

function findAnywhere(sendgrid: SendGridStandIn, { mailId }: Answer): Message | undefined {
  return sendgrid.messages().find(({ id }) => id === mailId);
}

function quote(mail: Message): string {
  const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  const lines = mail.text.split('\n').map((line) => `> ${line}`);
  return [`On ${when.format(new Date(mail.at))}, ${mail.from.name || mail.from.address} wrote:`, ...lines].join('\n');
}

const transport = ({ smtp }: SendGridStandIn) =>
  createTransport({ host: smtp.host, port: smtp.port, secure: false, ignoreTLS: true });
