import type { Queryable } from '../../database/types.ts';
import {
  type ClaimedEffect,
  failEffect,
  HUBSPOT_EFFECTS,
  leaveUnsettled,
  releaseEffects,
} from '../../outbox/effects.ts';
import { type Reason, reason } from '../../outbox/reasons.ts';

/** An earlier change of the same contact waits for its next attempt. */
export const OLDER_FIRST = reason('older_change_first');

/**
 * Gives effects back that had no attempt. One whose earlier attempt is still to be looked up stays `sending`: as
 * `pending` it would be written without a look.
 */
export async function giveBack(sql: Queryable, effects: ClaimedEffect[], until: Date, reason: Reason): Promise<void> {
  await releaseEffects(
    sql,
    effects.filter((effect) => !effect.recovered),
    until,
  );
  await leaveUnsettled(
    sql,
    effects.filter((effect) => effect.recovered),
    until,
    reason,
  );
}

/** Ends an attempt without an answer: at the last one a person is told, before that it is tried again at `retryAt`. */
export async function tryAgain(
  sql: Queryable,
  effects: ClaimedEffect[],
  {
    retryAt,
    now,
    reason,
    uncertain,
    maxAttempts,
  }: { retryAt: Date; now: Date; reason: Reason; uncertain: boolean; maxAttempts: number },
): Promise<void> {
  const last = effects.filter((effect) => effect.attempts >= maxAttempts);
  for (const effect of last) {
    const nextStep = uncertain ? 'look_and_retry' : 'retry';
    await failEffect(sql, effect, { state: uncertain ? 'unknown' : 'needs_attention', reason, nextStep }, now);
  }
  const others = effects.filter((effect) => effect.attempts < maxAttempts);
  const unknown = others.filter((effect) => uncertain || effect.recovered);
  await leaveUnsettled(sql, unknown, retryAt, reason);
  for (const effect of others.filter((one) => !unknown.includes(one))) {
    await failEffect(sql, effect, { state: 'pending', reason, runAfter: retryAt }, now);
  }
}

/** Claimed effects whose contact has an older one that waits for its next attempt, and until when: order is kept. */
export async function blockedByOlder(
  sql: Queryable,
  portalId: number,
  effects: ClaimedEffect[],
): Promise<Map<string, Date>> {
  const ids = effects.map(({ id }) => id);
  const rows = await sql<{ id: string; until: Date }[]>`
    select mine.id, max(greatest(older.run_after, older.lease_until)) as until
    from effects mine join effects older on older.contact_id = mine.contact_id and older.seq < mine.seq
    where mine.id = any(${ids}::uuid[]) and older.portal_id = ${portalId} and older.id <> all(${ids}::uuid[])
      and older.kind in ${sql(HUBSPOT_EFFECTS as unknown as string[])}
      and (older.state = 'sending' or (older.state = 'pending' and older.attempts > 0))
    group by mine.id`;
  return new Map(rows.map((row) => [row.id, row.until]));
}

/** Those that are still to be sent: an erasure or an uninstall may have ended them since they were claimed. */
export async function stillClaimed(sql: Queryable, ids: string[]): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    select id from effects where id = any(${ids}::uuid[]) and state = 'sending'`;
  return new Set(rows.map((row) => row.id));
}

/** When the next waiting effect of the portal is due; null: nothing waits. */
export async function nextDue(sql: Queryable, portalId: number): Promise<{ waiting: number; at: Date | null }> {
  const [row] = await sql<{ waiting: number; at: Date | null }[]>`
    select count(*)::int as waiting, min(case when state = 'sending' then lease_until else run_after end) as at
    from effects where portal_id = ${portalId} and kind in ${sql(HUBSPOT_EFFECTS as unknown as string[])}
      and state in ('pending', 'sending')`;
  return { waiting: row?.waiting ?? 0, at: row?.at ?? null };
}
