import { setTimeout as delay } from 'node:timers/promises';
import pino from 'pino';
import { openDatabase } from '../../lib/database/index.ts';
import { startQueue } from '../../lib/queue.ts';
import { type LoadStage, loadStage } from './stage.ts';

const LOOK_MS = 10_000;
/** The sweep is asked for each minute; a minute late would be one that was left out. */
const LATE_S = 60;

/** Posts and messages past their time, removed by the running worker. True where the sweep was never late meanwhile. */
export async function retention(posts: number, messages: number): Promise<boolean> {
  await using stage = await loadStage(1_000);
  const { sql, url } = stage;
  await fill(sql, posts, messages);
  const database = await openDatabase({ url, dataDir: '' });
  const queue = await startQueue(database, pino({ level: 'silent' }));
  await queue.transact(async ({ enqueue }) => enqueue('retention', {}));
  const begun = performance.now();
  let before = await left(sql);
  while (before.posts + before.bodies > 0) {
    await delay(LOOK_MS);
    const now = await left(sql);
    const removed = before.posts - now.posts + before.bodies - now.bodies;
    console.log(
      `${Math.round((performance.now() - begun) / 1000)} s: ${now.posts} posts and ${now.bodies} bodies left, ${Math.round(removed / (LOOK_MS / 1000))} rows a second`,
    );
    before = now;
  }
  const [sweep] = await sql<{ late: number; runs: number }[]>`
    select coalesce(max(extract(epoch from started_on - start_after)), 0)::float8 as late, count(*)::integer as runs
    from pgboss.job where name = 'sweep' and started_on is not null`;
  await queue.stop();
  await database.close();
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(
    `${posts} posts and ${messages} bodies in ${seconds} s; ${sweep!.runs} sweeps meanwhile, ${sweep!.late.toFixed(1)} s late at most`,
  );
  return sweep!.late < LATE_S;
}

/** All of them older than any retention setting, with the pieces of a post as they are stored. */
async function fill(sql: LoadStage['sql'], posts: number, messages: number): Promise<void> {
  await sql`
    insert into inbound (id, content_type, size, key_id, state, received_at)
    select gen_random_uuid(), 'multipart/form-data', 400, 'k', 'placed', now() - interval '500 days'
    from generate_series(1, ${posts}::integer)`;
  await sql`
    insert into inbound_chunks (inbound_id, n, bytes) select id, 0, decode(repeat('ab', 400), 'hex') from inbound`;
  await sql`
    insert into messages (id, portal_id, conversation_id, contact_id, kind, direction, author, body, body_key_id,
                          occurred_at, received_at, analyzed_at)
    select gen_random_uuid(), c.portal_id, c.id, c.contact_id, 'reply', 'incoming', '{"name": "C", "address": "c@kunde.example"}',
           decode(repeat('ab', 300), 'hex'), 'k', now() - interval '500 days', now() - interval '500 days', now()
    from generate_series(1, ${messages}::integer) n
    join (select *, row_number() over () as at from conversations) c on c.at = 1 + n % 1000`;
  await sql`analyze`;
}

async function left(sql: LoadStage['sql']): Promise<{ posts: number; bodies: number }> {
  const [row] = await sql<{ posts: number; bodies: number }[]>`
    select (select count(*) from inbound)::integer as posts,
           (select count(*) from messages where body is not null)::integer as bodies`;
  return row!;
}
