import { setTimeout as delay } from 'node:timers/promises';
import type { Queryable } from '../database/types.ts';

/**
 * HubSpot allows an OAuth app 110 requests in 10 s per portal ("Usage guidelines"), counted in a rolling window: a
 * bucket of 110 could send 220 in one. Ten at once, then one every 112 ms, makes at most 99 in any 10 s.
 */
const BURST = 10;
const INTERVAL_MS = 112;
const TOLERANCE_MS = (BURST - 1) * INTERVAL_MS;

/** The portal takes no requests for now: its limit is used up, or HubSpot is moving it. */
export class PortalStoppedError extends Error {
  readonly until: Date;

  constructor(until: Date) {
    super(`HubSpot takes no requests for this account until ${until.toISOString()}`);
    this.name = 'PortalStoppedError';
    this.until = until;
  }
}

/**
 * Takes one request out of the portal's budget, which all processes share in one row (GCRA), and waits for its turn.
 * Throws PortalStoppedError while the portal is stopped.
 */
export async function takeRequest(
  sql: Queryable,
  portalId: number,
  now: Date,
  wait: (ms: number) => Promise<unknown> = delay,
): Promise<void> {
  const [slot] = await sql<{ wait_ms: number }[]>`
    with clock as materialized (select clock_timestamp() as at)
    update portals set budget_at = greatest(budget_at, clock.at) + ${INTERVAL_MS} * interval '1 ms'
    from clock
    where portal_id = ${portalId} and (stopped_until is null or stopped_until <= ${now})
    returning extract(epoch from budget_at - clock.at)::float8 * 1000 - ${INTERVAL_MS + TOLERANCE_MS}::float8 as wait_ms`;
  if (!slot) throw new PortalStoppedError(await stoppedUntil(sql, portalId, now));
  // One more: a timer may fire up to a millisecond early.
  if (slot.wait_ms > 0) await wait(Math.ceil(slot.wait_ms) + 1);
}

/** Stops all processes' requests to the portal until then; an earlier end than the present one changes nothing. */
export async function stopPortal(sql: Queryable, portalId: number, until: Date): Promise<void> {
  await sql`update portals set stopped_until = greatest(stopped_until, ${until}) where portal_id = ${portalId}`;
}

/** HubSpot's daily limit starts anew at midnight in the time zone of the portal. */
export async function nextMidnight(sql: Queryable, portalId: number, now: Date): Promise<Date> {
  const [row] = await sql<{ midnight: Date }[]>`
    select (date_trunc('day', ${now}::timestamptz at time zone time_zone) + interval '1 day') at time zone time_zone as midnight
    from portals where portal_id = ${portalId}`;
  return row?.midnight ?? new Date(now.getTime() + 24 * 3_600_000);
}

async function stoppedUntil(sql: Queryable, portalId: number, now: Date): Promise<Date> {
  const [row] = await sql<{ stopped_until: Date | null }[]>`
    select stopped_until from portals where portal_id = ${portalId}`;
  return row?.stopped_until ?? now;
}
