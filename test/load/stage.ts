import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import type { Sql } from '../../lib/database/types.ts';
import { registerEventTypes } from '../hubspot/support.ts';
import { multipart, rawPost } from '../support/inbound-post.ts';
import { onDatabase } from '../support/prepare-database.ts';
import { type ProductProcesses, productProcesses, type Role } from '../support/product-processes.ts';
import { contactsWithTokens } from '../support/tokened-contacts.ts';

const SERVER = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

export type LoadStage = AsyncDisposable & {
  /** Of its database. */
  url: string;
  sql: Sql;
  product: ProductProcesses;
  addresses: { contact: string; to: string }[];
  /** Posts one more mail of that contact, again until it is taken; resolves with how often it was put off. */
  post(contact: number): Promise<number>;
  /** From receipt to the rep's mailbox, ms, sorted: of mails that came since, but for one conversation's. */
  forwarded(since: Date, exceptContact?: string): Promise<number[]>;
};

/** Web and worker as processes of their own on a PostgreSQL database of this run, with as many contacts that may reply. */
export async function loadStage(
  contacts: number,
  variables?: (role: Role) => Record<string, string>,
): Promise<LoadStage> {
  const name = `load_${process.pid}`;
  await onDatabase(SERVER, `create database ${name}`);
  const url = Object.assign(new URL(SERVER), { pathname: `/${name}` }).href;
  const product = await productProcesses(['web', 'worker'], url, { variables });
  registerEventTypes(product.hubspot);
  const sql = postgres(url, { max: 2, onnotice: () => {}, types: { bigint: postgres.BigInt } }) as never as Sql;
  const addresses = await contactsWithTokens(sql, product, contacts);
  let mails = 0;
  return {
    url,
    sql,
    product,
    addresses,
    async post(n) {
      const { contact, to } = addresses[n]!;
      const text = `Yes, please send us the price list for ${++mails} more sites, and tell us when you can deliver.`;
      const head = `Message-ID: <${mails}@kunde.example>\r\nFrom: ${contact}\r\nTo: ${to}\r\nSubject: Re: Prices`;
      const form = multipart(rawPost(`${head}\r\n\r\n${text}\r\n`, { to: [to], from: contact }));
      for (let refused = 0; ; refused++) {
        if ((await product.postInbound(form)).status === 200) return refused;
        await delay(1_000);
      }
    },
    async forwarded(since, exceptContact = '') {
      const rows = await sql<{ ms: number }[]>`
        select extract(epoch from e.settled_at - m.received_at)::float8 * 1000 as ms
        from effects e join messages m on m.id = e.message_id join contacts c on c.id = m.contact_id
        where e.kind = 'forward' and e.state = 'done' and m.received_at >= ${since}
          and not ${exceptContact} = any(c.addresses) order by 1`;
      return rows.map(({ ms }) => ms);
    },
    async [Symbol.asyncDispose]() {
      await product.end();
      await product.close();
      await sql.end();
      await onDatabase(SERVER, `drop database ${name} with (force)`);
    },
  };
}

/** Calls so many times a second for so long; what is called may take longer than the time to the next call. */
export async function everySecond(
  times: number,
  seconds: number,
  call: (n: number) => Promise<unknown>,
): Promise<void> {
  const begun = performance.now();
  const calls: Promise<unknown>[] = [];
  for (let n = 0; n < times * seconds; n++) {
    calls.push(call(n));
    await delay(Math.max(0, begun + ((n + 1) * 1000) / times - performance.now()));
  }
  await Promise.all(calls);
}

export const percentile = (sorted: number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN);
