import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import type { Sql } from '../../lib/database/types.ts';
import { until } from '../sandbox/play/until.ts';
import { multipart, rawPost } from '../support/inbound-post.ts';
import { onDatabase } from '../support/prepare-database.ts';
import { productProcesses } from '../support/product-processes.ts';
import { contactsWithTokens } from '../support/tokened-contacts.ts';
import { atMost, type Row } from './row.ts';

const SERVER = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const MAILS = Number(process.env.BENCH_MAILS ?? 20);
/** SendGrid's largest mail. */
const BYTES = 30_000_000;
const LOOKED_MS = 50;
const MB = 1_000_000;

/** What web and worker take above their idle state while so many mails of 30 MB come at once (resident, Linux). */
export async function benchMemory(): Promise<Row[]> {
  const name = `bench_memory_${process.pid}`;
  await onDatabase(SERVER, `create database ${name}`);
  const url = Object.assign(new URL(SERVER), { pathname: `/${name}` }).href;
  const product = await productProcesses(['web', 'worker'], url);
  const sql = postgres(url, { max: 2, onnotice: () => {}, types: { bigint: postgres.BigInt } }) as never as Sql;
  try {
    const addresses = await contactsWithTokens(sql, product, MAILS + 1);
    const post = async (n: number, bytes: number) => {
      const { contact, to } = addresses[n]!;
      const form = multipart(rawPost(mailOf(n, contact, to, bytes), { to: [to], from: contact }));
      await until(async () => (await product.postInbound(form)).status === 200 || null, 'the post is taken', 300_000);
    };
    const isPlaced = async (count: number) => {
      const [row] = await sql<{ done: number }[]>`
        select count(*)::integer as done from effects where kind = 'forward' and state = 'done'`;
      return row!.done >= count || null;
    };
    await post(MAILS, 10_000);
    await until(() => isPlaced(1), 'the first mail is forwarded', 60_000);
    const processes = product.processes.map(({ role, child }) => ({ role, pid: child.pid! }));
    const idle = processes.map(({ pid }) => residentBytes(pid));
    const peak = [...idle];
    const looking = setInterval(() => {
      for (const [n, { pid }] of processes.entries()) peak[n] = Math.max(peak[n]!, residentBytes(pid));
    }, LOOKED_MS);
    await Promise.all(Array.from({ length: MAILS }, (_, n) => post(n, BYTES)));
    await until(() => isPlaced(MAILS + 1), 'every mail is forwarded', 900_000);
    clearInterval(looking);
    console.log(`\n${MAILS} mails of 30 MB at once, resident memory (MB)`);
    const mb = (bytes: number) => Math.round(bytes / MB);
    const of = (n: number) => ({ idle: mb(idle[n]!), peak: mb(peak[n]!), above: mb(peak[n]! - idle[n]!) });
    console.table(Object.fromEntries(processes.map(({ role }, n) => [role, of(n)])));
    return processes.map(({ role }, n) =>
      atMost(`MB above idle, ${role}, ${MAILS} mails of 30 MB at once`, 'idle', 250, of(n).above),
    );
  } finally {
    for (const { child } of product.processes.splice(0)) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    }
    await product.close();
    await sql.end();
    await onDatabase(SERVER, `drop database ${name} with (force)`);
  }
}

/** One file in base64, of which each mail has its own. */
function mailOf(n: number, contact: string, to: string, bytes: number): string {
  const line = `${Buffer.alloc(57, n).toString('base64')}\r\n`;
  return [
    `Message-ID: <big-${n}@kunde.example>`,
    `From: ${contact}`,
    `To: ${to}`,
    'Subject: Re: Prices',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part',
    'Content-Type: text/plain',
    '',
    'Yes, please send us the price list. Our plans are attached.',
    '--part',
    'Content-Type: application/pdf; name="plans.pdf"',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="plans.pdf"',
    '',
    `${line.repeat(Math.floor(bytes / line.length))}--part--`,
    '',
  ].join('\r\n');
}

const residentBytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024;
