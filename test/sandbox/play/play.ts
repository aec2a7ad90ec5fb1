import { readFile } from 'node:fs/promises';
import { createTransport } from 'nodemailer';
import { queueTrackedSend } from '../../../lib/conversations/tracked-emails.ts';
import { readRecipient } from '../../../lib/hubspot/recipients.ts';
import { readPortal } from '../../../lib/portals/portals.ts';
import type { Sandbox } from '../index.ts';
import type { Message } from '../sendgrid/messages.ts';
import { until } from './until.ts';

const SUBJECT = 'Relatório de estoque para as suas lojas';
const TEXT =
  'Oi Mariana, o novo relatório de estoque já está na sua conta. Faz sentido levar o plano Pro para as outras lojas também?';

/** The sent mail as the customer got it. */
export type Sent = { mail: Message; replyAddress: string; contactId: string; contactAddress: string };

/** Sends a tracked email from the first rep to the first contact, and waits until the customer has it. */
export async function sendOutreach(sandbox: Sandbox): Promise<Sent> {
  const { app, hubspot, sendgrid, portalId } = sandbox;
  const { context } = app;
  const contact = hubspot.contacts()[0]!;
  const [user, owner] = [hubspot.portal().users[0]!, hubspot.portal().owners[0]!];
  const before = sendgrid.messages(contact.properties.email).length;
  const recipient = (await readRecipient(context.portalClient(portalId), contact.id))!;
  const portal = await readPortal(context.sql, portalId);
  const rep = {
    userId: String(user.id),
    ownerId: owner.id,
    name: `${user.firstName} ${user.lastName}`,
    address: user.email,
  };
  const key = `play:${context.now().toISOString()}`;
  const email = { portal, recipient, rep, subject: SUBJECT, text: TEXT, automated: false, key };
  const options = { signingKey: context.signingKey, keyring: context.keyring, now: context.now() };
  const { outcome } = await context.queue.transact((tx) => queueTrackedSend(tx, email, options));
  if (outcome !== 'queued') throw new Error(`The play's email was refused: ${outcome}`);
  const contactAddress = contact.properties.email!;
  const mail = await until(() => sendgrid.messages(contactAddress)[before], 'the email reaches the customer');
  return { mail, replyAddress: mail.replyTo[0]!.address, contactId: contact.id, contactAddress };
}

/** The customer's answer, a real mail program's mail, handed in by SMTP. */
export async function answerAsCustomer(
  { sendgrid, clock }: Sandbox,
  { mail, replyAddress, contactAddress }: Sent,
): Promise<void> {
  const values: Record<string, string> = {
    name: 'Mariana Oliveira',
    address: contactAddress,
    replyAddress,
    subject: `=?UTF-8?B?${Buffer.from(SUBJECT).toString('base64')}?=`,
    date: clock.now().toUTCString().replace('GMT', '+0000'),
    messageId: mail.messageId.replace(/[<>]/g, ''),
    quoted: quotedPrintable(TEXT),
  };
  const template = await readFile(new URL('./reply.eml', import.meta.url), 'utf8');
  const raw = template.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => values[name]!).replace(/\r?\n/g, '\r\n');
  const transport = createTransport({ ...sendgrid.smtp, secure: false, ignoreTLS: true });
  await transport.sendMail({ envelope: { from: contactAddress, to: replyAddress }, raw });
}

const quotedPrintable = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) =>
      byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte),
    )
    .join('');
