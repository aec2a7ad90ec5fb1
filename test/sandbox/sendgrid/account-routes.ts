import { randomUUID } from 'node:crypto';
import express, { type RequestHandler, type Router } from 'express';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { problem } from './mail-send.ts';

export type SenderDomain = { domain: string; valid: boolean };
export type ParseSetting = {
  hostname: string;
  url: string;
  send_raw: boolean;
  spam_check: boolean;
  security_policy?: string;
};
export type EventSetting = { id: string; url: string; enabled: boolean; signed: boolean; [event: string]: unknown };

/** What a person sets up in SendGrid; a test writes a mistake into it. */
export type Account = {
  /** Of the server's key; the admin key may everything. */
  scopes: string[];
  /** Null: any domain may stand in From. */
  domains: SenderDomain[] | null;
  /** Each signs with a public key, or not. */
  policies: { id: string; name: string; publicKey: string | null }[];
  parse: ParseSetting[];
  events: EventSetting[];
};

const domainBody = z.object({ domain: z.string().min(1), automatic_security: z.boolean().optional() });
const policyBody = z.object({ name: z.string(), signature: z.object({ enabled: z.boolean() }) });
const parseBody = z.object({
  hostname: z.string().optional(),
  url: z.url(),
  send_raw: z.boolean().default(false),
  spam_check: z.boolean().default(false),
  security_policy: z.string().optional(),
});
const eventBody = z.looseObject({ enabled: z.boolean(), url: z.url() });

/** Kept by the store: `change` is given what is there and returns what is new. */
export function openAccount(store: Store, first: Account) {
  const kept = store.collection<Account>('account');
  if (!kept.get('account')) kept.put('account', first);
  return {
    read: (): Account => kept.get('account')!,
    change(changes: Partial<Account>) {
      kept.put('account', { ...kept.get('account')!, ...changes });
      store.commit();
    },
  };
}

/**
 * The settings that go-live makes by hand (twilio/sendgrid-oai, tsg_webhooks_v3 and tsg_domain_authentication_v3; the field
 * `security_policy` as in the guide "Securing your Inbound Parse webhooks"). `onParse` and `onEvents` are told new targets.
 */
