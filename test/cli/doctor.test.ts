import { spawnSync } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { examine } from '../../lib/cli/admin/doctor/index.ts';
import { readSettings } from '../../lib/config.ts';
import { type Mx, startDns } from '../sandbox/dns.ts';
import { listen } from '../sandbox/http.ts';
import { environment, MAIL_DOMAIN, REPLY_DOMAIN } from '../sandbox/index.ts';
import { serverDatabase } from '../support/database.ts';
import { inboundKey } from '../support/inbound-post.ts';
import { onDatabase } from '../support/prepare-database.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let dns: Awaited<ReturnType<typeof startDns>>;
const records: Record<string, Mx[]> = {};
const RIGHT_MX = [{ priority: 10, exchange: 'mx.sendgrid.net' }];

beforeAll(async () => {
  sandbox = await testSandbox();
  dns = await startDns(records);
  records[REPLY_DOMAIN] = RIGHT_MX;
});
afterAll(async () => {
  await sandbox.close();
  await dns.close();
});

/** The settings of the running server, with some of them changed. */
function settings(changes: Record<string, string | undefined> = {}) {
  const { hubspot, sendgrid, gemini, app } = sandbox;
  const right = environment({
    appPort: Number(new URL(app.url).port),
    appUrl: app.url,
    dataDir: '/tmp',
    databaseUrl: undefined,
    standIns: { hubspot, sendgrid, gemini },
  });
  return { ...right, SENDGRID_ADMIN_KEY: sendgrid.adminKey, DNS_SERVERS: dns.server, ...changes };
}

/** What doctor says beyond "ok", each as one text. */
async function complaints(changes: Record<string, string | undefined> = {}): Promise<string[]> {
  const findings = await examine(readSettings(settings(changes)), '/nowhere');
  return findings
    .filter(({ state }) => state === 'wrong')
    .map(({ part, says, next }) => {
      // A finding without a next step helps nobody.
      expect(next).toMatch(/\w.*[.)]$/);
      return `${part}: ${says} ${next}`;
    });
}

/** Changes the account at SendGrid for one test. */
function atSendGrid(changes: Parameters<typeof sandbox.sendgrid.account.change>[0]): void {
  const before = sandbox.sendgrid.account.read();
  sandbox.sendgrid.account.change(changes);
  onTestFinished(() => sandbox.sendgrid.account.change(before));
}
const parseSetting = () => sandbox.sendgrid.account.read().parse[0]!;

test('a server that is set up has nothing wrong, and each part says so', async () => {
  const findings = await examine(readSettings(settings()), '/nowhere');
  expect(findings.filter(({ state }) => state === 'wrong')).toEqual([]);
  const fine = findings.filter(({ state }) => state === 'ok').map(({ part }) => part);
  expect(new Set(fine)).toEqual(
    new Set([
      'settings',
      'database',
      'clock',
      'PUBLIC_URL',
      'DNS',
      'SendGrid',
      'Inbound Parse',
      'event webhook',
      'HubSpot',
      'Gemini',
    ]),
  );
  // What no program can see is said, not passed over.
  const open = findings.filter(({ state }) => state === 'unknown').map(({ says }) => says);
  expect(open).toEqual([
    expect.stringContaining("this machine's own address"),
    expect.stringContaining('redirect URL'),
  ]);
});

