import { randomBytes } from 'node:crypto';
import express from 'express';
import { createFaults } from '../faults.ts';
import { listen } from '../http.ts';
import { openStore } from '../store.ts';
import { accountRoutes, openAccount } from './account-routes.ts';
import { controlRouter } from './control.ts';
import { createDispatch } from './dispatch.ts';
import { createEventWebhook } from './event-webhook.ts';
import { createInboundParse } from './inbound-parse.ts';
import { openKey } from './keys.ts';
import { createMessages } from './messages.ts';
import { sendRoute } from './send-route.ts';
import { openSmtpDoor } from './smtp-door.ts';
import type { SendGridControls, SendGridOptions, SendGridStandIn } from './stand-in.ts';

export type { SendGridOptions, SendGridStandIn } from './stand-in.ts';

/** Starts, or goes on where the directory's last process stopped. */
export async function startSendGrid(options: SendGridOptions): Promise<SendGridStandIn> {
  const { clock, replyDomain } = options;
  const store = openStore(options.dataDir, 'sendgrid');
  const settings = store.collection<string>('settings');
  if (!settings.get('apiKey')) settings.put('apiKey', options.apiKey ?? `SG.${randomBytes(16).toString('base64url')}`);
  const apiKey = options.apiKey ?? settings.get('apiKey')!;
  const inboundKey = openKey(store, 'inbound');
  const eventKey = openKey(store, 'events');
  const messages = createMessages(store, clock);
  const faults = createFaults(store, clock);
  const { retryMs } = options;
  const inbound = createInboundParse({ store, clock, key: inboundKey, target: options.inbound, retryMs });
  const events = createEventWebhook({ store, clock, key: eventKey, targetUrl: options.eventWebhookUrl, retryMs });
  const adminKey = `${apiKey}.admin`;
  const account = openAccount(store, {
    scopes: ['mail.send', 'whitelabel.read'],
    domains: null,
    policies: [],
    parse: [],
    events: [],
  });
  setUpAs(options, account, { inbound: inboundKey.publicKey });
  store.commit();

  const { dispatch, answerFor } = createDispatch({ store, messages, events, inbound, replyDomain });

  const smtp = await openSmtpDoor({
    port: options.smtpPort,
    replyDomain,
    postInbound: inbound.post,
    seen: options.onSmtpMail ?? (async () => {}),
    async deliver({ eml, envelope }) {
      const id = randomBytes(16).toString('base64url');
      await messages.keep({ id, via: 'smtp', envelope, eml });
      store.commit();
    },
  });

  const controls: SendGridControls = {
    apiKey,
    adminKey,
    account,
    smtp: { host: smtp.host, port: smtp.port },
    inboundPublicKey: inboundKey.publicKey,
    eventPublicKey: eventKey.publicKey,
    messages: messages.sent,
    mailbox: messages.mailbox,
    eml: messages.eml,
    postInbound: inbound.post,
    signInbound: (body) => inboundKey.sign(body, clock.now()),
    inboundPosts: inbound.list,
    setInboundTarget: inbound.setTarget,
    setEventTarget: events.setTarget,
    answerFor,
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

  const sends = () => {
    const { scopes, domains } = account.read();
    return { scopes, senderDomains: domains?.flatMap(({ domain, valid }) => (valid ? [domain] : [])) ?? null };
  };
  const publicKeys = { inbound: inboundKey.publicKey, events: eventKey.publicKey };
  const app = express();
  app.use(sendRoute({ store, clock, faults, messages, apiKey, account: sends, dispatch }));
  app.use(
    accountRoutes({
      account,
      apiKey,
      adminKey,
      publicKeys,
      onParse: inbound.setTarget,
      onEvents: events.setTarget,
    }),
  );
  app.use(controlRouter(controls));
  const server = await listen(app, options.port);
  return {
    ...controls,
    url: server.url,
    async close() {
      inbound.close();
      events.close();
      await Promise.all([smtp.close(), server.close()]);
      store.close();
    },
  };
}

/** The account as go-live leaves it, where the stand-in is started as set up already. */
function setUpAs(
  { senderDomains, inbound, eventWebhookUrl, replyDomain }: SendGridOptions,
  account: ReturnType<typeof openAccount>,
  { inbound: publicKey }: { inbound: string },
): void {
  if (senderDomains) account.change({ domains: senderDomains.map((domain) => ({ domain, valid: true })) });
  if (inbound) {
    const policy = { id: 'sandbox-policy', name: 'sandbox', publicKey };
    const { url, mode } = inbound;
    const setting = {
      hostname: replyDomain,
      url,
      send_raw: mode !== 'parsed',
      spam_check: false,
      security_policy: policy.id,
    };
    account.change({ policies: [policy], parse: [setting] });
  }
  if (!eventWebhookUrl) return;
  const all = ['processed', 'delivered', 'deferred', 'bounce', 'dropped', 'spam_report', 'unsubscribe'];
  const told = Object.fromEntries(all.map((event) => [event, true]));
  account.change({ events: [{ id: 'sandbox-events', url: eventWebhookUrl, enabled: true, signed: true, ...told }] });
}
