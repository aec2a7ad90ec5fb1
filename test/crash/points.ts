import type { Sql } from '../../lib/database/types.ts';
import type { Leeway } from './invariants.ts';

/** A moment at which the power goes. */
export type Point = Leeway & {
  name: string;
  table: string;
  operation: 'insert' | 'update';
  condition: string;
  when: 'before' | 'after';
};

const claimed = (kind: string) => `new.kind = '${kind}' and new.state = 'sending' and new.claimed_attempt is not null`;
const leaves = (kind: string) =>
  `new.kind = '${kind}' and new.state = 'sending' and new.claimed_attempt is null and old.claimed_attempt is not null`;
const becomes = (kind: string, state: string) =>
  `new.kind = '${kind}' and new.state = '${state}' and old.state <> '${state}'`;

/** Each is tried before its commit and after it. One more is one more line: what is written, and the row that shows it. */
const WRITES: [name: string, table: string, operation: Point['operation'], condition: string][] = [
  ['a post is kept', 'inbound', 'insert', 'true'],
  ['a reply is placed', 'messages', 'insert', "new.kind = 'reply'"],
  ['a tracked email is asked for', 'effects', 'insert', "new.kind = 'tracked_send'"],
  ['a tracked email is taken', 'effects', 'update', claimed('tracked_send')],
  ['a tracked email leaves', 'effects', 'update', leaves('tracked_send')],
  ['SendGrid took a tracked email', 'effects', 'update', becomes('tracked_send', 'done')],
  ['a forward is taken', 'effects', 'update', claimed('forward')],
  ['a forward leaves', 'effects', 'update', leaves('forward')],
  ['SendGrid took a forward', 'effects', 'update', becomes('forward', 'done')],
  ['an answer is kept', 'messages', 'insert', "new.kind = 'answer'"],
  ['an answer is taken', 'effects', 'update', claimed('answer_send')],
  ['an answer leaves', 'effects', 'update', leaves('answer_send')],
  ['SendGrid took an answer', 'effects', 'update', becomes('answer_send', 'done')],
  ['an analysis is kept', 'analyses', 'insert', 'true'],
  ['a claim of HubSpot writes', 'effects', 'update', becomes('email_object', 'sending')],
  ['HubSpot took an email', 'effects', 'update', becomes('email_object', 'done')],
  ['HubSpot took properties', 'effects', 'update', becomes('properties', 'done')],
  ['HubSpot took a task', 'effects', 'update', becomes('task', 'done')],
];

export const POINTS: Point[] = WRITES.flatMap(([name, table, operation, condition]) =>
  (['before', 'after'] as const).map((when) => ({
    name: `${when} the commit: ${name}`,
    table,
    operation,
    condition,
    when,
    // The request had left and nothing of ours says so: a rep gets it twice rather than never.
    forwardMayRepeat: when === 'before' && name === 'SendGrid took a forward',
    // Nobody can tell whether the request left, so a customer gets it at most once and a person is asked.
    sendMayBeUnknown: name === 'a tracked email leaves' || name === 'SendGrid took a tracked email',
    answerMayBeUnknown: name === 'an answer leaves' || name === 'SendGrid took an answer',
  })),
);

const LOCK = 7_404_499;

/**
 * Holds the product at a point, by a trigger: within the statement, so that the kill takes the transaction along, or within
 * the commit, which the server completes although nobody hears of it.
 */
export async function arm(sql: Sql, { table, operation, condition, when }: Point) {
  await sql.unsafe(`
    create or replace function crash_point() returns trigger language plpgsql as $$ begin
      if pg_try_advisory_xact_lock(${LOCK}) then perform pg_sleep(6); end if;
      return null;
    end $$`);
  await sql.unsafe(`
    create constraint trigger crash_point after ${operation} on ${table} ${when === 'after' ? 'deferrable initially deferred' : ''}
      for each row when (${condition}) execute function crash_point()`);
  return {
    isReached: async () => (await holder(sql)) !== null,
    /** After the kill: what is within the statement ends with its client, what is within the commit goes through. */
    async disarm() {
      const pid = await holder(sql);
      if (pid !== null && when === 'before') await sql`select pg_terminate_backend(${pid})`;
      while ((await holder(sql)) !== null) await new Promise((resolve) => setTimeout(resolve, 50));
      await sql.unsafe(`drop trigger crash_point on ${table}`);
    },
  };
}

async function holder(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ pid: number }[]>`
    select pid from pg_locks where locktype = 'advisory' and objid = ${LOCK} and granted`;
  return row?.pid ?? null;
}
