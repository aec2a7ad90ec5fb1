import { join } from 'node:path';
import express from 'express';
import type { Logger } from 'pino';
import PostalMime, { type Address } from 'postal-mime';
import { createRulesAnalyst } from '../../lib/analysis/index.ts';
import { readConfig } from '../../lib/config.ts';
import type { Database } from '../../lib/database/index.ts';
import { errorFacts } from '../../lib/error-facts.ts';
import { EVENT_DEFINITIONS } from '../../lib/hubspot/app-events/index.ts';
import type { HeldStep } from '../../lib/jobs/context.ts';
import { changeSettings } from '../../lib/portals/portals.ts';
import { type Running, type StartOptions, start } from '../../server.ts';
import { type Clock, createClock } from './clock/clock.ts';
import { clockRouter } from './clock/server.ts';
import { freePort } from './free-port.ts';
import { createGates } from './gates.ts';
import { answerByRules } from './gemini/answer-by-rules.ts';
import { type GeminiStandIn, startGemini } from './gemini/server.ts';
import { listen } from './http.ts';
import type { InboxMail } from './hubspot/inbox.ts';
import { type Plan, SCOPES } from './hubspot/seed.ts';
import { type HubSpotStandIn, startHubSpot } from './hubspot/server.ts';
import { inboundRelay } from './inbound-relay.ts';
import { type SendGridStandIn, startSendGrid } from './sendgrid/server.ts';

export const REPLY_DOMAIN = 'reply.vendas.example';
export const MAIL_DOMAIN = 'vendas.example';
export const INBOUND_SECRET = 'sandbox-inbound-parse-secret';
/** Of the sandbox's company, as it stands under its tracked emails. */
export const POSTAL_ADDRESS = 'Vendas Exemplo, Rua das Flores 100, São Paulo';
const MODEL = 'gemini-3.5-flash-lite';

export type SandboxOptions = {
  /** Everything lives here: the product's database and the stand-ins' state. */
  dataDir: string;
  databaseUrl?: string;
  /** One that is open already, in place of that of `databaseUrl` or the embedded one in `dataDir`. */
  database?: Database;
  /** Port of the web page; any free one without it. */
  port?: number;
  scopes?: keyof typeof SCOPES;
  plan?: Plan;
  hold?: HeldStep[];
  log: Logger;
  /** More settings of the product, by their names in the environment. */
  settings?: Record<string, string>;
  /** In place of a DNS in which the reply domain is set up. */
  resolveMx?: StartOptions['resolveMx'];
  /** Without it the web page is left out, which tests of the way of a reply want. */
  page?: boolean;
  /** Bundles of the cards by uid, as HubSpot's own builder makes them; without them they are built here. */
  bundles?: Map<string, string>;
};

export type Sandbox = {
  app: Running & { url: string };
  hubspot: HubSpotStandIn;
  sendgrid: SendGridStandIn;
  gemini: GeminiStandIn;
  clock: Clock;
  /** Base of the page, the clock, the relay for unsigned posts and the gates. */
  url: string;
  inboundUrl: string;
  portalId: number;
  release(step: HeldStep): void;
  close(): Promise<void>;
};

/** The whole product against stand-ins of the three services, in one process: no account, no network. */
export async function startSandbox({
  dataDir,
  databaseUrl,
  database,
  port,
  scopes = 'all',
  plan = 'pro',
  hold = [],
  log,
  page = true,
  settings = {},
  bundles,
  resolveMx = async () => [{ exchange: 'mx.sendgrid.net' }],
}: SandboxOptions): Promise<Sandbox> {
  const standIns = join(dataDir, 'stand-ins');
  const clock = createClock({ dataDir: standIns });
  const appPort = await freePort();
  const appUrl = `http://127.0.0.1:${appPort}`;
  const inboundPath = `/webhooks/inbound-parse/${INBOUND_SECRET}`;
  const hubspot = await startHubSpot({
    dataDir: standIns,
    clock,
    autoConsent: true,
    // As set up by the guide: what our own domains send and get is no contact's.
    portal: {
      plan,
      inbox: { connected: true, neverLog: [REPLY_DOMAIN] },
      ...(scopes === 'minimal' && { grantableScopes: SCOPES.minimal }),
    },
    permittedUrls: [`${appUrl}/cards/`],
    redirectUrls: [`${appUrl}/oauth/callback`],
    webhooks: { targetUrl: `${appUrl}/webhooks/hubspot-events` },
  });
  hubspot.registerEventTypes(
    EVENT_DEFINITIONS.map(({ uid, config }) => ({
      name: uid,
      properties: config.properties.map(({ name, type, options }) => ({
        name,
        type,
        options: options?.map(({ value }) => value),
      })),
    })),
  );
  const sendgrid = await startSendGrid({
    dataDir: standIns,
    clock,
    replyDomain: REPLY_DOMAIN,
    senderDomains: [MAIL_DOMAIN, REPLY_DOMAIN],
    inbound: { url: `${appUrl}${inboundPath}` },
    eventWebhookUrl: `${appUrl}/webhooks/sendgrid-events`,
    onSmtpMail: async (eml) => hubspot.inbox.see(await asInInbox(eml)),
  });
  const gemini = await startGemini({ dataDir: standIns, clock, answer: answerByRules(createRulesAnalyst()) });
  const gates = createGates(hold);
  const config = readConfig({
    ...environment({ appPort, appUrl, dataDir, databaseUrl, standIns: { hubspot, sendgrid, gemini } }),
    ...settings,
  });
  const running = await start(config, { log, now: clock.now, pass: gates.pass, database, resolveMx });
  const app = { ...running, url: appUrl };
  await install(appUrl);
  // The first email waits for it.
  const { sql } = running.context;
  await changeSettings(sql, hubspot.portal().id, { postalAddress: POSTAL_ADDRESS }, clock.now());

  const wake = () => void app.context.queue.transact(async ({ enqueue }) => enqueue('sweep', {}));
  const site = express();
  site.use('/inbound-parse', inboundRelay({ sendgrid, appUrl }));
  site.use('/sandbox/gates', gates.router);
  site.use('/clock', (request, response, next) => {
    if (request.method === 'POST') response.once('finish', wake);
    next();
  });
  site.use('/clock', clockRouter(clock));
  if (page) {
    seedAccounts(hubspot);
    const { createPage } = await import('./page/index.ts');
    // Its bundles take seconds to build, and nobody has to wait for them before the first visit.
    const built = createPage({ hubspot, sendgrid, clock, appUrl, replyDomain: REPLY_DOMAIN, onClock: wake, bundles });
    built.catch((error: Error) => log.error({ err: errorFacts(error) }, 'the page could not be built'));
    site.use(async (request, response, next) => (await built)(request, response, next));
  }
  const { url, close } = await listen(site, port);

  return {
    app,
    hubspot,
    sendgrid,
    gemini,
    clock,
    url,
    inboundUrl: `${url}/inbound-parse/${INBOUND_SECRET}`,
    portalId: hubspot.portal().id,
    release: gates.release,
    async close() {
      await close();
      gates.releaseAll();
      await app.close();
      await Promise.all([hubspot.close(), sendgrid.close(), gemini.close()]);
    },
  };
}

