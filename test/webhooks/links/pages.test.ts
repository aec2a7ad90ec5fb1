import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeLink } from '../../../lib/mail/own-marks/links.ts';
import { recordRequest, requestId } from '../../../lib/portals/forward-addresses.ts';
import { createAttachments } from '../../../webhooks/links/attachments.ts';
import { createConfirmAddress } from '../../../webhooks/links/confirm-address.ts';
import { createOAuthRoutes } from '../../../webhooks/links/install.ts';
import { createLatePage } from '../../../webhooks/links/late.ts';
import { createUnsubscribe } from '../../../webhooks/links/unsubscribe.ts';
import { KEYRING, ourContact, SIGNING_KEY, storeReply } from '../../hubspot/support.ts';
import { type Receiver, receiver } from '../support.ts';

const links = (): Promise<Receiver> =>
  receiver(({ sql, queue, tokens, drain }) => {
    const common = { sql, queue, signingKey: SIGNING_KEY, keyring: KEYRING, now: drain.now, log: drain.log };
    return {
      '/unsubscribe': createUnsubscribe(common),
      '/confirm': createConfirmAddress(common),
      '/attachments': createAttachments(common),
      '/late': createLatePage(common),
      '/oauth': createOAuthRoutes({
        ...tokens,
        publicUrl: 'http://localhost:3000',
        hubSpotAppId: '7',
        queue,
        log: drain.log,
      }),
    };
  });

async function open(url: string, language = 'en', method = 'GET') {
  const response = await fetch(url, { method, headers: { 'accept-language': language } });
  return { status: response.status, html: await response.text(), headers: response.headers };
}

/** A tracked email of Ana to the contact, and the link in its List-Unsubscribe. */
async function unsubscribeLink(r: Receiver, address: string): Promise<string> {
  const contact = await ourContact(r, r.hubspot.contacts()[0]!.id);
  const { messageId } = await storeReply(r, contact, {
    kind: 'sent',
    direction: 'outgoing',
    author: { name: 'Ana Souza', address },
    recipients: { to: [{ name: contact.name, address: contact.addresses[0]! }] },
  });
  return `${r.url}/unsubscribe/${makeLink('unsubscribe', messageId, SIGNING_KEY)}`;
}

test('every page runs nothing, is kept by nobody and shown in no frame', async () => {
  await using r = await links();
  const paths = ['/unsubscribe/x', '/confirm/x', '/attachments/x', '/late/x', '/oauth/callback?error=access_denied'];
  for (const path of paths) {
    const { headers, html } = await open(`${r.url}${path}`);
    const style = /<style>(.*)<\/style>/s.exec(html)![1]!;
    expect(headers.get('content-security-policy')!.split('; '), path).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(html).not.toMatch(/ style=|<script/);
  }
});

test.each([
  ['de-DE,de;q=0.9', 'en', 'This link has expired.'],
  ['pt-BR,pt;q=0.9,en;q=0.8', 'pt', 'Este link expirou.'],
  ['de;q=0.9,es-MX;q=0.8,en;q=0.5', 'es', 'Este enlace venció.'],
])('a browser that asks for %s reads %s', async (accepted, language, title) => {
  await using r = await links();
  for (const path of ['/unsubscribe/x', '/confirm/x', '/attachments/x']) {
    const page = await open(`${r.url}${path}`, accepted);
    expect(page.status).toBe(404);
    expect(page.html).toContain(`<html lang="${language}">`);
    expect(page.html).toContain(`<h1>${title}</h1>`);
  }
});

test('opting out names whose emails end, once before and once after the click', async () => {
  await using r = await links();
  const link = await unsubscribeLink(r, 'ana.souza@vendas.example');
  expect((await open(link, 'pt')).html).toContain('Deixar de receber e-mails de vendas.example?');
  expect((await open(link, 'en', 'POST')).html).toContain('You’ve been unsubscribed from emails by vendas.example.');
});

test('what a rep or a stranger named stands as text', async () => {
  await using r = await links();
  const link = await unsubscribeLink(r, 'ana@<b>vendas');
  expect((await open(link)).html).toContain('<h1>Stop receiving emails from &lt;b&gt;vendas?</h1>');

  const owner = { portalId: r.portalId, userId: null };
  const address = '"<img src=x>"@post.example';
  const at = r.clock.now();
  await recordRequest(r.sql, { ...owner, address, by: { name: 'Ana Souza' } }, at);
  const confirm = makeLink('confirm', requestId(owner, at), SIGNING_KEY);
  expect((await open(`${r.url}/confirm/${confirm}`)).html).toContain(
    '<p>&quot;&lt;img src=x&gt;&quot;@post.example</p>',
  );
});
