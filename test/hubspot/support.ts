import pino from 'pino';
import type { Analysis } from '../../lib/analysis/index.ts';
import { addAnalysis } from '../../lib/conversations/analyses.ts';
import { type Contact, upsertContact } from '../../lib/conversations/contacts.ts';
import { openConversation } from '../../lib/conversations/conversations.ts';
import { type MessageBody, sealBody } from '../../lib/conversations/message-bodies.ts';
import { addMessage, markCounted, type NewMessage } from '../../lib/conversations/messages.ts';
import { createReplyToken } from '../../lib/conversations/reply-tokens.ts';
import type { Sql } from '../../lib/database/types.ts';
import { EVENT_DEFINITIONS } from '../../lib/hubspot/app-events/index.ts';
import { createHubSpotClient, type HubSpotClient } from '../../lib/hubspot/client.ts';
import type { AccessTokenDependencies } from '../../lib/hubspot/oauth/tokens.ts';
import { createPortalClient, type PortalClient } from '../../lib/hubspot/portal-client.ts';
import type { SyncDependencies } from '../../lib/hubspot/sync/dependencies.ts';
import { syncPortal } from '../../lib/hubspot/sync/sync-portal.ts';
import { safeHtml } from '../../lib/hubspot/timeline/safe-html.ts';
import { addEffects, type NewEffect } from '../../lib/outbox/add-effects.ts';
import { connectPortal } from '../../lib/portals/portals.ts';
import type { PortalSettings } from '../../lib/portals/settings.ts';
import { type Clock, createClock } from '../sandbox/clock/clock.ts';
import type { PortalOptions } from '../sandbox/hubspot/portals.ts';
import { type HubSpotStandIn, startHubSpot } from '../sandbox/hubspot/server.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { keepCalls } from '../support/openapi.ts';
import { transactions } from '../support/transact.ts';

export const KEYRING = { current: 'k1', keys: { k1: Buffer.alloc(32, 7) } };
export const SIGNING_KEY = Buffer.alloc(32, 9);

/** A connected account on the stand-in with our own database beside it. */
export type World = AsyncDisposable & {
  database: TestDatabase;
  sql: Sql;
  clock: Clock;
  hubspot: HubSpotStandIn;
  http: HubSpotClient;
  tokens: AccessTokenDependencies;
  portalId: number;
  client: PortalClient;
  drain: SyncDependencies;
};

export async function world(
  options: { portal?: PortalOptions; scopes?: string[]; settings?: Partial<PortalSettings>; timeoutMs?: number } = {},
): Promise<World> {
  const [database, clock] = [await testDatabase(), createClock()];
  const hubspot = await startHubSpot({ clock, portal: options.portal, autoConsent: true });
  registerEventTypes(hubspot);
  const http = createHubSpotClient({ baseUrl: hubspot.url, timeoutMs: options.timeoutMs ?? 5000 });
  const { clientId, clientSecret } = hubspot.app;
  const app = {
    clientId,
    clientSecret,
    authorizeUrl: `${hubspot.url}/oauth/authorize`,
    redirectUri: 'http://localhost:3000/oauth/callback',
  };
  const tokens = { sql: database.sql, client: http, app, keyring: KEYRING, now: clock.now };
  const portalId = hubspot.portal().id;
  await connect({ hubspot, clock, sql: database.sql }, options);
  // A turn in the request budget is waited for on the test's clock, by which the stand-in counts its own limit too.
  const wait = async (ms: number) => {
    clock.advance(ms);
    await database.sql`update portals set budget_at = budget_at - ${ms} * interval '1 ms' where portal_id = ${portalId}`;
  };
  const client = createPortalClient({ ...tokens, wait }, portalId);
  const drain = {
    sql: database.sql,
    transact: transactions(database.sql).transact,
    client,
    now: clock.now,
    log: pino({ level: 'silent' }),
    observe: () => {},
    safeHtml: async (html: string) => safeHtml(html),
    keyring: KEYRING,
    replyAddressOf: (replyTokenId: string) => `reply+${replyTokenId.slice(-16)}@reply.vendas.example`,
  };
  return {
    database,
    sql: database.sql,
    clock,
    hubspot,
    http,
    tokens,
    portalId,
    client,
    drain,
    async [Symbol.asyncDispose]() {
      keepCalls(hubspot.calls());
      await hubspot.close();
      await database.close();
    },
  };
}

/** HubSpot approved the app's event types. */
export function registerEventTypes(hubspot: HubSpotStandIn): void {
  hubspot.registerEventTypes(
    EVENT_DEFINITIONS.map(({ uid, config }) => ({
      name: uid,
      properties: config.properties.map(({ name, type, options: values }) => ({
        name,
        type,
        ...(values && { options: values.map(({ value }) => value) }),
      })),
    })) as never,
  );
}

/** The install without its browser: tokens from the stand-in, stored as the callback would. */
export async function connect(
  { hubspot, clock, sql }: Pick<World, 'hubspot' | 'clock' | 'sql'>,
  { scopes, settings = {} }: { scopes?: string[]; settings?: Partial<PortalSettings> } = {},
): Promise<void> {
  const grant = hubspot.install({ scopes });
  const portal = hubspot.portal();
  const connection = {
    portalId: portal.id,
    tokens: { accessToken: grant.access_token, refreshToken: grant.refresh_token },
    expireAt: new Date(clock.now().getTime() + grant.expires_in * 1000),
    scopes: grant.scopes,
    timeZone: portal.timeZone,
    uiDomain: portal.uiDomain,
    installerAddress: portal.users[0]!.email,
    firstSettings: { postalAddress: 'Vendas, Rua A 1, São Paulo', ...settings },
  };
  await connectPortal(sql, connection, { keyring: KEYRING, now: clock.now() });
}

