import { randomBytes } from 'node:crypto';
import express from 'express';
import type { Clock } from '../clock/clock.ts';
import { createFaults, type FaultRequest } from '../faults.ts';
import { listen } from '../http.ts';
import { openStore } from '../store.ts';
import { controlRouter } from './control.ts';
import type { Delivery } from './deliveries.ts';
import { createEventWebhook, type EventName, type EventWebhook } from './event-webhook.ts';
import { createInboundParse, dkimPass, type InboundRequest } from './inbound-parse.ts';
import { openKey } from './keys.ts';
import { problem, type SendAnswer, sendMail } from './mail-send.ts';
import { createMessages, type Message } from './messages.ts';
import { openSmtpDoor } from './smtp-door.ts';

export type SendGridOptions = {
  port?: number;
  smtpPort?: number;
  dataDir?: string;
  clock: Clock;
  apiKey?: string;
  /** Mail for this domain goes to Inbound Parse. */
  replyDomain: string;
  inbound?: { url: string; mode?: 'raw' | 'parsed' };
  eventWebhookUrl?: string;
  /** Domains that may stand in From; without it any may. */
  senderDomains?: string[];
  /** Pauses between attempts of a delivery, for tests that want them shorter. */
  retryMs?: number[];
};

export type SendGridStandIn = {
  /** Base URL for `@sendgrid/client`, and of the lists and controls. */
  url: string;
  apiKey: string;
  smtp: { host: string; port: number };
  /** Base64 SPKI, as the security policy of Inbound Parse and the event webhook show them. */
  inboundPublicKey: string;
  eventPublicKey: string;
  messages(to?: string): Message[];
  mailbox(address: string): Message[];
  eml(id: string): Buffer | undefined;
  postInbound(request: InboundRequest): Promise<Delivery>;
  /** Every Inbound Parse post, its attempts, and whether it was dropped. */
  inboundPosts(): Delivery[];
  setInboundTarget(url: string, mode?: 'raw' | 'parsed'): void;
  setEventTarget(url: string): void;
  /** What happens to mails for an address from now on; `delivered` is the rule. */
  answerFor(address: string, outcome: 'delivered' | 'bounce' | 'dropped' | 'deferred' | 'silent'): void;
  /** A later event of a mail that was sent. */
  tellEvent(messageId: string, event: EventName, details?: Record<string, unknown>): void;
  events: EventWebhook['events'];
  eventPosts(): Delivery[];
  fault(fault: FaultRequest): string;
  clearFaults(): void;
  /** Resolves when no post waits for a retry any more. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

const OUTCOMES = {
  delivered: { response: '250 OK' },
  bounce: {
    type: 'bounce',
    status: '5.1.1',
    reason: '550 5.1.1 The email account that you tried to reach does not exist.',
  },
  dropped: { reason: 'Bounced Address' },
  deferred: { response: '450 4.2.1 The user is receiving mail too quickly.', attempt: '1' },
};

export async function startSendGrid(options: SendGridOptions): Promise<SendGridStandIn> {
  const { clock, replyDomain } = options;
  const store = openStore(options.dataDir, 'sendgrid');
  const settings = store.collection<string>('settings');
  const outcomes = store.collection<keyof typeof OUTCOMES | 'silent'>('outcomes');
  if (!settings.get('apiKey')) settings.put('apiKey', options.apiKey ?? `SG.${randomBytes(16).toString('base64url')}`);
  const apiKey = options.apiKey ?? settings.get('apiKey')!;
  const inboundKey = openKey(store, 'inbound');
  const eventKey = openKey(store, 'events');
  const messages = createMessages(store, clock);
  const faults = createFaults(store, clock);
  const { retryMs } = options;
  const inbound = createInboundParse({ store, clock, key: inboundKey, target: options.inbound, retryMs });
  const events = createEventWebhook({ store, clock, key: eventKey, targetUrl: options.eventWebhookUrl, retryMs });
  store.commit();

  /** What the world does with a mail: events per recipient, and Inbound Parse for our own reply addresses. */
  const dispatch = (message: Message) => {
    for (const address of message.envelope.to) {
      const outcome = outcomes.get(address.toLowerCase()) ?? 'delivered';
      if (outcome === 'silent') continue;
      if (outcome !== 'dropped') events.tell(message, address, 'processed');
      events.tell(message, address, outcome, OUTCOMES[outcome]);
    }
    const replies = message.envelope.to.filter((address) => address.toLowerCase().endsWith(`@${replyDomain}`));
    const eml = messages.eml(message.id);
    if (replies.length === 0 || !eml) return;
    const { from } = message.envelope;
    void inbound.post({ eml, envelope: { from, to: replies }, spf: 'pass', dkim: dkimPass(message.from.address) });
  };

  const smtp = await openSmtpDoor({
    port: options.smtpPort,
    replyDomain,
    postInbound: inbound.post,
    async deliver({ eml, envelope }) {
      const id = randomBytes(16).toString('base64url');
      await messages.keep({ id, via: 'smtp', envelope, eml });
      store.commit();
    },
  });

  const standIn: Omit<SendGridStandIn, 'url' | 'close'> = {
    apiKey,
    smtp: { host: smtp.host, port: smtp.port },
    inboundPublicKey: inboundKey.publicKey,
    eventPublicKey: eventKey.publicKey,
    messages: messages.sent,
    mailbox: messages.mailbox,
    eml: messages.eml,
    postInbound: inbound.post,
    inboundPosts: inbound.list,
    setInboundTarget: inbound.setTarget,
    setEventTarget: events.setTarget,
    answerFor(address, outcome) {
      outcomes.put(address.toLowerCase(), outcome);
      store.commit();
    },
    tellEvent(messageId, event, details) {
      const message = messages.sent().find(({ id }) => id === messageId);
      if (!message) throw new Error(`No mail with the id ${messageId} was sent.`);
      for (const address of message.envelope.to) events.tell(message, address, event, details);
    },
    events: events.events,
    eventPosts: events.deliveries,
    fault: faults.add,
    clearFaults: faults.clear,
    async idle() {
      await events.idle();
      await inbound.idle();
    },
  };

  const app = express();
  app.post('/v3/mail/send', express.raw({ type: () => true, limit: '60mb' }), async (request, response) => {
    const fault = faults.take('POST', '/v3/mail/send');
    if (fault?.effect === 'hang') return;
    if (typeof fault?.effect === 'number') {
      const headers = { 'x-ratelimit-limit': '600', 'x-ratelimit-remaining': '0', ...fault.headers };
      return answer(problem(fault.effect, fault.effect === 429 ? 'too many requests' : 'internal error'), headers);
    }
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const sent = await sendMail({
      body,
      contentType: request.get('content-type') ?? '',
      authorization: request.get('authorization') ?? '',
      apiKey,
      senderDomains: options.senderDomains ?? null,
      messages,
      clock,
    });
    store.commit();
    for (const message of sent.messages) dispatch(message);
    if (fault?.effect === 'lost-answer') request.socket.destroy();
    else answer(sent, sent.headers);

    function answer({ status, body: errors }: SendAnswer, headers: Record<string, string> = {}): void {
      response.status(status).set(headers);
      if (errors) response.json(errors);
      else response.end();
    }
  });
  app.use(controlRouter(standIn));
  const server = await listen(app, options.port);
  return {
    ...standIn,
    url: server.url,
    async close() {
      inbound.close();
      events.close();
      await Promise.all([smtp.close(), server.close()]);
      store.close();
    },
  };
}
