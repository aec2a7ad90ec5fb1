import { createPublicKey, createVerify } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Busboy } from '@fastify/busboy';
import express, { type RequestHandler } from 'express';
import { openDatabase } from '../../../lib/database/index.ts';
import { seal } from '../../../lib/keyring.ts';
import { createLogger } from '../../../lib/logger.ts';
import { logSeen } from '../../../lib/observe.ts';
import { startQueue } from '../../../lib/queue.ts';
import { createInboundParse, createPlaces } from '../../../webhooks/inbound-parse.ts';
import { openSpool } from '../../../webhooks/spool.ts';

/**
 * A receiver in a process of its own: `product`; `floor`, which is express, busboy and one INSERT of the bytes; `signed`,
 * which is the floor with the signature's check and the seal that the product has. Prints its address as JSON.
 */
type Variant = 'product' | 'floor' | 'signed';
export type ReceiverOptions = { variant: Variant; databaseUrl: string | null; publicKey: string };

const { variant, databaseUrl, publicKey } = JSON.parse(process.argv[2]!) as ReceiverOptions;
const keyring = { current: 'k1', keys: { k1: Buffer.alloc(32, 1) } };
const dataDir = await mkdtemp(join(tmpdir(), 'bench-receive-'));
const database = await openDatabase({ dataDir: join(dataDir, 'database'), ...(databaseUrl && { url: databaseUrl }) });
const app = express().disable('x-powered-by');
if (variant === 'product') await serveProduct();
else await serveFloor();
const server = app.listen(0, '127.0.0.1', () => {
  console.log(
    JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-of-the-bench` }),
  );
});

async function serveProduct() {
  const log = createLogger('info', { write: () => {} });
  app.use(
    createInboundParse({
      queue: await startQueue(database, log),
      keyring,
      signingKey: Buffer.alloc(32, 3),
      replyDomain: 'reply.example.com',
      secrets: ['secret-of-the-bench'],
      publicKeys: [publicKey],
      spool: openSpool(join(dataDir, 'spool')),
      places: createPlaces(),
      now: () => new Date(),
      refused: () => {},
      observe: logSeen(log),
      log,
    }),
  );
}

async function serveFloor() {
  const { sql } = database;
  await sql`create table if not exists floor (id bigserial primary key, body bytea not null)`;
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  const keep: RequestHandler = (request, response) => {
    const chunks: Buffer[] = [];
    const fields = new Map<string, string>();
    const parser = new Busboy({ headers: { 'content-type': request.headers['content-type'] ?? '' } });
    parser.on('field', (name, value) => fields.set(name, value));
    parser.on('finish', async () => {
      const body = Buffer.concat(chunks);
      if (variant === 'signed') {
        const signature = String(request.headers['x-twilio-email-event-webhook-signature']);
        const timestamp = String(request.headers['x-twilio-email-event-webhook-timestamp']);
        const verifier = createVerify('sha256').update(timestamp).update(body);
        if (!verifier.verify(key, signature, 'base64')) return void response.sendStatus(503);
      }
      const bytes = variant === 'signed' ? seal(body, keyring).bytes : body;
      await sql`insert into floor (body) values (${bytes})`;
      response.json({ ok: true });
    });
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.pipe(parser);
  };
  app.post('/:secret', keep);
}
