import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeAttachments } from '../../../lib/conversations/attachments.ts';
import type { Contact } from '../../../lib/conversations/contacts.ts';
import { makeReaderLink, type Reader } from '../../../lib/conversations/reader-links.ts';
import { createReadAlone } from '../../../lib/mail/reader.ts';
import { endConnection } from '../../../lib/portals/portals.ts';
import { createAttachments } from '../../../webhooks/links/attachments.ts';
import { createEmailPage } from '../../../webhooks/pages/email.ts';
import { framedBy } from '../../../webhooks/pages/framed.ts';
import { KEYRING, ourContact, SIGNING_KEY, storeReply } from '../../hubspot/support.ts';
import { type Receiver, receiver } from '../support.ts';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const HTML =
  '<p>Hello <b>Ana</b></p><img src="cid:logo@kunde" width=40><img src="https://track.example/p.gif">' +
  '<script>alert(1)</script><form action="https://evil.example"><input name=a></form><iframe src="https://evil.example"></iframe>' +
  '<a href="https://kunde.example" onclick="alert(1)">our site</a><a href="javascript:alert(1)">bad</a><svg onload="alert(1)">';

let r: Receiver;
let contact: Contact;
beforeAll(async () => {
  const replyDomain = 'reply.vendas.example';
  const readAlone = createReadAlone({ replyDomain });
  r = await receiver(({ sql, drain }) => {
    const common = { sql, signingKey: SIGNING_KEY, keyring: KEYRING, now: drain.now };
    // Each call in a thread of its own, as long as the test has no pool to end.
    const mailReader = {
      show: (mail: never) => readAlone((reader) => reader.show(mail)),
    } as never;
    return {
      '/pages/email': createEmailPage({ ...common, mailReader, ancestors: framedBy('https://api.hubapi.com') }),
      '/attachments': createAttachments(common),
    };
  });
  contact = await ourContact(r, r.hubspot.contacts()[0]!.id);
}, 60_000);
afterAll(() => r?.[Symbol.asyncDispose]());

async function reply(changes: Parameters<typeof storeReply>[2] = {}, files = true): Promise<string> {
  const { messageId } = await storeReply(r, contact, {
    subject: 'Re: <Prices>',
    recipients: {
      to: [{ name: 'Ana Souza', address: 'reply+…@reply.vendas.example' }],
      cc: [{ name: '', address: 'petra@kunde.example' }],
    },
    body: { html: HTML },
    ...changes,
  });
  const file = { contentId: null, inline: false, blocked: false };
  const expiresAt = new Date(r.clock.now().getTime() + 86_400_000);
  const attachments = [
    {
      ...file,
      filename: 'logo.png',
      contentType: 'image/png',
      contentId: 'logo@kunde',
      inline: true,
      content: PIXEL,
    },
    { ...file, filename: 'order.pdf', contentType: 'application/pdf', content: Buffer.alloc(3_500_000, 'x') },
    { ...file, filename: 'run.exe', contentType: 'application/x-msdownload', blocked: true, content: PIXEL },
  ];
  if (files) await storeAttachments(r.sql, { portalId: r.portalId, messageId, expiresAt }, attachments, KEYRING);
  return messageId;
}

function linkOf(messageId: string, changes: Partial<Reader> = {}): string {
  const reader: Reader = {
    messageId,
    contactId: contact.id,
    userId: '8150101',
    address: 'ana@vendas.example',
    language: 'en',
    ...changes,
  };
  return `${r.url}/pages/email/${makeReaderLink('email', reader, { key: SIGNING_KEY, now: r.clock.now() })}`;
}

async function open(url: string) {
  const response = await fetch(url);
  return { status: response.status, html: await response.text(), headers: response.headers };
}

