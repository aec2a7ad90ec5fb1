import { createPublicKey } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';
import type { Keyring } from './keyring.ts';

const key32 = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, 'must be 32 bytes in base64, e.g. from `openssl rand -base64 32`');

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
const publicKeys = list.refine(
  (keys) => keys.length > 0 && keys.every(isPublicKey),
  'must be keys as SendGrid shows them, in base64',
);
const nameServers = list.refine(
  (servers) =>
    servers.length > 0 && servers.every((server) => isIP(server.replace(/^\[?([^\]]*?)\]?(:\d+)?$/, '$1')) > 0),
  'must be addresses such as 1.1.1.1 or 127.0.0.1:5353',
);
const days = z.coerce.number().int().min(1).max(3650);
const daysOrNever = z.coerce.number().int().min(0).max(36_500);
const domain = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain name such as reply.example.com');

const keyring = z.string().transform((text, context): Keyring => {
  const entries = text.split(',').map((part) => part.trim().split(':'));
  const keys: Record<string, Buffer> = {};
  for (const [id, secret] of entries) {
    const bytes = Buffer.from(secret ?? '', 'base64');
    if (!id || bytes.length !== 32) {
      context.addIssue({
        code: 'custom',
        message: 'must be id:base64,… with 32 bytes each; the first one seals, the others only open',
      });
      return z.NEVER;
    }
    keys[id] = bytes;
  }
  return { current: entries[0]![0]!, keys };
});

const OTEL =
  'OpenTelemetry: with one of these, each step of a mail is exported as a span; its SDK reads the others itself';

