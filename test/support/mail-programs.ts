import { readFile } from 'node:fs/promises';
import { createTransport } from 'nodemailer';
import { queueTrackedSend } from '../../lib/conversations/tracked-emails.ts';
import { readRecipient } from '../../lib/hubspot/recipients.ts';
import { escapeRegExp } from '../../lib/mail/own-marks/reply-address-forms.ts';
import { readPortal } from '../../lib/portals/portals.ts';
import { fixtureOf, type WrittenMail } from '../mail/fixtures/written.ts';
import type { Sandbox } from '../sandbox/index.ts';
import { until } from '../sandbox/play/until.ts';
import type { Message } from '../sandbox/sendgrid/messages.ts';
import { headerValue, splitHeaders } from '../sandbox/sendgrid/mime-parts.ts';

/** A tracked email that a person of a fixture got, and the fixture as their answer to it. */
export type Exchange = { mail: WrittenMail; contactId: string; sent: Message; replyAddress: string; eml: Buffer };

/** Makes a contact of the fixture's writer, sends them the tracked email that the fixture quotes, and addresses the fixture. */
export async function prepareExchange(sandbox: Sandbox, mail: WrittenMail): Promise<Exchange> {
  const { app, hubspot, sendgrid, portalId } = sandbox;
  const { context } = app;
  const [user, owner] = [hubspot.portal().users[0]!, hubspot.portal().owners[0]!];
  const [firstname = '', ...rest] = mail.from.name.split(' ');
  const { id: contactId } = hubspot.person.createContact({
    email: mail.from.address,
    firstname,
    lastname: rest.join(' '),
    hubspot_owner_id: owner.id,
  });
  const recipient = (await readRecipient(context.portalClient(portalId), contactId))!;
  const portal = await readPortal(context.sql, portalId);
  const rep = { userId: String(user.id), ownerId: owner.id, name: 'Anna Seller', address: user.email };
  const email = { portal, recipient, rep, ...mail.sent, automated: false, key: `fixture:${mail.file}` };
  const options = { signingKey: context.signingKey, keyring: context.keyring, now: context.now() };
  const { outcome } = await context.queue.transact((tx) => queueTrackedSend(tx, email, options));
  if (outcome !== 'queued') throw new Error(`The email before ${mail.file} was refused: ${outcome}`);
  const sent = await until(() => sendgrid.messages(mail.from.address)[0], `the email before ${mail.file} is sent`);
  const replyAddress = sent.replyTo[0]!.address;
  const eml = addressed(await readFile(fixtureOf(mail)), {
    replyAddress,
    messageId: sent.messageId,
    date: context.now(),
  });
  return { mail, contactId, sent, replyAddress, eml };
}

/** The answer as the writer's mail server hands it over, byte for byte. */
export async function handOver({ sendgrid }: Sandbox, { mail, replyAddress, eml }: Exchange): Promise<void> {
  const transport = createTransport({ ...sendgrid.smtp, secure: false, ignoreTLS: true });
  await transport.sendMail({ envelope: { from: mail.from.address, to: replyAddress }, raw: eml });
}

/** The fixture written now: our reply address and Message-ID, in headers, bodies and quotes, and its date are live ones. */
function addressed(eml: Buffer, live: { replyAddress: string; messageId: string; date: Date }): Buffer {
  const [, token = '', domain = ''] = /^reply\+(\w+)@(.+)$/.exec(live.replyAddress) ?? [];
  const inCase = (text: string) => (found: string) => (found === found.toUpperCase() ? text.toUpperCase() : text);
  const fill = (text: string) =>
    text
      .replaceAll(
        '0192b1c2-3d4e-7f50-8a6b-7c8d9e0f1a2b.0011223344556677@mail.example.com',
        live.messageId.replace(/[<>]/g, ''),
      )
      .replace(/0123456789abcdef/gi, inCase(token))
      .replace(/reply\.example\.com/gi, inCase(domain));
  const date = live.date.toUTCString().replace('GMT', '+0000');
  const text = eml.toString('latin1').replace(/^Date: .*$/m, `Date: ${date}`);
  const boundaries = [...text.matchAll(/boundary="?([^"\r\n;]+)/gi)].map(([, boundary]) => escapeRegExp(boundary!));
  const parts = text.split(new RegExp(`^(?=--(?:${boundaries.join('|') || '(?!)'})(?:--)?\\r?$)`, 'm'));
  return Buffer.from(parts.map((part) => filledPart(part, fill)).join(''), 'latin1');
}

/** One part with its boundary line. A text part's transfer encoding is undone around the change, a picture's is not. */
function filledPart(part: string, fill: (text: string) => string): string {
  const { headers, body } = splitHeaders(Buffer.from(part, 'latin1'));
  if (!headerValue(headers, 'content-type').startsWith('text/')) return fill(part);
  const head = `${fill(headers)}\r\n\r\n`;
  switch (headerValue(headers, 'content-transfer-encoding').toLowerCase()) {
    case 'base64': {
      const bytes = Buffer.from(fill(Buffer.from(body.toString('latin1'), 'base64').toString('latin1')), 'latin1');
      return `${head}${bytes
        .toString('base64')
        .match(/.{1,76}/g)!
        .join('\r\n')}\r\n`;
    }
    case 'quoted-printable':
      return head + fill(body.toString('latin1').replace(/=\r\n/g, '')).replace(/.{77,}/g, softBroken);
    default:
      return fill(part);
  }
}

/** RFC 2045 6.7 (5): lines of 76 characters at most, no `=E9` torn apart. */
const softBroken = (line: string) => line.match(/(?:=[\dA-F]{2}|[^=]){1,25}/g)!.join('=\r\n');
