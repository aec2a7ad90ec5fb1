import { errorFacts } from '../../error-facts.ts';
import type { ClaimedEffect } from '../../outbox/effects.ts';
import { type Reason, reason } from '../../outbox/reasons.ts';
import { attemptsOf } from './batches.ts';
import { giveBack, OLDER_FIRST, tryAgain } from './claim.ts';
import type { ItemOutcome } from './crm-batches.ts';
import type { SyncDependencies } from './dependencies.ts';
import type { Decision, Item } from './item.ts';
import { recordDecisions, recordOutcomes, type Tally } from './record-outcomes.ts';
import { failureOf, MAX_ATTEMPTS, pauseMs } from './retry.ts';
import { UnwrittenError } from './split-batch.ts';

// Different batches that fail one after the other: not one bad input, HubSpot is in trouble.
const FAILURES_UNTIL_STOP = 3;
// Up to here a failure is taken for HubSpot's trouble, above it perhaps for this batch's own.
const ATTEMPTS_OF_A_FRESH_BATCH = 3;
// What nobody tried is due again soon, but not within the same sync.
const UNTRIED_MS = 1000;

/** How far one claim has come. Plain state, which the functions of this file change as its batches come back. */
export type ClaimProgress = {
  dependencies: SyncDependencies;
  /** Effects of the claim that are neither settled nor given back. */
  open: Map<string, ClaimedEffect>;
  /** Contacts with a write that has to be tried again, and when: their later ones wait for it. */
  waiting: Map<string, Date>;
  tally: Tally;
  /** Until when HubSpot is to be left alone, and why. */
  stop: { until: Date; reason: Reason } | null;
  failuresInARow: number;
  /** Properties of ours that somebody deleted were made again in this claim. */
  propertiesRepaired: boolean;
};

export function startClaim(claimed: ClaimedEffect[], dependencies: SyncDependencies): ClaimProgress {
  return {
    dependencies,
    open: new Map(claimed.map((effect) => [effect.id, effect])),
    waiting: new Map(),
    tally: { done: 0, failed: 0 },
    stop: null,
    failuresInARow: 0,
    propertiesRepaired: false,
  };
}

/** Gives back what is still open. `stopped`: HubSpot is to be left alone for a while. */
export async function endClaim(progress: ClaimProgress): Promise<Tally & { stopped: boolean }> {
  const { dependencies, open, waiting, stop, tally } = progress;
  const { sql, now } = dependencies;
  const untilOf = ({ contactId }: ClaimedEffect) =>
    (contactId && waiting.get(contactId)) || stop?.until || new Date(now().getTime() + UNTRIED_MS);
  for (const [until, effects] of Map.groupBy(open.values(), untilOf)) {
    await giveBack(sql, effects, until, stop?.reason ?? OLDER_FIRST);
  }
  return { ...tally, stopped: stop !== null };
}

/** Records what is decided without HubSpot. */
export async function decide(progress: ClaimProgress, decisions: Decision[]): Promise<void> {
  const { sql, now } = progress.dependencies;
  const effects = decisions.map(({ effect }) => effect);
  close(progress, effects, await recordDecisions(sql, decisions, now()));
}

/** Records what HubSpot said of items; where it did not say, they are looked up and tried again later. */
export async function conclude(progress: ClaimProgress, outcomes: ItemOutcome[]): Promise<void> {
  const isUnclear = (outcome: ItemOutcome) => !outcome.done && outcome.error.outcome === 'unknown';
  const clear = outcomes.filter((outcome) => !isUnclear(outcome));
  const effects = clear.flatMap(({ item }) => item.effects);
  close(progress, effects, await recordOutcomes(progress.dependencies, clear));
  const unclear = outcomes.filter(isUnclear).map(({ item }) => item);
  if (unclear.length > 0) {
    await tryLater(progress, unclear, { reason: reason('hubspot_unclear'), uncertain: true });
  }
}

/** Does work for these items; a failure of HubSpot's is recorded and decides what happens next. */
export async function guard(progress: ClaimProgress, items: Item[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
    progress.failuresInARow = 0;
  } catch (error) {
    await recordFailure(progress, error instanceof UnwrittenError ? error : new UnwrittenError(items, error));
  }
}

async function recordFailure(progress: ClaimProgress, { items, cause }: UnwrittenError): Promise<void> {
  const { client, now, log } = progress.dependencies;
  const failure = failureOf(cause, now());
  log.warn(
    { portalId: client.portalId, write: items[0]?.write.to, items: items.length, err: errorFacts(cause) },
    'HubSpot did not take a batch',
  );
  if (failure.scope === 'portal') {
    progress.stop = failure;
  } else if (failure.scope === 'refused') {
    await conclude(
      progress,
      items.map((item) => ({ item, done: false, error: failure.error })),
    );
  } else {
    progress.failuresInARow += 1;
    const until = await tryLater(progress, items, failure);
    const isFresh = !items.some((item) => attemptsOf(item) >= ATTEMPTS_OF_A_FRESH_BATCH);
    if (isFresh || progress.failuresInARow >= FAILURES_UNTIL_STOP) progress.stop = { until, reason: failure.reason };
  }
}

/** Returns when. Later writes of the same contacts wait for it. */
async function tryLater(
  progress: ClaimProgress,
  items: Item[],
  { reason: why, uncertain }: { reason: Reason; uncertain: boolean },
): Promise<Date> {
  const { sql, now } = progress.dependencies;
  const effects = items.flatMap((item) => item.effects).filter(({ id }) => progress.open.has(id));
  const retryAt = new Date(now().getTime() + pauseMs(Math.max(1, ...effects.map(({ attempts }) => attempts))));
  await tryAgain(sql, effects, { retryAt, now: now(), reason: why, uncertain, maxAttempts: MAX_ATTEMPTS });
  for (const { contact } of items) progress.waiting.set(contact.id, retryAt);
  close(progress, effects, { done: 0, failed: 0 });
  return retryAt;
}

function close({ open, tally }: ClaimProgress, effects: ClaimedEffect[], { done, failed }: Tally): void {
  tally.done += done;
  tally.failed += failed;
  for (const { id } of effects) open.delete(id);
}