describe('a planted mistake is the only thing named, with its cure', () => {
  const other = inboundKey().publicKey;
  test.each<[string, () => void | Promise<void>, Record<string, string>, RegExp[]]>([
    [
      'an MX that leads elsewhere',
      () => mx([{ priority: 5, exchange: 'mail.example.com' }]),
      {},
      [/DNS: .* goes to mail\.example\.com\. Leave one MX record for .*mx\.sendgrid\.net/],
    ],
    [
      'a second MX',
      () => mx([...RIGHT_MX, { priority: 20, exchange: 'old.example.com' }]),
      {},
      [/goes to old\.example\.com too, where it is lost\. .*delete the others/],
    ],
    ['no MX', () => mx(undefined), {}, [/has no MX record.* Make one MX record/]],
    [
      'mail that is posted in pieces',
      () => atSendGrid({ parse: [{ ...parseSetting(), send_raw: false }] }),
      {},
      [/Inbound Parse: .*in pieces.*"send_raw": true/],
    ],
    [
      'no Inbound Parse setting',
      () => atSendGrid({ parse: [] }),
      {},
      [/no Inbound Parse setting for reply\.vendas\.example\. Make it/],
    ],
    [
      'posts without a signature',
      () => atSendGrid({ parse: [{ ...parseSetting(), security_policy: undefined }] }),
      {},
      [/not signed.*Attach the security policy/],
    ],
    [
      'a slash at the end of the address',
      () => atSendGrid({ parse: [{ ...parseSetting(), url: `${parseSetting().url}/` }] }),
      {},
      [/secret at the end .*without a slash/],
    ],
    [
      'the address of another server',
      () => atSendGrid({ parse: [{ ...parseSetting(), url: 'https://old.example.com/in' }] }),
      {},
      [/posted to https:\/\/old\.example\.com, not to/],
    ],
    [
      'the wrong signing key',
      () => {},
      { INBOUND_PUBLIC_KEYS: other },
      [/Inbound Parse: SendGrid signs with another key than INBOUND_PUBLIC_KEYS\. Set it to the policy's public_key/],
    ],
    [
      'the wrong key of events',
      () => {},
      { EVENT_PUBLIC_KEYS: other },
      [/event webhook: .*another key than EVENT_PUBLIC_KEYS\. Set it to/],
    ],
    [
      'an event webhook that leaves bounces out',
      () => atSendGrid({ events: [{ ...sandbox.sendgrid.account.read().events[0]!, bounce: false }] }),
      {},
      [/leaves out bounce\. Turn these events on/],
    ],
    [
      'a domain that is not authenticated',
      () => atSendGrid({ domains: [{ domain: MAIL_DOMAIN, valid: true }] }),
      {},
      [/reply\.vendas\.example is not authenticated.* Authenticate reply/],
    ],
    [
      'a domain that is not validated',
      () =>
        atSendGrid({
          domains: [
            { domain: MAIL_DOMAIN, valid: true },
            { domain: REPLY_DOMAIN, valid: false },
          ],
        }),
      {},
      [/not validated yet\. Put the CNAME records/],
    ],
    [
      'a key without Mail Send',
      () => atSendGrid({ scopes: ['whitelabel.read'] }),
      {},
      [/SENDGRID_API_KEY may not send mail\. Give the key/],
    ],
    [
      'a SendGrid key that is none',
      () => {},
      { SENDGRID_API_KEY: 'SG.none' },
      [/does not know SENDGRID_API_KEY \(status 401\)\. Make a key/],
    ],
    [
      'the wrong client ID',
      () => {},
      { HUBSPOT_CLIENT_ID: 'other' },
      [/no app with HUBSPOT_CLIENT_ID\. Copy it again/],
    ],
    [
      'the wrong client secret',
      () => {},
      { HUBSPOT_CLIENT_SECRET: 'other' },
      [/HUBSPOT_CLIENT_SECRET is not the secret of this app\. Copy it again/],
    ],
    [
      'the wrong app ID',
      () => {},
      { HUBSPOT_APP_ID: '4711' },
      [/HUBSPOT_APP_ID is another app than .* Copy all three from one page/],
    ],
    [
      'a redirect URL that the app does not allow',
      () => redirects(['https://old.example.com/oauth/callback']),
      {},
      [/does not allow the redirect URL .*\/oauth\/callback\. Set APP_URL to .* upload again/],
    ],
    [
      'a Gemini key that Google refuses',
      () => {},
      { GEMINI_API_KEY: 'AIza-none' },
      [/Google refuses GEMINI_API_KEY \(status 400\)\. Make a key at/],
    ],
    ['a Gemini quota that is used up', () => gemini(429), {}, [/quota of GEMINI_API_KEY is used up.* turn billing on/]],
    [
      'a model that is no more',
      () => {},
      { GEMINI_MODEL: 'gemini-1.0-pro' },
      [/serves no gemini-1\.0-pro .* Set GEMINI_MODEL/],
    ],
    [
      'a reply domain that is the mail domain',
      () => {},
      { MAIL_DOMAIN: REPLY_DOMAIN },
      [/REPLY_DOMAIN and MAIL_DOMAIN are both .* Give replies a subdomain/],
    ],
    [
      'a folder that cannot be written',
      () => {},
      { DATA_DIR: '/dev/null/data' },
      [/DATA_DIR \/dev\/null\/data cannot be written/],
    ],
    [
      'a database that does not answer',
      () => {},
      { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
      [/DATABASE_URL does not answer\. Start it/],
    ],
    [
      'a setting that is wrong',
      () => {},
      { LOG_LEVEL: 'loud' },
      [/LOG_LEVEL is wrong: .* Correct it: docs\/go-live\.md/],
    ],
  ])('%s', async (_name, plant, changes, named) => {
    await plant();
    const found = await complaints(changes);
    expect(found).toEqual(named.map((text) => expect.stringMatching(text)));
  });

  function mx(planted: Mx[] | undefined): void {
    if (planted) records[REPLY_DOMAIN] = planted;
    else delete records[REPLY_DOMAIN];
    onTestFinished(() => {
      records[REPLY_DOMAIN] = RIGHT_MX;
    });
  }
  function redirects(urls: string[]): void {
    sandbox.hubspot.redirects(urls);
    onTestFinished(() => sandbox.hubspot.redirects([`${sandbox.app.url}/oauth/callback`]));
  }
  function gemini(effect: number): void {
    sandbox.gemini.fault({ effect });
    onTestFinished(() => sandbox.gemini.clearFaults());
  }
});

describe('the address of the server', () => {
  /** Complaints about PUBLIC_URL alone: SendGrid and HubSpot know another one then. */
  const about = async (PUBLIC_URL: string) =>
    (await complaints({ PUBLIC_URL })).filter((text) => text.startsWith('PUBLIC_URL')).join('\n');
  async function serving(...answer: Parameters<typeof respond>): Promise<string> {
    const { url, close } = await listen((_request, response) => respondTo(response, answer));
    onTestFinished(close);
    return url;
  }
  const respond = (status: number, headers: Record<string, string> = {}, body = '') => ({ status, headers, body });
  const respondTo = (response: ServerResponse, answer: Parameters<typeof respond>) => {
    const { status, headers, body } = respond(...answer);
    response.writeHead(status, headers).end(body);
  };

  test('is https', async () => {
    expect(await about('http://app.invalid')).toMatch(/is not https.* reverse proxy with a certificate/);
  });
  test('has a server', async () => {
    expect(await about('http://127.0.0.1:9')).toMatch(/cannot be reached: .* Start the server/);
    expect(await about('https://app.invalid')).toMatch(/cannot be reached: its name is in no DNS\. Start the server/);
  });
  test('redirects nowhere', async () => {
    const url = await serving(301, { location: 'https://www.example.com/healthz' });
    expect(await about(url)).toMatch(/redirects to https:\/\/www\.example\.com.* Set PUBLIC_URL to where it leads/);
  });
  test('is this product', async () => {
    expect(await about(await serving(200, {}, '<h1>It works!</h1>'))).toMatch(
      /not as Reply Tracking does\. Let the reverse proxy/,
    );
  });
  test('is ready', async () => {
    const body = JSON.stringify({ ok: false, database: 'silent for 3 s' });
    expect(await about(await serving(503, {}, body))).toMatch(/runs and is not ready: database: silent for 3 s\. Mend/);
  });
});

test('a clock that is ten minutes off is named', async () => {
  const date = new Date(Date.now() - 601_000).toUTCString();
  const server = await listen((_request, response) => response.writeHead(404, { date }).end());
  onTestFinished(server.close);
  const found = await complaints({ SENDGRID_BASE_URL: server.url, HUBSPOT_BASE_URL: server.url });
  expect(found.filter((text) => text.startsWith('clock'))).toEqual([
    expect.stringMatching(/clock is 60\d s ahead.*timedatectl set-ntp true/),
  ]);
});

test('settings that are missing are named with where each is found, and the rest is still looked at', async () => {
  const found = await complaints({
    HUBSPOT_APP_ID: undefined,
    HUBSPOT_CLIENT_ID: '',
    HUBSPOT_CLIENT_SECRET: undefined,
  });
  expect(found).toEqual(
    ['HUBSPOT_APP_ID', 'HUBSPOT_CLIENT_ID', 'HUBSPOT_CLIENT_SECRET'].map((name) =>
      expect.stringMatching(new RegExp(`${name} is missing: .* Set it: docs/go-live.md, "The HubSpot app"`)),
    ),
  );
});

test('without a key that may read settings, what could not be seen is said to be unknown', async () => {
  const findings = await examine(readSettings(settings({ SENDGRID_ADMIN_KEY: undefined })), '/nowhere');
  const open = findings.filter(({ state, part }) => state === 'unknown' && /Inbound|event/.test(part));
  expect(open.map(({ next }) => next)).toEqual(Array(2).fill(expect.stringContaining('Set SENDGRID_ADMIN_KEY')));
});

test('no finding holds a key or a secret', async () => {
  const given = settings({
    INBOUND_SECRETS: 'another-secret-of-twenty',
    SENDGRID_API_KEY: 'SG.none',
    GEMINI_API_KEY: 'AIza-none',
    HUBSPOT_CLIENT_SECRET: 'c-secret',
  });
  const said = JSON.stringify(await examine(readSettings(given), '/nowhere'));
  for (const secret of [
    'another-secret-of-twenty',
    'SG.none',
    'AIza-none',
    'c-secret',
    sandbox.sendgrid.adminKey,
    parseSetting().url,
  ]) {
    expect(said).not.toContain(secret);
  }
});

describe.skipIf(!process.env.DATABASE_URL)('a database of a server', () => {
  /** One of its own, by its URL, after these statements. */
  async function database(...statements: string[]): Promise<string> {
    const url = (await serverDatabase())!;
    for (const statement of statements) await onDatabase(url, statement);
    return url;
  }
  const about = async (DATABASE_URL: string) => (await complaints({ DATABASE_URL })).join('\n');

  test('is fine with and without tables', async () => {
    expect(await about(await database())).toBe('');
    expect(
      await about(await database('drop schema public cascade', 'drop schema pgboss cascade', 'create schema public')),
    ).toBe('');
  });
  test('has rights', async () => {
    const url = await database(
      `do $$ begin create role doctor_guest login password 'x'; exception when duplicate_object then null; end $$`,
    );
    const guest = Object.assign(new URL(url), { username: 'doctor_guest', password: 'x' }).href;
    expect(await about(guest)).toMatch(/does not own \d+ of its tables\. Let it own the database/);
    await onDatabase(url, 'drop schema public cascade; drop schema pgboss cascade; create schema public');
    expect(await about(guest)).toMatch(/may not make tables and schemas\. Let it own the database/);
  });
  test('has the schema of this release', async () => {
    expect(
      await about(await database(`delete from migrations where name = (select max(name) from migrations)`)),
    ).toMatch(/schema is old: 1 migrations .* Restart every server process/);
    expect(await about(await database(`insert into migrations (name) values ('9999_newer.sql')`))).toMatch(
      /newer than this release: .*9999_newer\.sql\. Start the release that made it/,
    );
  });
  test('is there', async () => {
    const gone = Object.assign(new URL(process.env.DATABASE_URL!), { pathname: '/no_such_database' }).href;
    expect(await about(gone)).toMatch(/is not there\. Create it/);
  });
});

test('the command says it, and exits with 1 where something is wrong', () => {
  const run = spawnSync(process.execPath, ['lib/cli/admin.ts', 'doctor'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HUBSPOT_BASE_URL: 'http://127.0.0.1:9', SENDGRID_BASE_URL: 'http://127.0.0.1:9' },
  });
  expect(run.stderr).toBe('');
  expect(run.stdout).toMatch(
    /^wrong {3}settings: PUBLIC_URL is missing: .*\n {8}Set it: docs\/go-live\.md, "The server"\.$/m,
  );
  expect(run.status).toBe(1);
});