/** Each seeded contact's company, and a deal of the first, for the page to show. */
function seedAccounts(hubspot: HubSpotStandIn): void {
  const [first, ...others] = hubspot.contacts();
  if (!first || hubspot.related('contacts', first.id, 'companies').length > 0) return;
  for (const { id, properties } of [first, ...others]) {
    if (!properties.company) continue;
    const company = hubspot.person.createRecord('companies', { name: properties.company });
    hubspot.person.associate(['contacts', id], ['companies', company.id]);
  }
  const deal = hubspot.person.createRecord('deals', { dealname: 'Pro plan', dealstage: 'contractsent' });
  hubspot.person.associate(['contacts', first.id], ['deals', deal.id]);
}

/** A mail as the mailbox of whoever sent or got it has it. */
async function asInInbox(eml: Buffer): Promise<InboxMail> {
  const { from, to = [], cc = [], messageId = '', subject = '', text = '' } = await PostalMime.parse(eml);
  const addresses = (people: Address[]) => people.flatMap(({ address }) => address || []);
  return { from: from?.address ?? '', to: addresses(to), cc: addresses(cc), messageId, subject, text };
}

/** The variables under which the product reaches the stand-ins. */
export function environment({
  appPort,
  appUrl,
  dataDir,
  databaseUrl,
  standIns: { hubspot, sendgrid, gemini },
}: {
  appPort: number;
  appUrl: string;
  dataDir: string;
  databaseUrl: string | undefined;
  standIns: Pick<Sandbox, 'hubspot' | 'sendgrid' | 'gemini'>;
}) {
  return {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: String(appPort),
    PUBLIC_URL: appUrl,
    // Keys of nothing: every sandbox has the same.
    SIGNING_KEY: Buffer.alloc(32, 'sandbox token key').toString('base64'),
    ENCRYPTION_KEYS: `sandbox:${Buffer.alloc(32, 'sandbox encryption key').toString('base64')}`,
    REPLY_DOMAIN,
    MAIL_DOMAIN,
    SENDGRID_API_KEY: sendgrid.apiKey,
    SENDGRID_BASE_URL: sendgrid.url,
    INBOUND_SECRETS: INBOUND_SECRET,
    INBOUND_PUBLIC_KEYS: sendgrid.inboundPublicKey,
    EVENT_PUBLIC_KEYS: sendgrid.eventPublicKey,
    HUBSPOT_APP_ID: String(hubspot.app.appId),
    HUBSPOT_CLIENT_ID: hubspot.app.clientId,
    HUBSPOT_CLIENT_SECRET: hubspot.app.clientSecret,
    HUBSPOT_BASE_URL: hubspot.url,
    HUBSPOT_AUTHORIZE_URL: `${hubspot.url}/oauth/authorize`,
    HUBSPOT_APP_EVENTS: 'on',
    GEMINI_API_KEY: gemini.apiKey,
    GEMINI_MODEL: MODEL,
    GEMINI_BASE_URL: gemini.url,
  };
}

/** Connects the app as an admin does: its install link, HubSpot's consent, the way back with the cookie. */
export async function install(appUrl: string): Promise<void> {
  const begun = await fetch(`${appUrl}/oauth/install`, { redirect: 'manual' });
  const consented = await fetch(begun.headers.get('location')!, { redirect: 'manual' });
  const cookie = begun.headers.getSetCookie()[0]!.split(';')[0]!;
  const finished = await fetch(consented.headers.get('location')!, { headers: { cookie } });
  if (!finished.ok) throw new Error(`The sandbox could not connect the app: ${await finished.text()}`);
}
