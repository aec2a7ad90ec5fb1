import type { ClaimedEffect } from '../../outbox/effects.ts';
import { BATCH_SIZE } from '../version.ts';
import { announceMails } from './announce.ts';
import { chunks } from './batches.ts';
import { type Run, startClaim } from './claim-progress.ts';
import type { SyncContext } from './claimed-rows.ts';
import { contactRounds } from './contact-updates.ts';
import { findCreated } from './find-written.ts';
import type { CreatedObject, Item } from './item.ts';
import { linkLoggedEmails } from './logged-emails.ts';
import { planWrites } from './plan.ts';
import { planFollowUps } from './plan-rewrites.ts';
import type { Tally } from './record-outcomes.ts';
import type { SyncDependencies } from './sync-portal.ts';
import { uploadAttachments } from './uploads.ts';

const FOLLOW_UPS = new Set(['note_update', 'task_completion']);
// A contact may have several addresses, and an input holds them all.
const UNSUBSCRIBE_BATCH = 10;

/**
 * Writes claimed effects: first what stands on the timeline, then the contacts' properties, then tasks, so that a
 * workflow that a property starts finds the reply there. When it returns every effect of the claim is settled, given
 * back or left for a look. `stopped`: HubSpot is to be left alone for a while.
 */
export async function writeClaim(
  claimed: ClaimedEffect[],
  context: SyncContext,
  dependencies: SyncDependencies,
): Promise<Tally & { stopped: boolean }> {
  const { sql, client, replyAddressOf } = dependencies;
  const run = startClaim(claimed, dependencies);
  const direct = claimed.filter(({ kind }) => !FOLLOW_UPS.has(kind));
  const followUps = claimed.filter(({ kind }) => FOLLOW_UPS.has(kind));

  await run.guard([], async () => {
    await run.decide(await linkLoggedEmails(client, direct, context));
    const unlinked = direct.filter(({ id }) => run.open.has(id));
    await uploadAttachments(sql, client, unlinked, context);
  });
  const { items, decisions } = planWrites(
    direct.filter(({ id }) => run.open.has(id)),
    context,
    replyAddressOf,
  );
  await run.decide(decisions);
  await announceMails(sql, direct, context, dependencies.now());
  for (const object of ['emails', 'notes'] as const) await create(object, items, run, dependencies);
  await run.write(
    items.filter(({ write }) => write.to === 'event'),
    BATCH_SIZE,
  );
  const updates = items.filter(({ write }) => write.to === 'update');
  const singles = new Map(updates.map((item) => [item.effects[0]!.id, item]));
  for (const round of contactRounds(updates)) await run.write(round, BATCH_SIZE, singles);
  await create('tasks', items, run, dependencies);
  await run.write(
    items.filter(({ write }) => write.to === 'unsubscribe'),
    UNSUBSCRIBE_BATCH,
  );
  await changeCreated(followUps, context, run, dependencies);
  return run.end();
}

/** Items of an earlier attempt that nobody heard of again are looked for before anything is created. */
async function create(
  object: CreatedObject,
  items: Item[],
  run: Run,
  { sql, client }: SyncDependencies,
): Promise<void> {
  const own = items.filter(({ write }) => write.to === 'create' && write.object === object);
  const uncertain = own.filter(({ effects }) => effects.some(({ recovered }) => recovered));
  for (const batch of chunks(uncertain, BATCH_SIZE)) {
    if (run.isStopped()) return;
    await run.guard(batch, async () => run.settle(await findCreated(sql, client, object, batch)));
  }
  await run.write(
    own.filter(({ effects }) => effects.every(({ id }) => run.open.has(id))),
    BATCH_SIZE,
  );
}

async function changeCreated(
  effects: ClaimedEffect[],
  context: SyncContext,
  run: Run,
  { sql }: SyncDependencies,
): Promise<void> {
  if (run.isStopped()) return;
  const { items, decisions } = await planFollowUps(sql, effects, context);
  await run.decide(decisions);
  for (const same of Map.groupBy(items, ({ write }) => (write.to === 'update' ? write.object : '')).values()) {
    await run.write(same, BATCH_SIZE);
  }
}
