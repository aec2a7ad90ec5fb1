import express from 'express';
import pino from 'pino';
import { createCardRoutes } from '../../cards/index.ts';
import { createRulesAnalyst } from '../../lib/analysis/index.ts';
import { startQueue } from '../../lib/queue.ts';
import { listen } from '../sandbox/http.ts';
import { signV3 } from '../sandbox/hubspot/outgoing/signing.ts';
import { testDatabase } from '../support/database.ts';
import { fillTimeline } from './fill-timeline.ts';

/**
 * `node test/cards/bench-timeline.ts`: the tab card's first page on a contact with 10,000 messages, beside the floor of a
 * request that only checks its signature and reads the account. On PostgreSQL with DATABASE_URL, else embedded.
 */
const ROUNDS = 200;
const PORTAL_ID = 4711;
const HUBSPOT_ID = '90100001';
const clientSecret = 'bench-secret';
const keyring = { current: 'k', keys: { k: Buffer.alloc(32) } };

const database = await testDatabase();
const { sql } = database;
const log = pino({ level: 'silent' });
const queue = await startQueue(database, log);
const now = () => new Date();
const publicUrl = 'https://app.example';
await sql`
  insert into portals ${sql({ portal_id: PORTAL_ID, state: 'connected', created_at: now(), updated_at: now() })}`;
await fillTimeline(sql, { portalId: PORTAL_ID, hubspotId: HUBSPOT_ID, count: 10_000, keyring });

const unused = (): never => {
  throw new Error('The first page asks nobody else.');
};
const app = express().use(
  '/cards',
  createCardRoutes({
    sql,
    queue,
    now,
    log,
    refused: () => {},
    publicUrl,
    clientSecret,
    signingKey: Buffer.alloc(32),
    keyring,
    mailDomain: 'vendas.example',
    replyDomain: 'reply.example',
    attachmentDays: 30,
    portalClient: unused,
    uninstall: unused,
    ai: null,
    drafter: null,
    rules: createRulesAnalyst(),
    resolveMx: unused,
    readSenderDomains: unused,
  }),
);
const server = await listen(app);

async function measure(path: string): Promise<{ median: number; p95: number; kB: number }> {
  const times: number[] = [];
  let bytes = 0;
  for (let n = 0; n < ROUNDS; n++) {
    const address = `/cards${path}?userId=1&portalId=${PORTAL_ID}&userEmail=a@b.example&appId=1`;
    const headers = signV3({ secret: clientSecret, method: 'GET', uri: `${publicUrl}${address}`, body: '' }, now());
    const start = performance.now();
    const response = await fetch(`${server.url}${address}`, { headers });
    bytes = (await response.arrayBuffer()).byteLength;
    times.push(performance.now() - start);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
  }
  times.sort((a, b) => a - b);
  return { median: times[ROUNDS / 2]!, p95: times[Math.floor(ROUNDS * 0.95)]!, kB: bytes / 1000 };
}

await measure(`/contacts/${HUBSPOT_ID}/timeline`);
for (const [name, path] of [
  ['floor (a contact without messages)', '/contacts/1/timeline'],
  ['first page of 10,000 messages', `/contacts/${HUBSPOT_ID}/timeline`],
  ['sidebar card', `/contacts/${HUBSPOT_ID}/summary`],
  ['home page', '/home'],
] as const) {
  const { median, p95, kB } = await measure(path);
  console.log(`${name.padEnd(36)} median ${median.toFixed(1)} ms   p95 ${p95.toFixed(1)} ms   ${kB.toFixed(1)} kB`);
}
await server.close();
await queue.stop();
await database.close();
