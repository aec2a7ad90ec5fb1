import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inboundKey } from './support/inbound-post.ts';

const settings = () => {
  const key = Buffer.alloc(32, 7).toString('base64');
  const { publicKey } = inboundKey();
  return {
    PATH: process.env.PATH,
    PUBLIC_URL: 'https://app.example.com',
    SIGNING_KEY: key,
    ENCRYPTION_KEYS: `k1:${key}`,
    REPLY_DOMAIN: 'reply.example.com',
    MAIL_DOMAIN: 'example.com',
    SENDGRID_API_KEY: 'SG.test',
    INBOUND_SECRETS: 'a-secret-of-twenty-characters',
    INBOUND_PUBLIC_KEYS: publicKey,
    EVENT_PUBLIC_KEYS: publicKey,
    HUBSPOT_APP_ID: '1',
    HUBSPOT_CLIENT_ID: 'id',
    HUBSPOT_CLIENT_SECRET: 'secret',
  };
};

test('a database that does not answer is waited for, and the log says so with the next step', () => {
  const env = {
    ...settings(),
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    DATA_DIR: mkdtempSync(join(tmpdir(), 'reply-tracking-')),
  };
  const run = spawnSync(process.execPath, ['server.ts'], { encoding: 'utf8', env, timeout: 8_000 });
  expect(run.signal).toBe('SIGTERM');
  expect(run.stdout.split('does not answer and is tried again').length).toBeGreaterThan(3);
  expect(run.stdout + run.stderr).not.toContain('    at ');
});

test('a production start with nothing set names every variable, points to the sandbox and exits with 1', () => {
  const { PATH } = process.env;
  const run = spawnSync(process.execPath, ['server.ts'], { encoding: 'utf8', env: { PATH } });
  expect(run.status).toBe(1);
  for (const name of ['PUBLIC_URL', 'SIGNING_KEY', 'ENCRYPTION_KEYS', 'SENDGRID_API_KEY', 'HUBSPOT_CLIENT_SECRET']) {
    expect(run.stderr).toContain(`${name} is missing`);
  }
  expect(run.stderr).toContain('npm run sandbox');
  expect(run.stderr).not.toContain('    at ');
});
