import type { ClaimedEffect } from '../../outbox/effects.ts';
import { holding } from '../../outbox/hold.ts';
import { BATCH_SIZE } from '../version.ts';
import { announceAnswers, announceMails } from './announce.ts';
import { chunks } from './batches.ts';
import { type ClaimProgress, conclude, decide, endClaim, guard, startClaim } from './claim-progress.ts';
import type { SyncContext } from './claimed-rows.ts';
import { contactRounds } from './contact-updates.ts';
import type { SyncDependencies } from './dependencies.ts';
import { findCreated } from './find-written.ts';
import type { CreatedObject, Item } from './item.ts';
import { linkLoggedEmails } from './logged-emails.ts';
import { withMainRecords } from './main-records.ts';
import { planWrites } from './plan.ts';
import { planFollowUps } from './plan-rewrites.ts';
import type { Tally } from './record-outcomes.ts';
import { planRecords } from './record-properties.ts';
import { reportRefusedFiles } from './refused-files.ts';
import { uploadAttachments } from './uploads.ts';
import { writeItems } from './write-items.ts';

const FOLLOW_UPS = new Set([
  'note_update',
  'task_completion',
  'task_update',
  'removal',
  'file_upload',
  'record_properties',
]);
// One contact at a time: each of its addresses is a call of its own.
const UNSUBSCRIBE_BATCH = 1;
const PEOPLE_BATCH = 1;

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
  const progress = startClaim(claimed, dependencies);
  return holding(
    dependencies,
    () => [...progress.open.values()],
    () => writeAll(claimed, context, progress),
  );
}

async function writeAll(
  claimed: ClaimedEffect[],
  context: SyncContext,
  progress: ClaimProgress,
): Promise<Tally & { stopped: boolean }> {
  const { transact, client, now, replyAddressOf } = progress.dependencies;
  const direct = claimed.filter(({ kind }) => !FOLLOW_UPS.has(kind));
  const followUps = claimed.filter(({ kind }) => FOLLOW_UPS.has(kind));

  await guard(progress, [], async () => {
    await decide(progress, await linkLoggedEmails(client, direct, context));
    const unlinked = direct.filter(({ id }) => progress.open.has(id));
    const files = followUps.filter(({ kind }) => kind === 'file_upload');
    const refused = await uploadAttachments(progress.dependencies, [...unlinked, ...files], context);
    await decide(progress, await reportRefusedFiles(transact, refused, now()));
  });
  const { items, decisions } = planWrites(
    direct.filter(({ id }) => progress.open.has(id)),
    context,
    replyAddressOf,
  );
  await decide(progress, decisions);
  await announceMails(transact, direct, context, now());
  await announceAnswers(progress.dependencies, direct, context, now());
  let placed = items;
  await guard(progress, [], async () => {
    placed = await withMainRecords(progress.dependencies, context, items);
  });
  for (const object of ['emails', 'notes'] as const) await create(object, placed, progress);
  await writeItems(
    progress,
    items.filter(({ write }) => write.to === 'event'),
    BATCH_SIZE,
  );
  const updates = items.filter(({ write }) => write.to === 'update');
  const singles = new Map(updates.map((item) => [item.effects[0]!.id, item]));
  for (const round of contactRounds(updates)) await writeItems(progress, round, BATCH_SIZE, singles);
  await create('tasks', placed, progress);
  for (const to of ['person', 'link'] as const) {
    await writeItems(
      progress,
      placed.filter(({ write }) => write.to === to),
      PEOPLE_BATCH,
    );
  }
  await writeItems(
    progress,
    items.filter(({ write }) => write.to === 'unsubscribe'),
    UNSUBSCRIBE_BATCH,
  );
  // Last of all: what the workflow goes on to read is there.
  await writeItems(
    progress,
    items.filter(({ write }) => write.to === 'callback'),
    BATCH_SIZE,
  );
  const open = followUps.filter(({ id }) => progress.open.has(id));
  await sumUp(
    open.filter(({ kind }) => kind === 'record_properties'),
    context,
    progress,
  );
  await changeCreated(
    open.filter(({ kind }) => kind !== 'record_properties'),
    context,
    progress,
  );
  return endClaim(progress);
}

/** Items of an earlier attempt that nobody heard of again are looked for before anything is created. */
async function create(object: CreatedObject, items: Item[], progress: ClaimProgress): Promise<void> {
  const { sql, client } = progress.dependencies;
  const own = items.filter(({ write }) => write.to === 'create' && write.object === object);
  const uncertain = own.filter(({ effects }) => effects.some(({ recovered }) => recovered));
  for (const batch of chunks(uncertain, BATCH_SIZE)) {
    if (progress.stop) return;
    await guard(progress, batch, async () => conclude(progress, await findCreated(sql, client, object, batch)));
  }
  await writeItems(
    progress,
    own.filter(({ effects }) => effects.every(({ id }) => progress.open.has(id))),
    BATCH_SIZE,
  );
}

/** What companies and deals say of their contacts. */
async function sumUp(effects: ClaimedEffect[], context: SyncContext, progress: ClaimProgress): Promise<void> {
  if (progress.stop || effects.length === 0) return;
  const { items, decisions } = await planRecords(progress.dependencies.sql, effects, context);
  await decide(progress, decisions);
  for (const same of Map.groupBy(items, ({ write }) => ('object' in write ? write.object : '')).values()) {
    await writeItems(progress, same, BATCH_SIZE);
  }
}

async function changeCreated(effects: ClaimedEffect[], context: SyncContext, progress: ClaimProgress): Promise<void> {
  if (progress.stop) return;
  const { items, decisions } = await planFollowUps(progress.dependencies.sql, effects, context);
  await decide(progress, decisions);
  for (const same of Map.groupBy(items, ({ write }) =>
    'object' in write ? `${write.to}/${write.object}` : '',
  ).values()) {
    await writeItems(progress, same, BATCH_SIZE);
  }
}
