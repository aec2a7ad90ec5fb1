import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { onDatabase } from './support/prepare-database.ts';
import { productionSettings } from './support/production-settings.ts';

const settings = () => ({ PATH: process.env.PATH, ...productionSettings() });

test('a database that does not answer is waited for, and the log says so with the next step', async () => {
  const env = {
    ...settings(),
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    DATA_DIR: mkdtempSync(join(tmpdir(), 'reply-tracking-')),
  };
  const child = spawn(process.execPath, ['server.ts'], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk));
  await expect
    .poll(() => said.split('does not answer and is tried again').length - 1, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(3);
  expect(child.exitCode).toBeNull();
  expect(said).not.toContain('    at ');
});

describe.skipIf(!process.env.DATABASE_URL)('processes on a server of their own', () => {
  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });

  /** A database without a table. */
  async function emptyDatabase(): Promise<string> {
    const server = process.env.DATABASE_URL!;
    const name = `empty_${randomBytes(6).toString('hex')}`;
    await onDatabase(server, `create database ${name}`);
    onTestFinished(() => onDatabase(server, `drop database ${name} with (force)`));
    return Object.assign(new URL(server), { pathname: `/${name}` }).href;
  }

  function started(env: Record<string, string>) {
    const given = { ...settings(), PORT: '0', DATA_DIR: mkdtempSync(join(tmpdir(), 'reply-tracking-')), ...env };
    const child = spawn(process.execPath, ['server.ts'], { env: given });
    running.push(child);
    let said = '';
    const ready = new Promise<string>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        said += chunk;
        if (said.includes('is running')) resolve(/"url":"([^"]+)"/.exec(said)?.[1] ?? '');
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)));
    });
    ready.catch(() => {});
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { child, ready, ended, said: () => said };
  }

  test('web and workers that start together on an empty database all run', async () => {
    const DATABASE_URL = await emptyDatabase();
    const roles = ['web', 'worker', 'worker'];
    await Promise.all(roles.map((ROLE) => started({ ROLE, DATABASE_URL }).ready));
  }, 120_000);

  test('SIGTERM ends a process within 10 s, also while an upload hangs', async () => {
    const { child, ready, ended } = started({ DATABASE_URL: await emptyDatabase() });
    const { hostname, port } = new URL(await ready);
    const upload = connect(Number(port), hostname).on('error', () => {});
    const path = `/webhooks/inbound-parse/${settings().INBOUND_SECRETS}`;
    upload.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data\r\nContent-Length: 1000000\r\n\r\n--`,
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    const asked = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(performance.now() - asked).toBeLessThan(10_000);
  }, 120_000);

  test('a taken port, and a database of a newer release, are said in a sentence', async () => {
    const DATABASE_URL = await emptyDatabase();
    const first = started({ DATABASE_URL });
    const { port } = new URL(await first.ready);
    const second = started({ DATABASE_URL, PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain('Another process listens on this port.');
    await onDatabase(DATABASE_URL, `insert into migrations (name) values ('9999_newer.sql')`);
    const older = started({ DATABASE_URL });
    expect(await older.ended).toBe(1);
    expect(older.said()).toContain('Start the release that made it, or a newer one.');
    for (const one of [second, older]) expect(one.said()).not.toContain('    at ');
  }, 120_000);
});

describe('a server whose settings are not all there yet', () => {
  const { HUBSPOT_APP_ID: _id, HUBSPOT_CLIENT_SECRET: _secret, ...before } = productionSettings();

  /** `node server.ts` until it says where it listens, or ends. */
  async function starts(env: Record<string, string>): Promise<{ said: string; url: string; code: number | null }> {
    const child = spawn(process.execPath, ['server.ts'], { env: { PATH: process.env.PATH, PORT: '0', ...env } });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    const [code] = await new Promise<[number | null]>((resolve) => {
      const read = (chunk: Buffer) => {
        said += chunk;
        if (said.includes('waits for settings')) resolve([null]);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (ended) => resolve([ended]));
    });
    return { said, url: /"url":"([^"]+)"/.exec(said)?.[1] ?? '', code };
  }

  test('names each with what it is for, and points to the sandbox', async () => {
    const { said, code } = await starts({});
    expect(code).toBeNull();
    for (const name of ['PUBLIC_URL', 'SIGNING_KEY', 'ENCRYPTION_KEYS', 'SENDGRID_API_KEY', 'HUBSPOT_CLIENT_SECRET']) {
      expect(said).toContain(`${name} is missing: `);
    }
    expect(said).toContain('npm run sandbox');
    expect(said).not.toContain('    at ');
  });

  test('is alive, not ready, and takes nothing that would be lost', async () => {
    const { url } = await starts(before);
    const settings = 'missing: HUBSPOT_APP_ID, HUBSPOT_CLIENT_SECRET';
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { ok: false, settings }]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const page = await fetch(url);
    expect(page.status).toBe(503);
    expect(await page.text()).toMatch(/HUBSPOT_APP_ID<\/b>: id of the HubSpot app .*The HubSpot app/);
    for (const path of [
      `/webhooks/inbound-parse/${before.INBOUND_SECRETS}`,
      '/webhooks/hubspot-events',
      '/cards/contact',
    ]) {
      const body = Buffer.alloc(1_000_000, 'mail');
      const post = await fetch(`${url}${path}`, { method: 'POST', body });
      expect([path, post.status, post.headers.get('retry-after')]).toEqual([path, 503, '300']);
    }
    const secrets = [before.SIGNING_KEY, before.INBOUND_SECRETS, before.SENDGRID_API_KEY];
    for (const secret of secrets) expect(await (await fetch(url)).text()).not.toContain(secret);
  });

  test('ends where one of them is wrong', async () => {
    const { said, code } = await starts({ ...before, SIGNING_KEY: 'short' });
    expect(code).toBe(1);
    expect(said).toContain('SIGNING_KEY is wrong: must be 32 bytes');
    expect(said).not.toContain('    at ');
  });

  test('waits as a worker too', async () => {
    const { said, code } = await starts({ ...before, ROLE: 'worker' });
    expect([code, /"missing":\[(.*?)\]/.exec(said)?.[1]]).toEqual([
      null,
      '"HUBSPOT_APP_ID","HUBSPOT_CLIENT_SECRET","DATABASE_URL"',
    ]);
  });
});