/** Every variable the product reads, with what it is for: the start-up error and the operator's guide come from here. */
const variables = {
  ROLE: z.enum(['all', 'web', 'worker']).default('all').describe('what this process does'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe('port of the HTTP server'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('least important line the log shows'),
  METRICS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .optional()
    .describe('port of /metrics and the probes alone, for every role; keep it inside your network'),
  METRICS_TOKEN: z
    .string()
    .min(20)
    .optional()
    .describe('bearer token with which /metrics is answered on PORT too, 20 characters or more'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional().describe(OTEL),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.string().optional().describe(OTEL),
  OTEL_TRACES_EXPORTER: z.string().optional().describe(OTEL),
  PUBLIC_URL: url.describe('address under which HubSpot and SendGrid reach this server, e.g. https://app.example.com'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL 15 or newer; without it the embedded database is used'),
  DATA_DIR: z.string().default('.data').describe('folder of the embedded database and of mail being received'),
  SIGNING_KEY: key32.describe('key of reply addresses; changing it invalidates every address in use'),
  ENCRYPTION_KEYS: keyring.describe('keys of stored mail and HubSpot tokens, id:base64,…; the first one seals'),
  REPLY_DOMAIN: domain.describe('domain whose MX points to SendGrid, e.g. reply.example.com'),
  MAIL_DOMAIN: domain.describe('domain authenticated at SendGrid, from which mail is sent, e.g. example.com'),
  SENDGRID_API_KEY: z
    .string()
    .min(1)
    .describe('API key with the permissions Mail Send and Sender Authentication: Read'),
  SENDGRID_BASE_URL: url.default('https://api.sendgrid.com').describe('https://api.eu.sendgrid.com for the EU region'),
  SENDGRID_ADMIN_KEY: z
    .string()
    .optional()
    .describe('API key that may read settings, for `npm run admin -- doctor` alone: not for the server'),
  INBOUND_SECRETS: list
    .refine(
      (secrets) => secrets.length > 0 && secrets.every((secret) => secret.length >= 20),
      'must be one or two secrets of 20 characters or more',
    )
    .describe('secret in the Inbound Parse address; a second one during a rotation'),
  INBOUND_PUBLIC_KEYS: publicKeys.describe(
    'public keys of the Inbound Parse security policy (base64); a second one during a rotation',
  ),
  EVENT_PUBLIC_KEYS: publicKeys.describe(
    'public keys of the SendGrid event webhook (base64); a second one during a rotation',
  ),
  HUBSPOT_APP_ID: z.string().min(1).describe('id of the HubSpot app'),
  HUBSPOT_CLIENT_ID: z.string().min(1).describe('client id of the HubSpot app'),
  HUBSPOT_CLIENT_SECRET: z.string().min(1).describe('client secret of the HubSpot app'),
  HUBSPOT_BASE_URL: url.default('https://api.hubapi.com').describe('HubSpot API'),
  HUBSPOT_AUTHORIZE_URL: url
    .default('https://app.hubspot.com/oauth/authorize')
    .describe('page on which an admin installs the app'),
  HUBSPOT_APP_EVENTS: z
    .enum(['on', 'off'])
    .default('off')
    .describe("on once HubSpot has approved the app's events and the uploaded project has them"),
  GEMINI_API_KEY: z
    .string()
    .optional()
    .describe('key of the Gemini API; without it the rules analyst analyzes every reply'),
  GEMINI_MODEL: z.string().default('gemini-3.5-flash-lite').describe('model that analyses replies'),
  GEMINI_SDK: z
    .enum(['generative-ai', 'genai'])
    .default('generative-ai')
    .describe("which of Google's packages asks Gemini: @google/generative-ai or @google/genai"),
  GEMINI_BASE_URL: url.optional().describe('Gemini API, where it is not the usual one'),
  DNS_SERVERS: nameServers
    .optional()
    .describe("name servers that are asked for MX records, in place of this machine's own"),
  INBOUND_DAYS: days.default(30).describe('days for which a post of SendGrid is kept as it came'),
  ATTACHMENT_DAYS: days.default(90).describe('days for which attachments are kept'),
  BODY_DAYS: daysOrNever.default(400).describe('days for which the words of messages are kept; 0: for good'),
  ANALYSIS_DAYS: daysOrNever.default(400).describe('days for which the texts of analyses are kept; 0: for good'),
} as const;

type Environment = { [Name in keyof typeof variables]: z.infer<(typeof variables)[Name]> };

/** A setting as the operator's guide lists it. `preset` is what holds where it is not set, null for nothing. */
export type Setting = { name: string; purpose: string; preset: string | null; required: boolean };

export function describeSettings(): Setting[] {
  return Object.entries(variables).map(([name, field]) => {
    const preset = field.safeParse(undefined);
    const given = preset.success ? preset.data : null;
    return {
      name,
      purpose: field.description ?? '',
      preset: given === undefined || given === null ? null : String(given),
      required: !preset.success,
    };
  });
}

export type Config = {
  role: Environment['ROLE'];
  port: number;
  logLevel: Environment['LOG_LEVEL'];
  /** Whether OpenTelemetry's own variables ask for an export. */
  telemetry: boolean;
  /** Off without either. */
  metrics: { port?: number; token?: string };
  publicUrl: string;
  database: { url?: string; dataDir: string };
  /** Name servers in place of this machine's own. */
  dnsServers?: string[];
  signingKey: Buffer;
  keyring: Keyring;
  mail: { replyDomain: string; mailDomain: string };
  sendgrid: {
    apiKey: string;
    baseUrl: string;
    inboundSecrets: string[];
    inboundPublicKeys: string[];
    eventPublicKeys: string[];
  };
  hubspot: {
    appId: string;
    clientId: string;
    clientSecret: string;
    baseUrl: string;
    authorizeUrl: string;
    appEvents: boolean;
  };
  gemini: { apiKey: string; model: string; sdk: Environment['GEMINI_SDK']; baseUrl?: string } | null;
  retention: { inboundDays: number; attachmentDays: number; bodyDays: number; analysisDays: number };
};

/** Every missing or bad variable at once, each with what it is for. */
export class ConfigError extends Error {
  constructor(problems: SettingProblem[]) {
    super(
      [
        'Reply Tracking needs settings that are missing or wrong:',
        ...problems.map(({ says }) => `  ${says}`),
        'Set them in the environment (docs/operate.md explains each), or try the product without any account: npm run sandbox',
      ].join('\n'),
    );
    this.name = 'ConfigError';
  }
}

/** The part of docs/go-live.md in which somebody who sets up finds a setting's value. */
export function goLivePart(name: string): 'The server' | 'The HubSpot app' | 'SendGrid' | 'Gemini' {
  if (name.startsWith('HUBSPOT_')) return 'The HubSpot app';
  if (/^(SENDGRID_|INBOUND_PUBLIC_|EVENT_)/.test(name)) return 'SendGrid';
  return name.startsWith('GEMINI_') ? 'Gemini' : 'The server';
}

/** The same as an end of a sentence. */
export const whereFound = (name: string): string => `docs/go-live.md, "${goLivePart(name)}"`;

/** A setting that is not there, or is there and wrong; `says` names it with what it is for. */
export type SettingProblem = { name: string; kind: 'missing' | 'wrong'; says: string };
/** Settings by their names, as far as they are there and right. */
export type GivenSettings = Partial<Environment>;
/** What is set, as it is read, and what stands in the way of a start. */
export type Reading = { given: GivenSettings; problems: SettingProblem[] };

/** Reads each setting by itself. An empty variable counts as not set. */
export function readSettings(env: Record<string, string | undefined>): Reading {
  const given: Record<string, unknown> = {};
  const problems: SettingProblem[] = [];
  for (const [name, field] of Object.entries(variables)) {
    const text = env[name]?.trim() ? env[name] : undefined;
    const result = field.safeParse(text);
    if (result.success) given[name] = result.data;
    else problems.push(problemOf(name, text === undefined ? null : (result.error.issues[0]?.message ?? '')));
  }
  if (given.ROLE !== 'all' && given.ROLE !== undefined && !given.DATABASE_URL) {
    const shared = 'ROLE web and worker share a PostgreSQL server; the embedded database belongs to one process';
    problems.push({ name: 'DATABASE_URL', kind: 'missing', says: `DATABASE_URL is missing: ${shared}` });
  }
  return { given, problems };
}

/** Every setting of a start. Throws ConfigError. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const { given, problems } = readSettings(env);
  if (problems.length > 0) throw new ConfigError(problems);
  const e = given as Environment;
  return {
    role: e.ROLE,
    port: e.PORT,
    logLevel: e.LOG_LEVEL,
    telemetry: asksForTelemetry(e),
    metrics: { port: e.METRICS_PORT, token: e.METRICS_TOKEN },
    publicUrl: e.PUBLIC_URL,
    database: { url: e.DATABASE_URL, dataDir: e.DATA_DIR },
    dnsServers: e.DNS_SERVERS,
    signingKey: e.SIGNING_KEY,
    keyring: e.ENCRYPTION_KEYS,
    mail: { replyDomain: e.REPLY_DOMAIN, mailDomain: e.MAIL_DOMAIN },
    sendgrid: {
      apiKey: e.SENDGRID_API_KEY,
      baseUrl: e.SENDGRID_BASE_URL,
      inboundSecrets: e.INBOUND_SECRETS,
      inboundPublicKeys: e.INBOUND_PUBLIC_KEYS,
      eventPublicKeys: e.EVENT_PUBLIC_KEYS,
    },
    hubspot: {
      appId: e.HUBSPOT_APP_ID,
      clientId: e.HUBSPOT_CLIENT_ID,
      clientSecret: e.HUBSPOT_CLIENT_SECRET,
      baseUrl: e.HUBSPOT_BASE_URL,
      authorizeUrl: e.HUBSPOT_AUTHORIZE_URL,
      appEvents: e.HUBSPOT_APP_EVENTS === 'on',
    },
    gemini: geminiOf(e),
    retention: {
      inboundDays: e.INBOUND_DAYS,
      attachmentDays: e.ATTACHMENT_DAYS,
      bodyDays: e.BODY_DAYS,
      analysisDays: e.ANALYSIS_DAYS,
    },
  };
}

const asksForTelemetry = (e: Environment): boolean =>
  e.OTEL_TRACES_EXPORTER === undefined
    ? Boolean(e.OTEL_EXPORTER_OTLP_ENDPOINT ?? e.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT)
    : e.OTEL_TRACES_EXPORTER !== 'none';

function isPublicKey(base64: string): boolean {
  try {
    return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' }).type === 'public';
  } catch {
    return false;
  }
}

/** `wrong`: what it must be; null where it is not there. */
function problemOf(name: string, wrong: string | null): SettingProblem {
  const purpose = variables[name as keyof typeof variables].description ?? '';
  return wrong === null
    ? { name, kind: 'missing', says: `${name} is missing: ${purpose}` }
    : { name, kind: 'wrong', says: `${name} is wrong: ${wrong} (${purpose})` };
}

const GEMINI = ['GEMINI_API_KEY', 'GEMINI_MODEL', 'GEMINI_SDK', 'GEMINI_BASE_URL'] as const;

/** The settings of the AI alone, for commands that need nothing else; null without a key. Throws ConfigError. */
export function readGeminiConfig(env: Record<string, string | undefined>): Config['gemini'] {
  const { given, problems } = readSettings(env);
  const own = problems.filter(({ name }) => GEMINI.some((one) => one === name));
  if (own.length > 0) throw new ConfigError(own);
  return geminiOf(given);
}

/** The AI that these settings name; null without a key, or with one of the others wrong. */
export function geminiOf({ GEMINI_API_KEY, GEMINI_MODEL, GEMINI_SDK, GEMINI_BASE_URL }: GivenSettings) {
  if (!GEMINI_API_KEY || !GEMINI_MODEL || !GEMINI_SDK) return null;
  return { apiKey: GEMINI_API_KEY, model: GEMINI_MODEL, sdk: GEMINI_SDK, baseUrl: GEMINI_BASE_URL };
}
