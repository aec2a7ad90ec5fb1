import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../lib/config.ts';
import { inboundKey } from './support/inbound-post.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const [inbound, previous] = [inboundKey().publicKey, inboundKey().publicKey];
const complete = {
  PUBLIC_URL: 'https://app.example.com/',
  SIGNING_KEY: key,
  ENCRYPTION_KEYS: `k2:${key},k1:${key}`,
  REPLY_DOMAIN: 'Reply.Example.com',
  MAIL_DOMAIN: 'example.com',
  SENDGRID_API_KEY: 'SG.x',
  INBOUND_SECRETS: 'a-secret-of-twenty-characters',
  INBOUND_PUBLIC_KEYS: `${inbound}, ${previous}`,
  EVENT_PUBLIC_KEYS: inbound,
  HUBSPOT_APP_ID: '1',
  HUBSPOT_CLIENT_ID: 'id',
  HUBSPOT_CLIENT_SECRET: 'secret',
};

function caughtFrom(action: () => unknown): Error | null {
  try {
    action();
    return null;
  } catch (error) {
    return error as Error;
  }
}

test('with nothing set, every missing variable is named at once, with the sandbox as the way to try it', () => {
  const error = caughtFrom(() => readConfig({}));
  expect(error).toBeInstanceOf(ConfigError);
  for (const name of Object.keys(complete)) expect(error?.message).toContain(`${name} is missing: `);
  expect(error?.message).toContain('npm run sandbox');
});

test('a complete environment is read into one plain object', () => {
  const config = readConfig(complete);
  expect(config).toMatchObject({
    role: 'all',
    port: 3000,
    publicUrl: 'https://app.example.com',
    mail: { replyDomain: 'reply.example.com', mailDomain: 'example.com' },
    keyring: { current: 'k2' },
    gemini: null,
  });
  expect(config.sendgrid.inboundPublicKeys).toEqual([inbound, previous]);
});

test.each([
  ['PORT', 'eighty'],
  ['ROLE', 'boss'],
  ['PUBLIC_URL', 'app.example.com'],
  ['SIGNING_KEY', 'short'],
  ['ENCRYPTION_KEYS', 'no-colon'],
  ['REPLY_DOMAIN', 'not a domain'],
  ['INBOUND_SECRETS', 'short'],
  ['INBOUND_PUBLIC_KEYS', 'MFkwEwYHKoZIzj0CAQYI'],
  ['EVENT_PUBLIC_KEYS', ','],
  ['DATABASE_URL', 'the usual one'],
])('a bad %s is named with what it should be', (name, value) => {
  expect(() => readConfig({ ...complete, [name]: value })).toThrow(new RegExp(`${name} is wrong: .+ \\(.+\\)`));
});

test.each(['web', 'worker'])('the role %s without a PostgreSQL server is refused', (ROLE) => {
  expect(() => readConfig({ ...complete, ROLE })).toThrow(/DATABASE_URL is missing: .*\n/);
  expect(readConfig({ ...complete, ROLE, DATABASE_URL: 'postgres://localhost/replies' })).toMatchObject({ role: ROLE });
});
