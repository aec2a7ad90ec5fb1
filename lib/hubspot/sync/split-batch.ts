import { HubSpotError } from '../errors.ts';
import { eventResult, type ItemOutcome } from './crm-batches.ts';
import type { Item } from './item.ts';

/** What stands behind a batch: HTTP, the contacts as they are now, and our own rows. */
export type SplitDependencies = {
  callHubSpot(items: Item[]): Promise<ItemOutcome[]>;
  /** Makes outcomes durable. */
  recordOutcomes(outcomes: ItemOutcome[]): Promise<void>;
  /** After a refusal: repairs properties, follows merges and decides about what is gone. `changed`: worth another call. */
  recheck(items: Item[], error: HubSpotError): Promise<{ live: Item[]; changed: boolean }>;
  /** A refused item in another form that may pass, or null. */
  amend(item: Item, error: HubSpotError): Item[] | null;
};

/** A batch that HubSpot neither took nor refused. The items in it have had this attempt; all others had none. */
export class UnwrittenError extends Error {
  readonly items: Item[];
  override readonly cause: unknown;

  constructor(items: Item[], cause: unknown) {
    super('a batch did not get through');
    this.name = 'UnwrittenError';
    this.items = items;
    this.cause = cause;
  }
}

/**
 * Writes items of one kind of write: the only place that splits a batch. A refused batch is checked once, then halved
 * until the culprit stands alone, so that the rest goes on. Throws UnwrittenError.
 */
export async function writeBatch(items: Item[], dependencies: SplitDependencies): Promise<void> {
  return attempt(items, dependencies, false);
}

async function attempt(items: Item[], dependencies: SplitDependencies, checked: boolean): Promise<void> {
  if (items.length === 0) return;
  const outcomes = await guarded(items, () => dependencies.callHubSpot(items)).catch((error: unknown) =>
    refusalIn(error),
  );
  if (outcomes instanceof HubSpotError) return afterRefusal(items, outcomes, dependencies, checked);
  const refused = outcomes.filter((outcome) => !outcome.done && outcome.error.outcome === 'rejected');
  await dependencies.recordOutcomes(outcomes.filter((outcome) => !refused.includes(outcome)));
  const single = refused.flatMap((outcome) => (outcome.done ? [] : [outcome]));
  for (const same of Map.groupBy(single, ({ error }) => error.category).values()) {
    await afterPartRefused(same, dependencies, checked);
  }
}

/** Items that HubSpot refused one by one, each with its own word: what they have in common is looked at once. */
async function afterPartRefused(
  refused: { item: Item; error: HubSpotError }[],
  dependencies: SplitDependencies,
  checked: boolean,
): Promise<void> {
  const items = refused.map(({ item }) => item);
  if (!checked && items.length > 1) {
    const { live, changed } = await guarded(items, () => dependencies.recheck(items, refused[0]!.error));
    if (changed) return attempt(live, dependencies, true);
  }
  const isChecked = checked || items.length > 1;
  for (const { item, error } of refused) await afterRefusal([item], error, dependencies, isChecked);
}

async function afterRefusal(
  items: Item[],
  error: HubSpotError,
  dependencies: SplitDependencies,
  checked: boolean,
): Promise<void> {
  if (isKnownEvents(items, error)) {
    return dependencies.recordOutcomes(items.map((item) => ({ item, done: true, result: eventResult(item) })));
  }
  if (!checked) {
    const { live, changed } = await guarded(items, () => dependencies.recheck(items, error));
    if (changed) return attempt(live, dependencies, true);
  }
  const [first, ...others] = items;
  if (first && others.length === 0) {
    const amended = dependencies.amend(first, error);
    if (!amended) return dependencies.recordOutcomes([{ item: first, done: false, error }]);
    for (const item of amended) await attempt([item], dependencies, true);
    return;
  }
  const middle = Math.ceil(items.length / 2);
  await attempt(items.slice(0, middle), dependencies, true);
  await attempt(items.slice(middle), dependencies, true);
}

/**
 * 409: an event with this id is there already. A batch of events is taken whole or not at all, so for items of one
 * earlier batch it says that HubSpot took that batch and only its answer was lost.
 */
function isKnownEvents(items: Item[], error: HubSpotError): boolean {
  if (error.status !== 409 || items.some(({ write }) => write.to !== 'event')) return false;
  const batches = new Set(items.map(({ effects }) => effects[0]?.details.batch));
  return items.length === 1 || (batches.size === 1 && !batches.has(undefined));
}

async function guarded<Result>(items: Item[], work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UnwrittenError ? error : new UnwrittenError(items, error);
  }
}

function refusalIn(error: unknown): HubSpotError {
  const cause = error instanceof UnwrittenError ? error.cause : error;
  if (cause instanceof HubSpotError && cause.outcome === 'rejected') return cause;
  throw error;
}
