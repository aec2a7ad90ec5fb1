import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import pino from 'pino';
import type { Sql } from '../../lib/database/types.ts';
import { findInbound } from '../../lib/intake/inbound.ts';
import type { Queue } from '../../lib/queue.ts';
import { createInboundParse, createPlaces } from '../../webhooks/inbound-parse.ts';
import { openSpool } from '../../webhooks/spool.ts';
import { inboundKey, type multipart, signedHeaders } from './inbound-post.ts';

export type Receiving = Awaited<ReturnType<typeof receiving>>;

/** Inbound Parse's receiver on a port, and what posts to it as SendGrid does. */
export async function receiving(queue: Queue) {
  const secret = 'a-secret-of-twenty-characters';
  const keyring = { current: 'k1', keys: { k1: Buffer.alloc(32, 1) } };
  const { privateKey, publicKey } = inboundKey();
  const folder = await mkdtemp(join(tmpdir(), 'receiving-'));
  const receiver = createInboundParse({
    queue,
    keyring,
    signingKey: Buffer.alloc(32, 3),
    replyDomain: 'reply.example.com',
    secrets: [secret],
    publicKeys: [publicKey],
    spool: openSpool(folder),
    places: createPlaces(),
    now: () => new Date(),
    refused: () => {},
    observe: () => {},
    log: pino({ level: 'silent' }),
  });
  const server = express().use(receiver).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${secret}`;
  return {
    async post(form: ReturnType<typeof multipart>): Promise<number> {
      const headers = signedHeaders(form, privateKey);
      return (await fetch(url, { method: 'POST', headers, body: new Uint8Array(form.body) })).status;
    },
    /** The bodies of all posts that wait. */
    async kept(sql: Sql): Promise<Buffer[]> {
      const rows = await sql<{ id: string }[]>`select id from inbound`;
      return Promise.all(rows.map(async ({ id }) => (await findInbound(sql, id, keyring))!.readBody()));
    },
    async close(): Promise<void> {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
