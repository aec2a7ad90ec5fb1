import { recordPause } from '../portals/portals.ts';
import type { Tx } from '../queue.ts';
import { type EffectRow, toEffect } from './effects.ts';
import { wake } from './wake.ts';

/** Lets nothing leave for a portal from now on, or (null) lets it go on and wakes what waited. */
export async function setPaused(tx: Tx, portalId: number, pausedAt: Date | null, now: Date): Promise<void> {
  await recordPause(tx.sql, portalId, pausedAt);
  if (pausedAt) return;
  const waiting = await tx.sql<EffectRow[]>`
    select * from effects where portal_id = ${portalId} and state in ('pending', 'sending') order by seq`;
  wake(tx, waiting.map(toEffect), now);
}
