import { Resolver } from 'node:dns/promises';
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type Router } from 'express';
import type { Logger } from 'pino';
import { type CardDependencies, createCardRoutes } from './cards/index.ts';
import { createOpenApi } from './cards/openapi.ts';
import {
  createGeminiAnalyst,
  createGeminiDrafter,
  createRestraintInThreads,
  createRulesInThreads,
} from './lib/analysis/index.ts';
import { serveAdmin } from './lib/cli/admin/running.ts';
import { type Config, ConfigError, type Reading, readConfig, readSettings } from './lib/config.ts';
import { databaseClock } from './lib/database/clock.ts';
import { type Database, openDatabase } from './lib/database/index.ts';
import { DatabaseInUseError } from './lib/database/lock.ts';
import { NewerDatabaseError } from './lib/database/migrate.ts';
import { isPassingError } from './lib/database/passing-error.ts';
import { databaseProblem } from './lib/database/start-problems.ts';
import { errorFacts } from './lib/error-facts.ts';
import { createHubSpotClient } from './lib/hubspot/client.ts';
import { type OAuthApp, oauthAppOf } from './lib/hubspot/oauth/app.ts';
import type { AccessTokenDependencies } from './lib/hubspot/oauth/tokens.ts';
import { uninstall } from './lib/hubspot/oauth/uninstall.ts';
import { observedClient, observedWait } from './lib/hubspot/observed-client.ts';
import { createPortalClient } from './lib/hubspot/portal-client.ts';
import { createSafeHtml } from './lib/hubspot/timeline/safe-html.ts';
import type { HeldStep, JobContext } from './lib/jobs/context.ts';
import { startWorkers } from './lib/jobs/index.ts';
import { SEND_TIMEOUT_MS } from './lib/jobs/mail-attempts.ts';
import { analystObserved } from './lib/jobs/observed.ts';
import { createLogger } from './lib/logger.ts';
import { createReadSenderDomains } from './lib/mail/outgoing/sender-domains.ts';
import { createSendMail } from './lib/mail/outgoing/sendgrid.ts';
import { createMailReader, createReadAlone } from './lib/mail/reader.ts';
import { logSeen, observeAll } from './lib/observe.ts';
import { endLeases } from './lib/outbox/effects.ts';
import { OPERATOR } from './lib/portals/author.ts';
import { startQueue } from './lib/queue.ts';
import { createThreads } from './lib/threads.ts';
import { lastWord, refuseOddRequests } from './webhooks/http-errors.ts';
import { createPlaces } from './webhooks/inbound-parse.ts';
import { createWebhooks } from './webhooks/index.ts';
import { createMetricsRoute, withToken } from './webhooks/metrics.ts';
import { createProbes, type Receiver } from './webhooks/probes.ts';
import { type CountRefusal, createRefusals } from './webhooks/refusals.ts';
import { createSetUp } from './webhooks/set-up.ts';
import { openSpool } from './webhooks/spool.ts';

export type Running = {
  /** Where it listens, null in a worker-only process. */
  url: string | null;
  database: Database;
  context: JobContext;
  oauthApp: OAuthApp;
  close(): Promise<void>;
};

export type StartOptions = {
  log: Logger;
  now?: () => Date;
  pass?: (step: HeldStep) => Promise<void>;
  /** One that is open already, in place of the one that config names. */
  database?: Database;
  resolveMx?: CardDependencies['resolveMx'];
};

const HEALTH_TIMEOUT_MS = 5_000;
const READING_MS = 20_000;
const DATABASE_AWAY =
  'The database of DATABASE_URL does not answer and is tried again. Start it, or stop this process and correct the address.';
const AI_TIMEOUT_MS = 30_000;
/** A card waits 12 s for us. */
const DRAFT_TIMEOUT_MS = 10_000;
// Together with the queue's 4 s and the database's 2 s below the 10 s after which whoever stops us kills.
const REQUESTS_END_MS = 2_000;
const STOPPED_MS = 9_000;

