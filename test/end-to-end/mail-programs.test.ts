import { readFileSync } from 'node:fs';
import { Parser } from 'htmlparser2';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { escapeRegExp } from '../../lib/mail/own-marks/reply-address-forms.ts';
import { fixtureOf, WRITTEN_MAILS, type WrittenMail } from '../mail/fixtures/written.ts';
import { REPLY_DOMAIN } from '../sandbox/index.ts';
import { type Exchange, handOver, prepareExchange } from '../support/mail-programs.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { settled } from '../support/settled.ts';
import { type StoredBody, storedBodies } from '../support/stored-bodies.ts';

/** Posted in Inbound Parse's parsed mode: bodies as bytes in the writer's charset, files beside them. */
const PARSED = new Set(['outlook-desktop-pt', 'iso-2022-jp', 'gmail-pt']);

let sandbox: TestSandbox;
const exchanges = new Map<string, Exchange>();

beforeAll(async () => {
  sandbox = await testSandbox();
  for (const mail of WRITTEN_MAILS) exchanges.set(mail.file, await prepareExchange(sandbox, mail));
  for (const exchange of exchanges.values()) await handOver(sandbox, exchange);
  await settled(sandbox);
}, 180_000);
afterAll(() => sandbox?.close());

const storedReplies = ({ contactId }: Exchange) => {
  const { sql } = sandbox.app.context;
  const ofContact = sql`m.contact_id in (select id from contacts where hubspot_id = ${contactId})`;
  return storedBodies(sandbox.app.context, sql`m.kind = 'reply' and ${ofContact}`);
};
const rep = () => sandbox.hubspot.portal().users[0]!.email;
const forwardsOf = ({ mail }: Exchange) =>
  sandbox.sendgrid
    .mailbox(rep())
    .filter(({ from }) => from.name === `${mail.from.name} (${mail.from.address.split('@')[1]})`);
const emailsOf = ({ contactId }: Exchange) =>
  sandbox.hubspot
    .timeline(contactId)
    .filter(({ kind, properties }) => kind === 'email' && properties.hs_email_direction === 'INCOMING_EMAIL');

/** A lost byte, UTF-8 read as windows-1252, an encoded word left as it came. */
const GARBLED = /\ufffd|Ã[\u0080-\u00bf]|â‚¬|=\?[\w-]+\?[bq]\?/i;

const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

const BLOCK = new Set(['div', 'p', 'br', 'hr', 'blockquote', 'li', 'td', 'body']);

/** The words that a reader of HTML sees, white space as one blank. */
function words(html: string): string {
  let text = '';
  const apart = (name: string) => {
    if (BLOCK.has(name)) text += ' ';
  };
  const parser = new Parser({
    ontext: (part) => {
      text += part;
    },
    onopentagname: apart,
    onclosetag: apart,
  });
  parser.end(html);
  return flat(text);
}
const flat = (text: string) => text.replace(/\s+/g, ' ').trim();

async function checkStored(exchange: Exchange, reply: StoredBody | undefined) {
  const { mail } = exchange;
  expect(reply?.new).toBe(mail.written);
  expect(lines(reply!.signature).filter((line) => line !== '--' && line !== '-- ')).toEqual(mail.signature);
  for (const line of lines(mail.sent.text)) expect(flat(reply!.quoted)).toContain(flat(line));
  expect(reply).toMatchObject({ mailKind: 'human', trust: 'verified' });
}

