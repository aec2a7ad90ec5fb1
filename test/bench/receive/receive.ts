import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inboundKey, multipart, rawPost, signedHeaders } from '../../support/inbound-post.ts';
import { onDatabase } from '../../support/prepare-database.ts';
import { cpuMs } from '../process-time.ts';
import { atLeast, atMost, type Row, rounded } from '../row.ts';
import { load, type Served } from './load.ts';
import type { ReceiverOptions } from './server.ts';

const ENVELOPE = { to: ['reply+0123456789abcdef@reply.example.com'], from: 'max@acme.example' };
const formOf = (size: number) =>
  multipart(
    rawPost(`From: max@acme.example\r\nSubject: Hi\r\n\r\n${'We want more. '.repeat(size / 14)}\r\n`, ENVELOPE),
  );

const VARIANTS = ['floor', 'signed', 'product'] as const;
const SIZES = [9_000, 60_000];
const CONNECTIONS = [10, 100];
const ROUNDS = 5;
const ROUND_MS = 1_500;
const SERVER = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

type Measured = Served & { cpuMs: number };

/** Durable 200s a second beside the floors, in turns, so that what else the machine does falls on each of them alike. */
export const benchReceive = () => measure('PostgreSQL');
/** The same on the embedded database. */
export const benchReceiveEmbedded = () => measure('embedded');

async function measure(where: 'PostgreSQL' | 'embedded'): Promise<Row[]> {
  const { privateKey, publicKey } = inboundKey();
  const receivers = [];
  try {
    for (const variant of VARIANTS) receivers.push(await startReceiver(variant, where, publicKey));
    const table: Record<string, Record<string, number>> = {};
    const rows: Row[] = [];
    for (const size of SIZES)
      for (const connections of CONNECTIONS) {
        const form = formOf(size);
        const all: Measured[][] = receivers.map(() => []);
        // The first round warms up.
        for (let round = 0; round <= ROUNDS; round++)
          for (const [n, { url, pid }] of receivers.entries()) {
            const headers = signedHeaders(form, privateKey);
            const before = cpuMs(pid);
            const served = await load({ url, headers, body: form.body, connections, ms: ROUND_MS });
            const posts = (served.perSecond * ROUND_MS) / 1000;
            if (round > 0) all[n]!.push({ ...served, cpuMs: (cpuMs(pid) - before) / posts });
          }
        const [floor, signed, product] = all.map((rounds) => median(rounds, 'perSecond'));
        const [floorP99, , productP99] = all.map((rounds) => median(rounds, 'p99'));
        const what = `200s a second, ${where}, ${size / 1000} kB, ${connections} connections`;
        rows.push(atLeast(what, 'express, busboy, one INSERT', where === 'embedded' ? 0.6 : 0.8, product! / floor!));
        rows.push(
          atLeast(what, 'the same with signature and seal', where === 'embedded' ? 0.6 : 0.8, product! / signed!),
        );
        rows.push(atMost(`p99 of ${what}`, 'express, busboy, one INSERT', 1.5, productP99! / floorP99!));
        for (const [n, { variant }] of receivers.entries()) {
          const rounds = all[n]!;
          const perSecond = median(rounds, 'perSecond');
          table[`${size / 1000} kB, ${connections} connections: ${variant}`] = {
            'a second': Math.round(perSecond),
            'of the floor': rounded(perSecond / floor!),
            'of the signed floor': rounded(perSecond / signed!),
            'p99 ms': Math.round(median(rounds, 'p99')),
            'CPU ms': rounded(median(rounds, 'cpuMs')),
            refused: rounds.reduce((sum, one) => sum + one.refused, 0),
          };
        }
      }
    console.log(`\nDurable 200s of the receiver, ${where}; CPU of its process a post`);
    console.table(table);
    return rows;
  } finally {
    for (const receiver of receivers) await receiver.close();
  }
}

async function startReceiver(
  variant: (typeof VARIANTS)[number],
  where: 'PostgreSQL' | 'embedded',
  publicKey: string,
): Promise<{ variant: string; url: string; pid: number; close(): Promise<void> }> {
  const name = where === 'embedded' ? null : `bench_${variant}_${process.pid}`;
  if (name) await onDatabase(SERVER, `create database ${name}`);
  const databaseUrl = name && Object.assign(new URL(SERVER), { pathname: `/${name}` }).href;
  const options: ReceiverOptions = { variant, databaseUrl, publicKey };
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'server.ts'), JSON.stringify(options)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await once(createInterface(child.stdout!), 'line');
  return {
    variant,
    url: JSON.parse(line).url,
    pid: child.pid!,
    async close() {
      child.kill('SIGKILL');
      await once(child, 'exit');
      if (name) await onDatabase(SERVER, `drop database ${name} with (force)`);
    },
  };
}

const median = (rounds: Measured[], of: keyof Measured): number =>
  rounds.map((one) => one[of]).sort((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? Number.NaN;