export function analysis(changes: Partial<Analysis> = {}): Analysis {
  return {
    kind: 'human',
    response_type: 'high_value',
    key_insights: 'Wants prices for three more sites.',
    sentiment: 'positive',
    opportunity_score: 5,
    follow_up_needed: true,
    product_interest: 'very_interested',
    action_items: ['Send the price list'],
    product_usage: null,
    monthly_volume: 'about 40k emails a month',
    pain_points: [],
    evidence: { action_items: ['prices'], product_usage: null, monthly_volume: '40k emails a month', pain_points: [] },
    confidence: 0.9,
    doubt: null,
    absence: null,
    referral: null,
    flags: [],
    ...changes,
  };
}

export async function ourContact(
  { sql, portalId, clock }: World,
  hubspotId: string,
  address?: string,
): Promise<Contact> {
  const facts = {
    hubspotId,
    name: 'Mariana Oliveira',
    addresses: [address ?? `c${hubspotId}@kunde.example`],
    ownerId: '62010101',
    ownerAddress: 'ana.souza@vendas.example',
  };
  return upsertContact(sql, portalId, facts, clock.now());
}

export type StoredReply = { messageId: string; conversationId: string; analysisId: string };

type Changes = Partial<NewMessage> & { analyzed?: Partial<Analysis>; body?: Partial<MessageBody> };

const PRICES = {
  full: 'Please send me prices.\n\nAna wrote:\n> Hello',
  new: 'Please send me prices.',
  html: '<p>Please send me prices.</p><script>alert(1)</script>',
};

/** A reply as the steps before the sync leave it: stored, analyzed, waiting. No effects yet. */
export async function storeReply(
  { sql, portalId, clock }: World,
  contact: Contact,
  { analyzed = {}, body = {}, ...message }: Changes = {},
): Promise<StoredReply> {
  const now = message.receivedAt ?? clock.now();
  const conversation = await openConversation(sql, { portalId, contactId: contact.id, subject: 'Prices' }, now);
  const messageId = await addMessage(sql, {
    portalId,
    conversationId: conversation.id,
    contactId: contact.id,
    kind: 'reply',
    direction: 'incoming',
    author: { name: contact.name, address: contact.addresses[0] },
    recipients: { to: [{ name: 'Ana Souza', address: 'ana.souza@vendas.example' }] },
    subject: 'Re: Prices',
    sealedBody: sealBody({ ...PRICES, ...body }, KEYRING),
    trust: 'verified',
    occurredAt: now,
    receivedAt: now,
    ...message,
  });
  await markCounted(sql, messageId, now);
  await sql`update conversations set waiting_since = least(waiting_since, ${now}) where id = ${conversation.id}`;
  await sql`update contacts set reply_count = reply_count + 1, last_received_at = greatest(last_received_at, ${now}) where id = ${contact.id}`;
  const result = { analysis: analysis(analyzed), analyst: 'rules', promptVersion: '1', dropped: 0 };
  const stored = await addAnalysis(sql, { portalId, messageId, result }, clock.now());
  return { messageId, conversationId: conversation.id, analysisId: stored.id };
}

/** What the conversation's steps ask for after a trusted reply. */
function replyEffects(
  portalId: number,
  contactId: string,
  { messageId, conversationId, analysisId }: StoredReply,
): NewEffect[] {
  const about = { portalId, contactId, conversationId, messageId };
  return [
    { ...about, kind: 'email_object', key: `email:${messageId}` },
    { ...about, analysisId, kind: 'event', key: `event:analyzed:${messageId}`, details: { type: 'reply_analyzed' } },
    { ...about, analysisId, kind: 'properties', key: `properties:${messageId}` },
    { ...about, analysisId, kind: 'task', key: `task:${messageId}` },
  ];
}

export async function askFor({ sql, clock }: World, effects: NewEffect[]): Promise<void> {
  for (let start = 0; start < effects.length; start += 1000)
    await transactions(sql).transact((tx) => addEffects(tx, effects.slice(start, start + 1000), clock.now()));
}

/** A reply with everything that follows from it, ready to drain. */
export async function replyFrom(
  world: World,
  contact: Contact,
  message: Parameters<typeof storeReply>[2] = {},
): Promise<StoredReply> {
  const reply = await storeReply(world, contact, message);
  await askFor(world, replyEffects(world.portalId, contact.id, reply));
  return reply;
}

/** Drains until nothing waits, moving the clock to whatever is due next. */
export async function drainAll({ drain, clock }: World, limit = 60): Promise<void> {
  for (let n = 0; n < limit; n++) {
    const { dueAt } = await syncPortal(drain);
    if (!dueAt) return;
    if (dueAt > clock.now()) clock.set(new Date(dueAt.getTime() + 1));
  }
  throw new Error(`still waiting after ${limit} drains`);
}

export async function stateOf({ sql }: World, key: string) {
  const [row] = await sql<
    {
      state: string;
      reason: string | null;
      details: object;
      next_step: string | null;
      result_id: string | null;
    }[]
  >`
    select state, reason, reason_details as details, next_step, result_id from effects where key = ${key}`;
  return row;
}

export async function replyToken(
  { sql, portalId, clock }: World,
  conversationId: string,
  sentMessageId: string | null = null,
) {
  const sentBy = { userId: '8150101', ownerId: '62010101', name: 'Ana Souza', address: 'ana.souza@vendas.example' };
  return createReplyToken(
    sql,
    { portalId, conversationId, sentMessageId, sentBy },
    { key: SIGNING_KEY, now: clock.now() },
  );
}