async function checkForward({ mail, sent, replyAddress }: Exchange, id: string) {
  const eml = sandbox.sendgrid.eml(id)!;
  const forward = await PostalMime.parse(new Uint8Array(eml));
  const [original, domain] = [await readOriginal(mail), mail.from.address.split('@')[1]];

  expect(forward.from).toMatchObject({ name: `${mail.from.name} (${domain})` });
  expect(forward.from?.address).toMatch(new RegExp(`^reply\\+[0-9a-z]{16}@${escapeRegExp(REPLY_DOMAIN)}$`));
  expect(forward.replyTo).toEqual([forward.from]);
  expect(forward.subject).toBe(mail.subject);
  const references = forward.references?.split(/\s+/) ?? [];
  expect([references[0], references.at(-1)]).toEqual([sent.messageId, original.messageId]);

  // One line, then the mail; nothing garbled, and no address that a reader of the forward could write to.
  const [text, html] = [forward.text ?? '', forward.html ?? ''];
  const copied = [...(original.to ?? []), ...(original.cc ?? [])].filter(({ address }) => address?.includes('@acme'));
  const line = [
    mail.from.name,
    domain,
    ...(copied.length > 0 ? [`in copy: ${copied.map(({ name }) => name).join(', ')}`] : []),
    'open in HubSpot',
  ].join(' · ');
  expect(text.slice(0, line.length + 6)).toBe(`${line}: http`);
  expect(words(html).slice(0, line.length)).toBe(line);
  for (const line of [...lines(mail.written), ...lines(mail.sent.text)]) {
    expect(flat(text.replaceAll('\n> ', '\n'))).toContain(flat(line));
    expect(words(html)).toContain(flat(line));
  }
  expect(`${text}${html}${forward.subject}`).not.toMatch(GARBLED);
  const token = replyAddress.slice('reply+'.length).split('@')[0]!;
  expect(`${text}${html}`.toLowerCase()).not.toContain(token);

  expect(forward.attachments.map(({ filename }) => filename)).toEqual(mail.files.map(({ filename }) => filename));
  for (const [at, { contentId, contentType }] of mail.files.entries()) {
    const file = forward.attachments[at]!;
    expect(file.mimeType).toBe(contentType);
    expect(Buffer.from(file.content as ArrayBuffer)).toEqual(
      Buffer.from(original.attachments[at]!.content as ArrayBuffer),
    );
    expect(file.disposition).toBe(contentId ? 'inline' : 'attachment');
    if (contentId) {
      expect(file.contentId).toBe(`<${contentId}>`);
      expect(html).toMatch(new RegExp(`<img[^>]* src="cid:${escapeRegExp(contentId)}"`));
    }
  }
  expect(html.match(/<img/g) ?? []).toHaveLength(mail.files.filter(({ contentId }) => contentId).length);
}

const readOriginal = (mail: WrittenMail) => PostalMime.parse(new Uint8Array(readFileSync(fixtureOf(mail))));

function checkEmailObject({ mail }: Exchange, properties: Record<string, string>, reply: StoredBody) {
  expect(properties.hs_email_subject).toBe(mail.subject);
  expect(properties.hs_email_text?.startsWith(reply.full)).toBe(true);
  for (const line of lines(mail.written)) expect(flat(properties.hs_email_text!)).toContain(flat(line));
  const html = properties.hs_email_html;
  if (html) {
    for (const line of lines(mail.written)) expect(words(html)).toContain(flat(line));
    expect(html).not.toMatch(/<(?:img|script|style|meta|link|o:p)|\s(?:style|class|id|on\w+)=|cid:/i);
    expect(html).not.toMatch(GARBLED);
  }
  const headers = JSON.parse(properties.hs_email_headers ?? '{}');
  const name = ({ firstName = '', lastName = '' }) => `${firstName} ${lastName}`.trim();
  expect(headers.from.email).toBe(mail.from.address);
  expect(name(headers.from)).toBe(mail.from.name);
  expect(headers.to[0].email).toBe(sandbox.hubspot.portal().users[0]!.email);
}

describe('through the SMTP door', () => {
  test.each(WRITTEN_MAILS)('$program ($file)', async ({ file }) => {
    const exchange = exchanges.get(file)!;
    const [reply, ...others] = await storedReplies(exchange);
    expect(others).toEqual([]);
    await checkStored(exchange, reply);
    const forwards = forwardsOf(exchange);
    expect(forwards).toHaveLength(1);
    await checkForward(exchange, forwards[0]!.id);
    const emails = emailsOf(exchange);
    expect(emails).toHaveLength(1);
    checkEmailObject(exchange, emails[0]!.properties, reply!);
  });
});

describe('posted in parsed mode', () => {
  beforeAll(async () => {
    for (const { mail, replyAddress, eml } of exchanges.values()) {
      if (!PARSED.has(mail.file)) continue;
      await sandbox.sendgrid.postInbound({
        eml,
        envelope: { from: mail.from.address, to: [replyAddress] },
        mode: 'parsed',
      });
    }
    await settled(sandbox);
  }, 60_000);

  test.each(WRITTEN_MAILS.filter(({ file }) => PARSED.has(file)))('$program ($file)', async ({ file }) => {
    const exchange = exchanges.get(file)!;
    const reply = (await storedReplies(exchange))[1];
    await checkStored(exchange, reply);
    const forwards = forwardsOf(exchange);
    expect(forwards).toHaveLength(2);
    await checkForward(exchange, forwards[1]!.id);
    const emails = emailsOf(exchange);
    expect(emails).toHaveLength(2);
    for (const { properties } of emails) checkEmailObject(exchange, properties, reply!);
  });
});