/** Puts the parts together: database, queue, HTTP and workers, as ROLE says. */
export async function start(
  config: Config,
  { log, now: given, pass = async () => {}, database: opened, resolveMx = resolverOf(config) }: StartOptions,
): Promise<Running> {
  const { dataDir } = config.database;
  await mkdir(dataDir, { recursive: true });
  const onWait = (error: unknown) => log.warn({ err: errorFacts(error) }, DATABASE_AWAY);
  const database =
    opened ?? (await openDatabase({ url: config.database.url, dataDir: join(dataDir, 'database'), onWait }));
  if (database.embedded) log.info({ dataDir }, 'DATABASE_URL is not set: the embedded database is used');
  if (!config.gemini) log.info('GEMINI_API_KEY is not set: the rules analyst analyzes every reply');
  const clock = given ? { now: given, stop() {} } : await databaseClock(database.sql);
  const { now } = clock;
  // Neither is loaded before somebody asks for it: together they take longer to load than the rest of the start.
  const metrics =
    (config.metrics.port ?? config.metrics.token) ? (await import('./lib/metrics.ts')).createMetrics() : null;
  const telemetry = config.telemetry ? await (await import('./lib/telemetry.ts')).startTelemetry() : null;
  const observe = observeAll([logSeen(log), ...[metrics, telemetry].flatMap((one) => (one ? [one.observe] : []))]);
  const queue = await startQueue(database, log);
  const hubspot = observedClient(createHubSpotClient({ baseUrl: config.hubspot.baseUrl }), observe);
  const oauthApp = oauthAppOf(config);
  const { sql } = database;
  const { keyring, signingKey } = config;
  const threads = createThreads({ size: 2, timeLimitMs: READING_MS });
  const tokens = { sql, client: hubspot, app: oauthApp, keyring, now };
  const context: JobContext = {
    sql,
    queue,
    now,
    log,
    observe,
    keyring,
    signingKey,
    publicUrl: config.publicUrl,
    hubSpotAppId: config.hubspot.appId,
    replyDomain: config.mail.replyDomain,
    mailDomain: config.mail.mailDomain,
    ...config.retention,
    mailReader: createMailReader(threads, { replyDomain: config.mail.replyDomain }),
    readAlone: createReadAlone({ replyDomain: config.mail.replyDomain }),
    safeHtml: createSafeHtml(threads),
    sendMail: createSendMail({
      apiKey: config.sendgrid.apiKey,
      baseUrl: config.sendgrid.baseUrl,
      timeoutMs: SEND_TIMEOUT_MS,
    }),
    hubSpotTokens: tokens,
    portalClient: (portalId) => createPortalClient({ ...tokens, wait: observedWait(observe) }, portalId),
    ai:
      config.gemini &&
      analystObserved(
        createGeminiAnalyst({
          ...config.gemini,
          timeoutMs: AI_TIMEOUT_MS,
          now,
          restrain: createRestraintInThreads(threads),
        }),
        observe,
      ),
    rules: createRulesInThreads(threads),
    pass,
  };

  const receiver =
    config.role === 'worker' ? null : { spool: openSpool(join(dataDir, 'spool')), places: createPlaces() };
  const probes = createProbes({ sql, receiver });
  const shown = metrics && createMetricsRoute({ metrics, sql, receiver, poolSize: database.poolSize, now });
  const operations =
    config.metrics.port === undefined ? null : await listen(inside(probes, shown), config.metrics.port);
  if (database.embedded) await endLeases(sql, now());
  const stopSweep = config.role === 'web' ? () => {} : await startWorkers(context);
  const server = receiver
    ? await listen(createApp(config, context, tokens, { receiver, probes, shown, resolveMx }), config.port)
    : null;
  const admin = database.embedded ? await letAdminIn(config, database, context, tokens) : null;
  const url = server ? `http://127.0.0.1:${(server.address() as AddressInfo).port}` : null;
  log.info({ role: config.role, url }, 'Reply Tracking is running');

  return {
    url,
    database,
    context,
    oauthApp,
    async close() {
      stopSweep();
      await admin?.close();
      if (operations) await new Promise((resolve) => operations.close(resolve).closeAllConnections());
      if (server) await closeServer(server);
      await queue.stop();
      clock.stop();
      await threads.close();
      await database.close();
      await telemetry?.close();
    },
  };
}

/**
 * Waits, without a database, for settings that are missing: a process gets them by its next start. A worker answers on
 * METRICS_PORT alone, and where it has none only stays.
 */
export async function startSetUp({ given, problems }: Reading, log: Logger): Promise<Pick<Running, 'url' | 'close'>> {
  const { ROLE = 'all', PORT = 3000, METRICS_PORT } = given;
  const app = express().disable('x-powered-by').use(createSetUp(problems));
  const ports = [...(ROLE === 'worker' ? [] : [PORT]), ...(METRICS_PORT === undefined ? [] : [METRICS_PORT])];
  const servers = await Promise.all(ports.map((port) => listen(app, port)));
  const stay = setInterval(() => {}, 3_600_000);
  const url = servers[0] ? `http://127.0.0.1:${(servers[0].address() as AddressInfo).port}` : null;
  log.warn({ url, missing: problems.map(({ name }) => name) }, 'Reply Tracking waits for settings');
  return {
    url,
    async close() {
      clearInterval(stay);
      await Promise.all(servers.map(closeServer));
    },
  };
}

/** DNS as DNS_SERVERS say, or as this machine does. */
function resolverOf({ dnsServers }: Config): CardDependencies['resolveMx'] {
  const resolver = new Resolver();
  if (dnsServers) resolver.setServers(dnsServers);
  return (domain) => resolver.resolveMx(domain);
}

