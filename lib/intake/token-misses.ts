import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import type { Queryable } from '../database/types.ts';
import { mailboxOf } from '../mail/addresses.ts';

/** Who sent a mail to addresses that nobody was given. */
export type Guesser = { envelopeFrom: string; fromAddress: string | null; senderIp: string | null };

/** Unknown tokens an hour that are kept for the operator to look at; a token has 80 bits, so this is about space, not luck. */
const OF_SENDER = 20;
/** A mail service has many honest senders behind one range of addresses. */
const OF_RANGE = 200;

/**
 * Counts unknown tokens against their sender and the range of their server's address. `within`: neither has had too many
 * within the hour. `first`: with this one somebody came over the limit. A mail with a token that we know is never
 * counted here, whoever sends it.
 */
export async function countTokenMisses(
  sql: Queryable,
  { guesser, misses }: { guesser: Guesser; misses: number },
  { key, now }: { key: Buffer; now: Date },
): Promise<{ within: boolean; first: boolean }> {
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
  const range = addressRange(guesser.senderIp);
  const sources = [
    { name: `sender:${mailboxOf(guesser.envelopeFrom || guesser.fromAddress || '')}`, limit: OF_SENDER },
    ...(range ? [{ name: `range:${range}`, limit: OF_RANGE }] : []),
  ];
  const counts = [];
  for (const { name, limit } of sources) {
    const source = createHmac('sha256', key).update(`token-miss:${name}`).digest();
    const [row] = await sql<{ misses: number }[]>`
      insert into token_misses (source, hour, misses) values (${source}, ${hour}, ${misses})
      on conflict (source, hour) do update set misses = least(token_misses.misses + excluded.misses, 1000000) returning misses`;
    counts.push({ before: row!.misses - misses, now: row!.misses, limit });
  }
  return {
    within: counts.every((count) => count.now <= count.limit),
    first: counts.some((count) => count.before <= count.limit && count.now > count.limit),
  };
}

/** Forgets what no limit looks at any more. */
export async function forgetTokenMisses(sql: Queryable, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from token_misses where ctid = any(array(
      select ctid from token_misses where hour < ${before} order by hour limit ${limit}))`;
  return gone.count;
}

/** The network that one customer of a provider has at least: a /24 of IPv4, a /64 of IPv6. Null for what is no address. */
export function addressRange(ip: string | null): string | null {
  const address = (ip ?? '').trim().replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(address);
  if (version === 0) return null;
  if (version === 4) return address.split('.').slice(0, 3).join('.');
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(Math.max(missing, 0)).fill('0'), ...groups(tail ?? '')];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
