import { v7 as uuid } from 'uuid';
import { type ClaimedEffect, renewLeases } from '../../outbox/effects.ts';
import { describeError } from '../errors.ts';
import { attemptsOf, batchesOf } from './batches.ts';
import { giveBack, LEASE_MS, markBatch, stillClaimed, tryAgain } from './claim.ts';
import { type ItemOutcome, sendBatch } from './crm-batches.ts';
import type { Decision, Item } from './item.ts';
import { amend, createRecheck } from './recheck.ts';
import { settleDecisions, settleOutcomes, type Tally } from './record-outcomes.ts';
import { failureOf, MAX_ATTEMPTS, pauseMs } from './retry.ts';
import { deliver, UnwrittenError } from './split-batch.ts';
import type { SyncDependencies } from './sync-portal.ts';

// Different batches that fail one after the other: not one bad input, HubSpot is in trouble.
const FAILURES_UNTIL_STOP = 3;
// Up to here a failure is taken for HubSpot's trouble, above it perhaps for this batch's own.
const ATTEMPTS_OF_A_FRESH_BATCH = 3;
// What nobody tried is due again soon, but not within the same drain.
const UNTRIED_MS = 1000;
const OLDER_FIRST = 'An earlier change of this contact comes first.';

/** One claim being worked off: which effects are still open, what has to wait, and how it ends. */
export type Run = {
  open: Map<string, ClaimedEffect>;
  isStopped(): boolean;
  /** Marks what is decided without HubSpot. */
  decide(decisions: Decision[]): Promise<void>;
  /** Marks what HubSpot answered. */
  settle(outcomes: ItemOutcome[]): Promise<void>;
  /** Does work for these items; a failure of HubSpot's is kept and decides what happens next. */
  guard(items: Item[], work: () => Promise<void>): Promise<void>;
  /** Sends items of one kind of write. `singles`: the items that a joined one is made of, by effect. */
  write(items: Item[], largest: number, singles?: Map<string, Item>): Promise<void>;
  /** Gives back what is still open. */
  end(): Promise<Tally & { stopped: boolean }>;
};

export function startClaim(claimed: ClaimedEffect[], dependencies: SyncDependencies): Run {
  const { sql, client, now, log } = dependencies;
  const { portalId } = client;
  const open = new Map(claimed.map((effect) => [effect.id, effect]));
  // Contacts with a write that has to be tried again: their later ones wait for it.
  const waiting = new Map<string, Date>();
  const tally: Tally = { done: 0, failed: 0 };
  let stop: { until: Date; reason: string } | null = null;
  let failuresInARow = 0;
  let renewedAt = now();

  const count = ({ done, failed }: Tally, effects: ClaimedEffect[]) => {
    tally.done += done;
    tally.failed += failed;
    for (const { id } of effects) open.delete(id);
  };

  const decide = async (decisions: Decision[]) => {
    count(
      await settleDecisions(sql, decisions, now()),
      decisions.map(({ effect }) => effect),
    );
  };

  const settle = async (outcomes: ItemOutcome[]) => {
    const isUnclear = (outcome: ItemOutcome) => !outcome.done && outcome.error.outcome === 'unknown';
    const clear = outcomes.filter((outcome) => !isUnclear(outcome));
    count(
      await settleOutcomes(sql, portalId, clear, now()),
      clear.flatMap(({ item }) => item.effects),
    );
    const unclear = outcomes.filter(isUnclear).map(({ item }) => item);
    if (unclear.length > 0) await tryLater(unclear, 'HubSpot did not say what became of it.', true);
  };

  const tryLater = async (items: Item[], reason: string, uncertain: boolean): Promise<Date> => {
    const effects = items.flatMap((item) => item.effects).filter(({ id }) => open.has(id));
    const retryAt = new Date(now().getTime() + pauseMs(Math.max(1, ...effects.map(({ attempts }) => attempts))));
    await tryAgain(sql, effects, { retryAt, now: now(), reason, uncertain, maxAttempts: MAX_ATTEMPTS });
    for (const { contact } of items) waiting.set(contact.id, retryAt);
    count({ done: 0, failed: 0 }, effects);
    return retryAt;
  };

  const guard = async (items: Item[], work: () => Promise<void>) => {
    try {
      await work();
      failuresInARow = 0;
    } catch (error) {
      await keepFailure(error instanceof UnwrittenError ? error : new UnwrittenError(items, error));
    }
  };

  const keepFailure = async ({ items, cause }: UnwrittenError) => {
    const failure = failureOf(cause, now());
    log.warn(
      { portalId, write: items[0]?.write.to, items: items.length, cause: describeError(cause) },
      'HubSpot did not take a batch',
    );
    if (failure.scope === 'portal') {
      stop = failure;
    } else if (failure.scope === 'refused') {
      await settle(items.map((item) => ({ item, done: false, error: failure.error })));
    } else {
      failuresInARow += 1;
      const isFresh = !items.some((item) => attemptsOf(item) >= ATTEMPTS_OF_A_FRESH_BATCH);
      const until = await tryLater(items, failure.reason, failure.uncertain);
      if (isFresh || failuresInARow >= FAILURES_UNTIL_STOP) stop = { until, reason: failure.reason };
    }
  };

  const recheck = createRecheck({ sql, client, now, decide });
  const send = async (items: Item[]) => {
    if (now().getTime() - renewedAt.getTime() > LEASE_MS / 3) {
      renewedAt = now();
      await renewLeases(sql, [...open.keys()], new Date(renewedAt.getTime() + LEASE_MS));
    }
    const effects = items.flatMap((item) => item.effects);
    if (items[0]?.write.to === 'event') await markBatch(sql, effects, uuid());
    return sendBatch(client, items);
  };

  return {
    open,
    isStopped: () => stop !== null,
    decide,
    settle,
    guard,
    async write(items, largest, singles = new Map()) {
      for (const batch of batchesOf(items, largest)) {
        const claimed = await stillClaimed(
          sql,
          batch.flatMap(({ effects }) => effects.map(({ id }) => id)),
        );
        const isReady = ({ contact, effects }: Item) =>
          !waiting.has(contact.id) && effects.every(({ id }) => open.has(id) && claimed.has(id));
        const ready = batch.filter(isReady);
        if (stop || ready.length === 0) continue;
        await guard(ready, () =>
          deliver(ready, { send, settle, recheck, amend: (item, error) => amend(item, error, singles) }),
        );
      }
    },
    async end() {
      const untilOf = ({ contactId }: ClaimedEffect) =>
        (contactId && waiting.get(contactId)) || stop?.until || new Date(now().getTime() + UNTRIED_MS);
      for (const [until, effects] of Map.groupBy(open.values(), untilOf)) {
        await giveBack(sql, effects, until, stop?.reason ?? OLDER_FIRST);
      }
      return { ...tally, stopped: stop !== null };
    },
  };
}