/** Requests that run may end; one that hangs, as a slow upload, is cut and comes again. */
async function closeServer(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), REQUESTS_END_MS);
  await new Promise((resolve) => server.close(resolve).closeIdleConnections());
  clearTimeout(cut);
}

/** The embedded database takes one process, so `npm run admin` asks this one. */
function letAdminIn(
  { database: { dataDir, url } }: Config,
  { backup }: Database,
  context: JobContext,
  tokens: AccessTokenDependencies,
) {
  return serveAdmin(dataDir, {
    async run({ argv, cwd }, speaks) {
      const { runAdmin } = await import('./lib/cli/admin/program.ts');
      const gone = (portalId: number) => uninstall({ ...tokens, log: context.log }, { portalId, by: OPERATOR });
      const open = async () => ({ ...context, backup, cwd, uninstall: gone, close: async () => {} });
      const reading = () => readSettings(process.env);
      return runAdmin(argv, { open, place: () => ({ dataDir, url, cwd }), reading, cwd }, speaks);
    },
    onFailure: (error) => context.log.error({ err: errorFacts(error) }, 'a command of the operator failed'),
  });
}

function createApp(
  config: Config,
  context: JobContext,
  tokens: AccessTokenDependencies,
  {
    receiver,
    probes,
    shown,
    resolveMx,
  }: { receiver: Receiver; probes: Router; shown: Router | null } & Pick<CardDependencies, 'resolveMx'>,
): express.Express {
  const { log } = context;
  const { clientSecret } = config.hubspot;
  const app = express().disable('x-powered-by').use(refuseOddRequests);
  const countRefusal = createRefusals(context);
  const refused: CountRefusal = (reason) => {
    context.observe({ what: 'refusal', reason });
    countRefusal(reason);
  };
  app.use(probes);
  if (shown && config.metrics.token) app.get('/metrics', withToken(config.metrics.token), shown);
  app.use(createOpenApi());
  app.use(createWebhooks(config, context, tokens, { receiver, refused }));
  app.use(
    '/cards',
    createCardRoutes({
      ...context,
      clientSecret,
      refused: () => refused('hubspot_signature'),
      drafter:
        config.gemini && createGeminiDrafter({ ...config.gemini, timeoutMs: DRAFT_TIMEOUT_MS, now: context.now }),
      resolveMx,
      readSenderDomains: createReadSenderDomains({ ...config.sendgrid, timeoutMs: HEALTH_TIMEOUT_MS }),
      uninstall: (who) => uninstall({ ...tokens, log }, who),
    }),
  );
  app.use((_request, response) => void response.status(404).json({ error: 'There is nothing at this address.' }));
  app.use(lastWord(log));
  return app;
}

/** For who is inside the operator's network: no token, and nothing but this. */
function inside(probes: Router, shown: Router | null): express.Express {
  const app = express().disable('x-powered-by').use(probes);
  return shown ? app.use(shown) : app;
}

/**
 * Longer than the 60 s for which a proxy in front keeps a connection by default: whoever closes an idle one first must
 * not be us, or the post that is under way on it fails.
 */
const KEEP_ALIVE_MS = 65_000;

function listen(app: express.Express, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    // Express 5 calls back with the error of a port that cannot be had.
    const server = app.listen(port, (error) => (error ? reject(error) : resolve(server)));
    server.keepAliveTimeout = KEEP_ALIVE_MS;
  });
}

const START_PROBLEMS: Record<string, string> = {
  EADDRINUSE: 'Another process listens on this port. Stop it, or set PORT to a free one.',
  EACCES: 'This process may not listen on this port. Set PORT to one above 1023.',
};

/** What an operator can mend without reading a stack; null for anything else. */
function startProblem(error: unknown): string | null {
  const known = [ConfigError, DatabaseInUseError, NewerDatabaseError].some((type) => error instanceof type);
  if (known) return (error as Error).message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (isPassingError(error)) return 'The database of DATABASE_URL was lost during the start. Start again.';
  return START_PROBLEMS[code] ?? databaseProblem(error);
}

if (import.meta.main) {
  try {
    const reading = readSettings(process.env);
    const log = createLogger(reading.given.LOG_LEVEL ?? 'info');
    const wrong = reading.problems.filter(({ kind }) => kind === 'wrong');
    if (wrong.length > 0) throw new ConfigError(wrong);
    if (reading.problems.length > 0) console.error(new ConfigError(reading.problems).message);
    const running =
      reading.problems.length > 0 ? await startSetUp(reading, log) : await start(readConfig(process.env), { log });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        // What hangs still has its row or its sender, and is taken up by the next process.
        setTimeout(() => process.exit(0), STOPPED_MS);
        void running.close().then(() => process.exit(0));
      });
    }
  } catch (error) {
    const message = startProblem(error);
    if (message === null) throw error;
    console.error(message);
    process.exit(1);
  }
}