export function accountRoutes(options: {
  account: ReturnType<typeof openAccount>;
  apiKey: string;
  adminKey: string;
  publicKeys: { inbound: string; events: string };
  onParse(url: string, mode: 'raw' | 'parsed'): void;
  onEvents(url: string): void;
}): Router {
  const { account, apiKey, adminKey, publicKeys } = options;
  const routes = express.Router().use(express.json());
  /** Whoever has the key; the server's own only with the scope. */
  const withScope =
    (scope: string): RequestHandler =>
    (request, response, next) => {
      const key = request.get('authorization');
      if (key === `Bearer ${adminKey}`) return next();
      const refused =
        key !== `Bearer ${apiKey}`
          ? problem(401, 'The provided authorization grant is invalid, expired, or revoked')
          : account.read().scopes.includes(scope) || scope === ''
            ? null
            : problem(403, 'access forbidden');
      if (!refused) return next();
      response.status(refused.status).json(refused.body);
    };
  const settings = withScope('user.webhooks.parse.settings.read');

  routes.get(
    '/v3/scopes',
    withScope(''),
    (_request, response) => void response.json({ scopes: account.read().scopes }),
  );
  routes.get('/v3/whitelabel/domains', withScope('whitelabel.read'), (request, response) => {
    const { limit = '50', offset = '0' } = request.query as Record<string, string>;
    const all = (account.read().domains ?? []).map(viewDomain);
    response.json(all.slice(Number(offset), Number(offset) + Number(limit)));
  });
  routes.post('/v3/whitelabel/domains', settings, (request, response) => {
    const { domain } = domainBody.parse(request.body);
    const domains = [...(account.read().domains ?? []), { domain, valid: false }];
    account.change({ domains });
    response.status(201).json(viewDomain(domains.at(-1)!, domains.length - 1));
  });
  routes.post('/v3/whitelabel/domains/:id/validate', settings, (request, response) => {
    const at = Number(request.params.id) - 1;
    account.change({ domains: account.read().domains!.map((one, i) => (i === at ? { ...one, valid: true } : one)) });
    response.json({ id: at + 1, valid: true, validation_results: {} });
  });

  routes.post('/v3/user/webhooks/security/policies', settings, (request, response) => {
    const { name, signature } = policyBody.parse(request.body);
    const policy = { id: randomUUID(), name, publicKey: signature.enabled ? publicKeys.inbound : null };
    account.change({ policies: [...account.read().policies, policy] });
    response.status(201).json({ policy: viewPolicy(policy) });
  });
  routes.get('/v3/user/webhooks/security/policies/:id', settings, (request, response) => {
    const policy = account.read().policies.find(({ id }) => id === request.params.id);
    if (policy) response.json({ policy: viewPolicy(policy) });
    else response.status(404).json(problem(404, 'not found').body);
  });

  const keepParse = (setting: ParseSetting) => {
    const others = account.read().parse.filter(({ hostname }) => hostname !== setting.hostname);
    account.change({ parse: [...others, setting] });
    options.onParse(setting.url, setting.send_raw ? 'raw' : 'parsed');
  };
  routes.get('/v3/user/webhooks/parse/settings', settings, (_request, response) => {
    response.json({ result: account.read().parse });
  });
  routes.post('/v3/user/webhooks/parse/settings', settings, (request, response) => {
    const { security_policy: _later, ...given } = parseBody.required({ hostname: true }).parse(request.body);
    keepParse(given);
    response.status(201).json(given);
  });
  routes.patch('/v3/user/webhooks/parse/settings/:hostname', settings, (request, response) => {
    const setting = { ...parseBody.parse(request.body), hostname: String(request.params.hostname) };
    keepParse(setting);
    response.json(setting);
  });

  routes.get('/v3/user/webhooks/event/settings/all', settings, (_request, response) => {
    const webhooks = account.read().events.map(({ signed, ...setting }) => ({
      ...setting,
      ...(signed && { public_key: publicKeys.events }),
    }));
    response.json({ max_allowed: 5, webhooks });
  });
  routes.post('/v3/user/webhooks/event/settings', settings, (request, response) => {
    const setting = { ...eventBody.parse(request.body), id: randomUUID(), signed: false };
    account.change({ events: [...account.read().events, setting] });
    options.onEvents(setting.url);
    response.status(201).json(setting);
  });
  routes.patch('/v3/user/webhooks/event/settings/signed/:id', settings, (request, response) => {
    const { enabled } = z.object({ enabled: z.boolean() }).parse(request.body);
    const { id } = request.params;
    account.change({ events: account.read().events.map((one) => (one.id === id ? { ...one, signed: enabled } : one)) });
    response.json({ id, ...(enabled && { public_key: publicKeys.events }) });
  });
  return routes;
}

const viewPolicy = ({ id, name, publicKey }: Account['policies'][number]) => ({
  id,
  name,
  ...(publicKey && { signature: { public_key: publicKey } }),
});

const viewDomain = ({ domain, valid }: SenderDomain, at: number) => ({
  id: at + 1,
  user_id: 4711,
  subdomain: `em${at + 1}`,
  domain,
  username: 'sandbox',
  ips: [],
  custom_spf: false,
  default: at === 0,
  legacy: false,
  automatic_security: true,
  valid,
  dns: Object.fromEntries(
    ['mail_cname', 'dkim1', 'dkim2'].map((name, i) => [
      name,
      {
        valid,
        type: 'cname',
        host: `${['em', 's1._domainkey', 's2._domainkey'][i]}.${domain}`,
        data: `u4711.${name}.sendgrid.net`,
      },
    ]),
  ),
});
