import { createPublicKey, verify } from 'node:crypto';
import { EventWebhook } from '@sendgrid/eventwebhook';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SendGridStandIn } from '../../sandbox/sendgrid/server.ts';
import { startReceiver } from '../support/receiver.ts';
import { MAIL, mailClient, start } from '../support/sendgrid.ts';

let sendgrid: SendGridStandIn;
let app: Awaited<ReturnType<typeof startReceiver>>;

async function open(statuses: number[] = []) {
  app = await startReceiver(statuses);
  sendgrid = await start({ eventWebhookUrl: `${app.url}/webhooks/sendgrid-events` });
}
beforeEach(() => open());
afterEach(async () => {
  await sendgrid.close();
  await app.close();
});

type Event = Record<string, unknown>;
const told = () => app.received.flatMap(({ body }) => JSON.parse(body.toString()) as Event[]);
const send = () => mailClient(sendgrid)({ ...MAIL, customArgs: { effect_id: '42' } });

test('a delivered mail is told with its custom arguments', async () => {
  const [response] = await send();
  await sendgrid.idle();
  const id = String(response.headers['x-message-id']);
  expect(told()).toMatchObject([
    { event: 'processed', effect_id: '42', email: MAIL.to.email },
    { event: 'delivered', effect_id: '42', response: '250 OK', sg_message_id: expect.stringMatching(`^${id}\\.`) },
  ]);
});

test("the signature holds for node's crypto and for SendGrid's own verifier, and for no other body", async () => {
  await send();
  await sendgrid.idle();
  const { headers, body } = app.received[0]!;
  const timestamp = headers['x-twilio-email-event-webhook-timestamp']!;
  const signature = headers['x-twilio-email-event-webhook-signature']!;
  const key = createPublicKey({ key: Buffer.from(sendgrid.eventPublicKey, 'base64'), format: 'der', type: 'spki' });
  const signed = Buffer.concat([Buffer.from(timestamp), body]);
  expect(verify('sha256', signed, key, Buffer.from(signature, 'base64'))).toBe(true);
  const webhook = new EventWebhook();
  const publicKey = webhook.convertPublicKeyToECDSA(sendgrid.eventPublicKey);
  expect(webhook.verifySignature(publicKey, body, signature, timestamp)).toBe(true);
  expect(webhook.verifySignature(publicKey, `${body} `, signature, timestamp)).toBe(false);
});

test.each([
  ['bounce', ['processed', 'bounce'], { status: '5.1.1', type: 'bounce' }],
  ['dropped', ['dropped'], { reason: 'Bounced Address' }],
  ['deferred', ['processed', 'deferred'], { attempt: '1' }],
] as const)('an address can answer with %s', async (outcome, events, details) => {
  sendgrid.answerFor(MAIL.to.email.toUpperCase(), outcome);
  await send();
  await sendgrid.idle();
  expect(told().map(({ event }) => event)).toEqual(events);
  expect(told().at(-1)).toMatchObject(details);
});

test('an event may come late', async () => {
  sendgrid.answerFor(MAIL.to.email, 'delivered', 150);
  await send();
  await sendgrid.idle();
  expect(app.received.map(({ body }) => (JSON.parse(body.toString()) as Event[]).map(({ event }) => event))).toEqual([
    ['processed'],
    ['delivered'],
  ]);
});

test('silence, and what a recipient does later', async () => {
  sendgrid.answerFor(MAIL.to.email, 'silent');
  await send();
  await sendgrid.idle();
  expect(told()).toEqual([]);
  sendgrid.tellEvent(sendgrid.messages()[0]!.id, 'spamreport');
  await sendgrid.idle();
  expect(told()).toMatchObject([{ event: 'spamreport', effect_id: '42' }]);
});

test('4xx and 5xx are told again, the same bytes', async () => {
  await sendgrid.close();
  await app.close();
  await open([401, 503]);
  await send();
  await sendgrid.idle();
  expect(sendgrid.eventPosts()).toMatchObject([{ statuses: [401, 503, 200], state: 'delivered' }]);
  expect(new Set(app.received.map(({ body }) => body.toString())).size).toBe(1);
});