describe('the whole email on a page of ours', () => {
  test('shows formatting, subject, recipients and date, and nothing that runs or calls home', async () => {
    const { status, html } = await open(linkOf(await reply()));
    expect(status).toBe(200);
    expect(html).toContain('<h1>Re: &lt;Prices&gt;</h1>');
    expect(html).toContain('<p>Hello <b>Ana</b></p>');
    expect(html).toContain(`Mariana Oliveira &lt;${contact.addresses[0]}&gt;`);
    expect(html).toContain('<dt>To</dt><dd>Ana Souza</dd>');
    expect(html).toContain('<dt>Cc</dt><dd>petra@kunde.example</dd>');
    expect(html).toContain(
      '<a target="_blank" rel="noopener noreferrer nofollow" href="https://kunde.example">our site</a>',
    );
    expect(html).toContain('Pictures from the internet are not shown');
    expect(html).not.toMatch(
      /<script|<form|<iframe|<svg|<input|onclick|onload|javascript:|track\.example|evil\.example/,
    );
    // The same day in the account's time zone, in words of the reader.
    expect(html).toMatch(/<dt>Date<\/dt><dd>\w+, \w+ \d+, \d{4} at \d/);
  });

  test('is framed by HubSpot alone, runs nothing, and loads nothing but its own pictures', async () => {
    const { headers, html } = await open(linkOf(await reply()));
    const policy = headers.get('content-security-policy')!.split('; ');
    expect(policy).toContain('frame-ancestors https://*.hubspot.com');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("img-src 'self'");
    expect(policy).toContain('sandbox allow-popups allow-popups-to-escape-sandbox allow-downloads');
    expect(policy.some((rule) => /script|connect|frame-src|font/.test(rule))).toBe(false);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(html).not.toContain('<script');
  });

  test('opens pictures and files by signed links, and names a dangerous one without a link', async () => {
    const url = linkOf(await reply());
    const { html } = await open(url);
    const [, src] = /<img [^>]*src="([^"]+)"/.exec(html)!;
    const picture = await fetch(new URL(src!, url));
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(PIXEL);
    const [, href] = /<a href="([^"]+)"[^>]*>order\.pdf<\/a> <span class="quiet">\(3\.3 MB\)/.exec(html)!;
    const file = await fetch(new URL(href!, url));
    expect(file.headers.get('content-disposition')).toContain('order.pdf');
    expect((await file.arrayBuffer()).byteLength).toBe(3_500_000);
    expect(html).toContain('run.exe <span class="quiet">(not available: potentially unsafe file type)');
    // The inline picture is in the text, not a file beside it.
    expect(html).not.toContain('>logo.png</a>');
  });

  test.each([
    ['pt', 'Para', 'Imagens da internet'],
    ['es', 'Para', 'Las imágenes de internet'],
  ] as const)('speaks %s', async (language, to, pictures) => {
    const { html } = await open(linkOf(await reply(), { language }));
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain(`<dt>${to}</dt>`);
    expect(html).toContain(pictures);
  });

  test('a text email keeps its lines, and one whose words are gone says so', async () => {
    const full = 'One <b>\nTwo';
    const plain = await open(linkOf(await reply({ body: { html: null, full, new: full } }, false)));
    expect(plain.html).toContain('<div class="text">One &lt;b&gt;\nTwo</div>');
    const empty = await reply({ body: { html: null, full: '', new: '' } }, false);
    expect((await open(linkOf(empty))).html).toContain('The text of this email is no longer kept.');
  });

  test('warns of a sender whom nothing proves', async () => {
    const failed = await open(linkOf(await reply({ trust: 'failed' }, false)));
    expect(failed.html).toContain('This email failed authentication');
    const unproven = await open(linkOf(await reply({ trust: 'unknown' }, false)));
    expect(unproven.html).toContain('We couldn’t verify who sent this');
    expect((await open(linkOf(await reply({}, false)))).html).not.toContain('class="warning"');
  });

  test('opens for minutes, for its message and contact, and for nobody who signs nothing', async () => {
    const messageId = await reply({}, false);
    const url = linkOf(messageId);
    const other = await reply();
    expect((await open(linkOf(messageId, { contactId: other }))).status).toBe(404);
    expect((await open(url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).status).toBe(404);
    expect((await open(url.replace('8150101', '8150102'))).status).toBe(404);
    const { html } = await open(linkOf(other));
    const [, src] = /<img [^>]*src="[^"]*\/pictures\/([^"]+)"/.exec(html)!;
    // A picture of another message, by a link that is good for this one.
    expect((await fetch(`${url}/pictures/${src}`)).status).toBe(404);
    r.clock.advance('16m');
    const late = await open(url);
    expect(late).toMatchObject({ status: 404 });
    expect(late.html).toContain('This page has expired');
    expect((await fetch(new URL(src!, url))).status).toBe(404);
  });

  test('opens nothing of an account that took the app out', async () => {
    const messageId = await reply({}, false);
    await endConnection(r.sql, r.portalId, { state: 'uninstalled', reason: 'uninstalled', now: r.clock.now() });
    expect((await open(linkOf(messageId))).status).toBe(404);
  });
});

test('a stand-in of HubSpot may frame the pages from beside it, HubSpot from its own pages alone', () => {
  expect(framedBy('https://api.hubapi.com')).toEqual(['https://*.hubspot.com']);
  expect(framedBy('http://127.0.0.1:4010')).toEqual(['https://*.hubspot.com', 'http://127.0.0.1:*']);
});
