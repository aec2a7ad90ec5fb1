import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import type { Sql } from '../../../lib/database/types.ts';
import { createSendMail } from '../../../lib/mail/outgoing/sendgrid.ts';
import { registerEventTypes } from '../../hubspot/support.ts';
import { MAIL_DOMAIN } from '../../sandbox/index.ts';
import { until } from '../../sandbox/play/until.ts';
import { multipart, rawPost } from '../../support/inbound-post.ts';
import { onDatabase } from '../../support/prepare-database.ts';
import { productProcesses, type Role } from '../../support/product-processes.ts';
import { contactsWithTokens } from '../../support/tokened-contacts.ts';
import { cpuMs } from '../process-time.ts';
import { countingRelay } from './counting-relay.ts';

const SERVER = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

export type WholeWay = {
  replies: number;
  /** Posts a second; null: all of them as fast as they are taken. */
  aSecond: number | null;
  roles?: Role[];
  /** So long each call of SendGrid, HubSpot and Gemini takes. */
  providerMs?: number;
};
export type Walked = {
  hubSpotCalls: number;
  /** What the database grew by, a reply. */
  bytes: number;
  seconds: number;
  /** Of each role, a reply. */
  statements: Record<string, number>;
  cpuMs: Record<string, number>;
  /** By text, what of it a reply; of the web and the worker together. */
  texts: Map<string, number>;
  paths: Record<string, number>;
  /** ms, sorted, from the receipt. */
  forwarded: number[];
  written: number[];
  /** ms, sorted, of a mail that nothing but the send is done for. */
  sends: number[];
};

/** Replies of as many contacts on their whole way through processes of their own, on PostgreSQL. */
export async function walk({ replies, aSecond, roles = ['web', 'worker'], providerMs }: WholeWay): Promise<Walked> {
  const name = `bench_way_${process.pid}_${Math.round(performance.now())}`;
  await onDatabase(SERVER, `create database ${name}`);
  const url = Object.assign(new URL(SERVER), { pathname: `/${name}` }).href;
  await using relay = await countingRelay(url);
  const product = await productProcesses(roles, relay.url);
  registerEventTypes(product.hubspot);
  for (const { fault } of providerMs ? [product.sendgrid, product.hubspot, product.gemini] : [])
    fault({ effect: 'slow', delayMs: providerMs });
  const sql = postgres(url, { max: 2, onnotice: () => {}, types: { bigint: postgres.BigInt } }) as never as Sql;
  try {
    const addresses = await contactsWithTokens(sql, product, replies + 20);
    const post = async (n: number) => {
      const { contact, to } = addresses[n]!;
      const raw = `Message-ID: <${n}@kunde.example>\r\nFrom: ${contact}\r\nTo: ${to}\r\nSubject: Re: Prices\r\n\r\nYes, please send us the price list for ${n + 2} more sites, and tell us when you can deliver.\r\n\r\nBest regards,\r\nMariana`;
      const form = multipart(rawPost(raw, { to: [to], from: contact }));
      await until(async () => (await product.postInbound(form)).status === 200 || null, 'the post is taken', 60_000);
    };
    const isQuiet = async () => {
      const [row] = await sql<{ open: number }[]>`
        select ((select count(*) from effects where state in ('pending', 'sending') and run_after < now() + interval '1 minute')
              + (select count(*) from inbound where state = 'received')
              + (select count(*) from messages m where kind = 'reply' and analyzed_at is null))::integer as open`;
      return row!.open === 0 || null;
    };
    // What a process does once, it has done.
    await Promise.all(Array.from({ length: 20 }, (_, n) => post(replies + n)));
    await until(isQuiet, 'the first replies are done', 120_000);
    const sends = await sendsAlone(product.sendgrid);
    await delay(6_000);

    const from = new Date();
    const sizeBefore = await size(sql);
    const calls = product.hubspot.calls().length;
    const textsBefore = textsOf(relay.texts);
    const processes = product.processes.map(({ role, child }) => ({ role, pid: child.pid! }));
    const before = processes.map(({ pid }) => ({
      cpu: cpuMs(pid),
      statements: relay.statements.get(String(pid)) ?? 0,
    }));
    const begun = performance.now();
    const posts: Promise<void>[] = [];
    for (let n = 0; n < replies; n++) {
      posts.push(post(n));
      if (aSecond) await delay(Math.max(0, begun + ((n + 1) * 1000) / aSecond - performance.now()));
      else if (n % 100 === 99) await Promise.all(posts);
    }
    await Promise.all(posts);
    await until(isQuiet, 'every reply is done', 600_000);
    const seconds = (performance.now() - begun) / 1000;
    const per = (of: (n: number) => number) =>
      Object.fromEntries(
        [...Map.groupBy(processes.keys(), (n) => processes[n]!.role)].map(([role, own]) => [
          role,
          own.reduce((sum, n) => sum + of(n), 0) / replies,
        ]),
      );
    const taken = product.hubspot.calls().slice(calls);
    return {
      hubSpotCalls: taken.length / replies,
      bytes: ((await size(sql)) - sizeBefore) / replies,
      paths: Object.fromEntries(
        [...Map.groupBy(taken, ({ method, path }) => `${method} ${path}`)].map(([path, all]) => [path, all.length]),
      ),
      seconds,
      statements: per((n) => (relay.statements.get(String(processes[n]!.pid)) ?? 0) - before[n]!.statements),
      texts: new Map(
        [...textsOf(relay.texts)].map(([text, count]) => [text, (count - (textsBefore.get(text) ?? 0)) / replies]),
      ),
      cpuMs: per((n) => cpuMs(processes[n]!.pid) - before[n]!.cpu),
      forwarded: await times(sql, 'forward', from),
      written: await times(sql, 'properties', from),
      sends,
    };
  } finally {
    for (const { child } of product.processes.splice(0)) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    await product.close();
    await sql.end();
    await onDatabase(SERVER, `drop database ${name} with (force)`);
  }
}

function textsOf(byProcess: Map<string, Map<string, number>>): Map<string, number> {
  const all = new Map<string, number>();
  for (const texts of byProcess.values())
    for (const [text, count] of texts) all.set(text, (all.get(text) ?? 0) + count);
  return all;
}

/** The floor of a forward: a short mail to the same stand-in. */
async function sendsAlone({ apiKey, url }: { apiKey: string; url: string }): Promise<number[]> {
  const send = createSendMail({ apiKey, baseUrl: url, timeoutMs: 10_000 });
  const of = (address: string) => ({ name: '', address });
  const empty = { replyTo: [], html: null, headers: {}, attachments: [], linked: [] };
  const mail = {
    ...empty,
    from: of(`floor@${MAIL_DOMAIN}`),
    to: of(`rep@${MAIL_DOMAIN}`),
    subject: 'Re',
    text: 'Yes.',
  };
  const took: number[] = [];
  for (let n = 0; n < 30; n++) {
    const begun = performance.now();
    await send(mail, { effectId: randomUUID() });
    took.push(performance.now() - begun);
  }
  return took.sort((a, b) => a - b);
}

async function size(sql: Sql): Promise<number> {
  const [row] = await sql<{ bytes: number }[]>`select pg_database_size(current_database())::float8 as bytes`;
  return row!.bytes;
}

async function times(sql: Sql, kind: string, from: Date): Promise<number[]> {
  const rows = await sql<{ ms: number }[]>`
    select extract(epoch from e.settled_at - m.received_at)::float8 * 1000 as ms
    from effects e join messages m on m.id = e.message_id
    where e.kind = ${kind} and e.state = 'done' and m.received_at >= ${from} order by 1`;
  return rows.map(({ ms }) => ms);
}
