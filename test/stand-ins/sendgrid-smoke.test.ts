import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import client from '@sendgrid/client';
import sendgridMail from '@sendgrid/mail';
import nodemailer from 'nodemailer';
import { expect, test } from 'vitest';
import { createClock } from '../sandbox/clock/clock.ts';
import { startSendGrid } from '../sandbox/sendgrid/server.ts';

test('smoke', async () => {
  const posts: { headers: Record<string, unknown>; body: Buffer }[] = [];
  const app = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      posts.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.end('ok');
    });
  }).listen(0);
  const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/inbound`;
  const sendgrid = await startSendGrid({ clock: createClock(), replyDomain: 'reply.vendas.example', inbound: { url } });
  sendgridMail.setApiKey(sendgrid.apiKey);
  client.setApiKey(sendgrid.apiKey);
  client.setDefaultRequest('baseUrl', sendgrid.url);
  sendgridMail.setClient(client);
  const [res] = await sendgridMail.send({
    from: { email: 'ana@vendas.example', name: 'Ana' },
    to: 'max@kunde.example',
    subject: 'Olá',
    text: 'Oi',
    html: '<p>Oi</p>',
    customArgs: { effect_id: '7' },
    headers: { 'Message-ID': '<x@vendas.example>' },
  });
  expect(res.statusCode).toBe(202);
  expect(sendgrid.mailbox('max@kunde.example')[0]?.messageId).toBe('<x@vendas.example>');
  const transport = nodemailer.createTransport({ host: sendgrid.smtp.host, port: sendgrid.smtp.port, ignoreTLS: true });
  await transport.sendMail({
    from: 'Max <max@kunde.example>',
    to: 'reply+abc@reply.vendas.example',
    subject: 'Re: Olá',
    text: 'Tá bom €',
  });
  expect(posts.length).toBe(1);
  console.log(posts[0]!.body.toString());
  await sendgrid.close();
  app.close();
});
