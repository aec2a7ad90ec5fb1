import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { createRulesAnalyst } from '../../lib/analysis/index.ts';
import { examine } from '../../lib/cli/admin/doctor/index.ts';
import { readSettings } from '../../lib/config.ts';
import { createCaller, sendTracked } from '../cards/support.ts';
import { ROOT } from '../house/imports.ts';
import { createClock } from '../sandbox/clock/clock.ts';
import { startDns } from '../sandbox/dns.ts';
import { freePort } from '../sandbox/free-port.ts';
import { answerByRules } from '../sandbox/gemini/answer-by-rules.ts';
import { startGemini } from '../sandbox/gemini/server.ts';
import { startHubSpot } from '../sandbox/hubspot/server.ts';
import { install } from '../sandbox/index.ts';
import { answerAsCustomer } from '../sandbox/play/play.ts';
import { until } from '../sandbox/play/until.ts';
import { startSendGrid } from '../sandbox/sendgrid/server.ts';
import { serverDatabase } from '../support/database.ts';
import type { TestSandbox } from '../support/sandbox.ts';

/** The shell blocks of docs/go-live.md below one heading, in their order, without the indent of their list. */
async function blocksOf(heading: string): Promise<string[]> {
  const page = await readFile(join(ROOT, 'docs/go-live.md'), 'utf8');
  const part = page.split(/^## /m).find((one) => one.startsWith(heading));
  if (!part) throw new Error(`docs/go-live.md has no part "${heading}".`);
  return [...part.matchAll(/^( *)```sh\n([\s\S]*?)^ *```/gm)].map(([, indent, code]) =>
    code!.replace(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

test('whoever follows docs/go-live.md, with the stand-ins for the services, gets a first reply into HubSpot', async () => {
  // What one has before: a server with an address, a domain, accounts at HubSpot, SendGrid and Google.
  const clock = createClock();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const hubspot = await startHubSpot({
    clock,
    autoConsent: true,
    permittedUrls: [`${url}/cards/`],
    redirectUrls: [`${url}/oauth/callback`],
    webhooks: { targetUrl: `${url}/webhooks/hubspot-events` },
  });
  const sendgrid = await startSendGrid({ clock, replyDomain: 'reply.example.com' });
  sendgrid.account.change({ domains: [] });
  const gemini = await startGemini({ clock, answer: answerByRules(createRulesAnalyst()) });
  const dns = await startDns({ 'reply.example.com': [{ priority: 10, exchange: 'mx.sendgrid.net' }] });
  const dataDir = await mkdtemp(join(tmpdir(), 'go-live-'));
  onTestFinished(async () => {
    await Promise.all([hubspot.close(), sendgrid.close(), gemini.close(), dns.close()]);
    await rm(dataDir, { recursive: true, force: true });
  });

  // Not the synchronous one: the stand-ins answer from this process.
  const shell = async (script: string): Promise<string> =>
    (await promisify(execFile)('bash', ['-euc', script], { timeout: 20_000 })).stdout;
  /** A block in which each example is what one has instead, as the page asks. */
  const typed = (block: string, own: Record<string, string> = {}): string =>
    Object.entries({ ...own, 'https://app.example.com': url, 'https://api.sendgrid.com': sendgrid.url }).reduce(
      (text, [example, value]) => text.replaceAll(example, value),
      block,
    );

  // 1. The server: three secrets by the page's own command; without the rest it waits and says why.
  const [, secrets] = await blocksOf('1. The server');
  const env: Record<string, string> = {
    ...Object.fromEntries(
      (await shell(secrets!))
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    ),
    PUBLIC_URL: url,
    REPLY_DOMAIN: 'reply.example.com',
    MAIL_DOMAIN: 'example.com',
  };
  // Where the stand-ins are, and what a machine has: not in the page.
  const around = {
    PATH: process.env.PATH!,
    PORT: String(port),
    DATA_DIR: dataDir,
    SENDGRID_BASE_URL: sendgrid.url,
    HUBSPOT_BASE_URL: hubspot.url,
    HUBSPOT_AUTHORIZE_URL: `${hubspot.url}/oauth/authorize`,
    GEMINI_BASE_URL: gemini.url,
    DNS_SERVERS: dns.server,
    ...(await serverDatabase().then((DATABASE_URL) => (DATABASE_URL ? { DATABASE_URL } : {}))),
  };
  /** `npm start`; resolves with what /readyz says, as soon as it says something. */
  async function starts(): Promise<{ ready: Record<string, unknown>; stop(): Promise<void> }> {
    const child = spawn(process.execPath, ['server.ts'], { cwd: ROOT, env: { ...around, ...env }, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    onTestFinished(() => void child.kill('SIGKILL'));
    const asked = () =>
      fetch(`${url}/readyz`).then(
        (response) => response.json() as Promise<Record<string, unknown>>,
        () => null,
      );
    const ready = await until(asked, 'the server answers', 60_000);
    return {
      ready,
      stop: async () => {
        child.kill('SIGTERM');
        await ended;
      },
    };
  }
  const setUp = await starts();
  expect(setUp.ready).toMatchObject({
    ok: false,
    settings: expect.stringMatching(/^missing: SENDGRID_API_KEY, .*HUBSPOT_CLIENT_SECRET$/),
  });
  await setUp.stop();

  // 2. The app: what HubSpot shows after the upload.
  env.HUBSPOT_APP_ID = String(hubspot.app.appId);
  env.HUBSPOT_CLIENT_ID = hubspot.app.clientId;
  env.HUBSPOT_CLIENT_SECRET = hubspot.app.clientSecret;

  // 3. SendGrid: every call of the page, each with the ids that an earlier one returned.
  const [names, domains, validate, dig, policy, parse, attach, events] = await blocksOf('3. SendGrid');
  expect(dig).toContain('dig +short MX reply.example.com');
  const before = typed(names!.replace(/^read .*$/m, `FULL_ACCESS_KEY=${sendgrid.adminKey}`));
  const call = async (block: string, own: Record<string, string> = {}) =>
    (await shell(`${before}\n${typed(block, own)}`)).split(/(?<=\})(?=\{)/).map((text) => JSON.parse(text));
  const made = await call(domains!);
  expect(made.map((one) => Object.keys(one.dns).length)).toEqual([3, 3]);
  for (const { id } of made)
    expect(await call(validate!, { ID_OF_THE_DOMAIN: String(id) })).toMatchObject([{ valid: true }]);
  const [{ policy: key }] = await call(policy!);
  env.INBOUND_PUBLIC_KEYS = key.signature.public_key;
  const secret = { YOUR_INBOUND_SECRET: env.INBOUND_SECRETS!, ID_OF_THE_POLICY: key.id };
  await call(parse!, secret);
  const target = typed(parse!, secret).split('\n')[0]!;
  await call(`${target}\n${attach}`, secret);
  const [webhook, signed] = events!.split(/\n(?=curl .*signed)/);
  const [{ id }] = await call(webhook!);
  const [{ public_key }] = await call(signed!, { ID_OF_THE_WEBHOOK: id });
  env.EVENT_PUBLIC_KEYS = public_key;
  env.SENDGRID_API_KEY = sendgrid.apiKey;

  // 4. and 5. The server starts, and the doctor finds nothing wrong.
  env.GEMINI_API_KEY = gemini.apiKey;
  const { ready } = await starts();
  expect(ready).toMatchObject({ ok: true });
  const findings = await examine(readSettings({ ...around, ...env, SENDGRID_ADMIN_KEY: sendgrid.adminKey }), ROOT);
  expect(findings.filter(({ state }) => state === 'wrong')).toEqual([]);

  // 6. and 7. Installed; a tracked email from the card, the customer's answer, and where it arrives.
  await install(url);
  const sandbox = { hubspot, sendgrid, clock, portalId: hubspot.portal().id, app: { url } } as unknown as TestSandbox;
  const contact = hubspot.contacts()[0]!;
  const caller = createCaller(sandbox);
  await caller.post('/settings', { settings: { postalAddress: 'Vendas, Rua das Flores 10, São Paulo' } });
  await sendTracked(sandbox, caller, contact.id, 'Welcome');
  const mail = sendgrid.messages(contact.properties.email).at(-1)!;
  const replyAddress = mail.replyTo[0]!.address;
  expect(replyAddress).toMatch(/^reply\+[0-9a-z]{16}@reply\.example\.com$/);
  await answerAsCustomer(sandbox, {
    mail,
    replyAddress,
    contactId: contact.id,
    contactAddress: contact.properties.email!,
  });
  const rep = hubspot.portal().users[0]!.email;
  await until(() => sendgrid.mailbox(rep).at(-1) ?? null, 'the reply is in the rep’s mailbox', 30_000);
  await until(
    () => hubspot.contact(contact.id)?.properties.reply_last_analyzed_at || null,
    'HubSpot has the analysis',
    30_000,
  );
  expect(hubspot.contact(contact.id)?.properties.reply_response_type).toBe('high_value');
}, 240_000);
