import { setTimeout as pause } from 'node:timers/promises';
import { type BunSqlLike, fromBunSql, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Database } from './database/index.ts';
import { inTransaction } from './database/transaction.ts';
import type { Queryable, Transaction } from './database/types.ts';
import { errorFacts } from './error-facts.ts';
import { createSpacing, type Distance } from './spacing.ts';
import { traced } from './trace.ts';

/** Every background step with what its job carries: ids only, never content. */
export type Jobs = {
  place: { inboundId: string };
  forward: { effectId: string };
  'send-tracked-email': { effectId: string };
  /** `again`: an analysis exists, and the AI is to replace the one by rules. `edited`: what was analyzed has changed. */
  analyze: { messageId: string; again?: boolean; edited?: boolean };
  sync: { portalId: number };
  'apply-events': { portalId: number };
  /** From the release before: `apply-events` has taken its place. */
  'hubspot-events': { events: Record<string, unknown>[] };
  'watch-installs': Record<string, never>;
  sweep: Record<string, never>;
  rollups: Record<string, never>;
  'end-test': { testId: string };
  retention: Record<string, never>;
};
export type JobName = keyof Jobs;

export type EnqueueOptions = {
  /** Seconds of real time to wait. */
  startAfter?: number;
  /** Higher ones are taken first; 0 where nothing is said. */
  priority?: number;
  /** It may wait for company: a job of its key that somebody else asks for takes it along. */
  patient?: boolean;
};
export type Enqueue = <Name extends JobName>(name: Name, payload: Jobs[Name], options?: EnqueueOptions) => void;

/** A transaction together with the jobs it asks for: they exist exactly when its rows do. */
export type Tx = { sql: Transaction; enqueue: Enqueue };
/**
 * Runs `work` in a transaction and wakes local workers at the commit. After a deadlock it runs again, so it changes nothing
 * but the database.
 */
export type Transact = <Result>(work: (tx: Tx) => Promise<Result>, options?: TransactOptions) => Promise<Result>;
/** `prompt`: a person has clicked and looks at it, so nothing that it asks for waits for company. */
export type TransactOptions = { prompt?: boolean };

export type Queue = {
  transact: Transact;
  work<Name extends JobName>(name: Name, handler: (payload: Jobs[Name]) => Promise<void>): Promise<void>;
  /** Waits for running jobs, 4 s at most, gives back those that run still, and stops. */
  stop(): Promise<void>;
};

type QueueSettings = {
  stately?: boolean;
  singletonKey?: (payload: never) => string;
  concurrency: number;
  /** Jobs of one key that machines cause keep this distance, so that one does what many asked for. */
  distance?: Distance;
};

// At a steady ten replies a second a sync of each effect took 1.6 calls of HubSpot a reply, in a burst of a thousand 0.22.
const SYNC_DISTANCE = { ms: 1_250, busyMs: 5_000, busyFrom: 30 };

/**
 * `stately` keeps one waiting and one running job a key: one sync at a time and no wake-up lost
 * (`exclusive` drops the wake-up that comes while a sync runs).
 */
const QUEUES: { [Name in JobName]: QueueSettings & { singletonKey?: (payload: Jobs[Name]) => string } } = {
  place: { concurrency: 2 },
  forward: { concurrency: 4 },
  'send-tracked-email': { concurrency: 2 },
  analyze: { concurrency: 4 },
  sync: { concurrency: 4, stately: true, singletonKey: ({ portalId }) => String(portalId), distance: SYNC_DISTANCE },
  'apply-events': { concurrency: 2, stately: true, singletonKey: ({ portalId }) => String(portalId) },
  'hubspot-events': { concurrency: 1 },
  'watch-installs': { concurrency: 1, stately: true, singletonKey: () => 'watch-installs' },
  sweep: { concurrency: 1, stately: true, singletonKey: () => 'sweep' },
  rollups: { concurrency: 1, stately: true, singletonKey: () => 'rollups' },
  'end-test': { concurrency: 1 },
  retention: { concurrency: 1, stately: true, singletonKey: () => 'retention' },
};

// With a batch of 1, half of eight jobs sent together waited 30 s for the next poll; a full batch of 4 fetches again at once.
const BATCH = 4;
const RETRY = { retryLimit: 8, retryDelay: 2, retryDelayMax: 300, retryBackoff: true };
// A killed worker's job is back after 11 s (heartbeat 10 s, looked at each second) instead of pg-boss' 15 minutes.
const HEARTBEAT_SECONDS = 10;
const STOP_MS = 4_000;
const SOON_SECONDS = 5;
const NO_JOB = '00000000-0000-0000-0000-000000000000';

export async function startQueue({ sql, embedded }: Database, log: Logger): Promise<Queue> {
  const workers = new Map<JobName, Loop[]>();
  const wake = (name: JobName) => {
    const loops = workers.get(name) ?? [];
    for (const { id } of nextIdle(loops)) boss.notifyWorker(id);
    // What waits for the running job of its key is for whoever runs that one.
    if (QUEUES[name].stately) for (const { id, busy } of loops) if (busy) boss.notifyWorker(id);
  };
  // Where the server tells of new jobs nobody has to be told here.
  let isTold = false;
  const boss = new PgBoss({
    db: {
      ...bossDatabase(sql),
      // pg-boss wakes all loops of a queue for each job, of which all but one ask in vain: of a reply 3.1 fetches for its forward alone.
      async listen(channel, _onNotification, onReconnect) {
        const subscription = await sql.listen(channel, (name) => wake(name as JobName), onReconnect);
        isTold = true;
        return { close: () => subscription.unlisten() };
      },
    },
    useListenNotify: !embedded,
    monitorIntervalSeconds: embedded ? 10 : 1,
    superviseIntervalSeconds: embedded ? 10 : 1,
    // A fetch passes over the keys that this cache calls active: with the usual 60 s a portal waited that long after the
    // sync before it, and after a killed worker.
    queueCacheIntervalSeconds: 1,
    schedule: false,
    monitorVacuum: false,
    reindex: !embedded,
  });
  boss.on('error', (error) => log.error({ err: errorFacts(error) }, 'the queue had a failure'));
  await oneAtATime({ sql, embedded }, async () => {
    await boss.start();
    // A send looks an unknown queue up outside the transaction: with a full pool that waits for itself, so all are made here.
    for (const name of Object.keys(QUEUES) as JobName[]) {
      await boss.createQueue(name, {
        policy: QUEUES[name].stately ? 'stately' : 'standard',
        heartbeatSeconds: HEARTBEAT_SECONDS,
        expireInSeconds: 900,
        deleteAfterSeconds: 3600,
        notify: !embedded,
        ...RETRY,
      });
      // Any look-up of jobs puts the queue into pg-boss' cache; createQueue and getQueue do not.
      await boss.findJobs(name, { id: NO_JOB });
    }
  });
  // Nobody else can hold a job of an embedded database that has just been opened: what was running died with its process.
  if (embedded) {
    const stately = (Object.keys(QUEUES) as JobName[]).filter((name) => QUEUES[name].stately);
    await sql`delete from pgboss.job where state = 'active' and name in ${sql(stately)}`;
    await sql`update pgboss.job set state = 'created', started_on = null where state = 'active'`;
  }

  const spacings = new Map(
    (Object.keys(QUEUES) as JobName[]).flatMap((name) => {
      const { distance }: QueueSettings = QUEUES[name];
      return distance ? [[name, createSpacing(distance)] as const] : [];
    }),
  );
  const spaced = (job: AskedJob, { prompt = false }: TransactOptions): AskedJob => {
    const wait = spacings.get(job.name);
    if (!wait || prompt || job.startAfter > 0) return job;
    return { ...job, startAfter: wait(job.singletonKey ?? '', job) / 1000 };
  };

  /** One statement for all jobs of a name, whatever their number. */
  const create = async (tx: Transaction, jobs: AskedJob[]) => {
    const { name } = jobs[0]!;
    const db = bossDatabase(tx);
    const toInsert = jobs.map(({ payload: data, singletonKey, startAfter, priority }) => ({
      data,
      singletonKey,
      startAfter,
      priority,
    }));
    // Of a key that is asked for often one waits already.
    if (QUEUES[name].stately) for (const job of jobs) await createOne(tx, job);
    else await boss.insert(name, toInsert, { db });
  };

  const createOne = async (sql: Transaction, { name, payload, singletonKey, startAfter, priority }: AskedJob) => {
    const db = bossDatabase(sql);
    const waiting = sql`name = ${name} and singleton_key = ${singletonKey ?? ''} and state = 'created'`;
    const early = sql`start_after <= now() + ${startAfter} * interval '1 second'`;
    // The row that waits stays locked until the commit, so that it cannot run before it finds what this one is sent
    // for; one that was to run later makes room, since workers are told of new jobs only.
    for (;;) {
      const { count } = await sql`update pgboss.job set start_after = start_after where ${waiting} and ${early}`;
      if (count > 0) return;
      await sql`delete from pgboss.job where ${waiting} and not ${early}`;
      if ((await boss.send(name, payload, { db, singletonKey, startAfter, priority })) !== null) return;
    }
  };

  const outcomeOf = <Name extends JobName>(
    name: Name,
    job: { id: string; data: Jobs[Name] },
    handler: (payload: Jobs[Name]) => Promise<void>,
  ) =>
    traced(async () => {
      try {
        await handler(job.data);
        return { id: job.id, status: 'completed' as const };
      } catch (error) {
        const err = errorFacts(error);
        log.error({ job: name, ...idsOf(job.data), err }, 'job failed, it will be tried again');
        return { id: job.id, status: 'failed' as const, output: { err } };
      }
    });

  return {
    async transact(work, options = {}) {
      const { result, asked } = await inTransaction(sql, async (tx) => {
        const enqueued: AskedJob[] = [];
        const result = await work({ sql: tx, enqueue: (...job) => void enqueued.push(askedJob(...job)) });
        const asked = inOneOrder(enqueued.map((job) => spaced(job, options)));
        for (const jobs of Map.groupBy(asked, ({ name }) => name).values()) await create(tx, jobs);
        return { result, asked };
      });
      for (const { name, startAfter } of asked) {
        // Of a key that waits already no new job was made, so that nobody is told.
        if (startAfter === 0 && (!isTold || QUEUES[name].stately)) wake(name);
        // Nobody is told of a job that becomes due; a poll would find it up to two seconds later.
        if (startAfter > 0 && startAfter <= SOON_SECONDS) setTimeout(wake, startAfter * 1000 + 5, name).unref();
      }
      return result;
    },

    async work(name, handler) {
      const options = {
        batchSize: BATCH,
        perJobResults: true,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: embedded ? 0.5 : 2,
        notifyPollingIntervalSeconds: 2,
      } as const;
      const loops: Loop[] = [];
      workers.set(name, loops);
      const { concurrency } = QUEUES[name];
      for (let n = 0; n < (embedded ? Math.min(2, concurrency) : concurrency); n++) {
        const loop: Loop = { id: '', busy: false };
        loop.id = await boss.work<Jobs[typeof name], unknown, typeof options>(name, options, async (jobs) => {
          loop.busy = true;
          // Where this fetch came back full more may wait.
          if (jobs.length === BATCH) wake(name);
          try {
            return await Promise.all(jobs.map((job) => outcomeOf(name, job, handler)));
          } finally {
            loop.busy = false;
          }
        });
        loops.push(loop);
      }
    },

    stop: () => boss.stop({ graceful: true, timeout: STOP_MS }),
  };
}

/** One of the loops that fetch a queue's jobs. */
type Loop = { id: string; busy: boolean };

/**
 * The idle loop that was woken the longest ago, so that jobs that come close together go to several; where all are busy each
 * of them, since the first that is free is to look.
 */
function nextIdle(loops: Loop[]): Loop[] {
  const idle = loops.findIndex(({ busy }) => !busy);
  if (idle < 0) return loops;
  const [loop] = loops.splice(idle, 1);
  loops.push(loop!);
  return [loop!];
}

/**
 * pg-boss over postgres.js: its statements are few and long, so each is prepared, which saves one round trip and the
 * parsing each time; those without values are scripts of several statements and take the simple way.
 */
function bossDatabase(sql: Queryable): ReturnType<typeof fromBunSql> {
  const plain = fromBunSql(sql as unknown as BunSqlLike);
  return {
    ...plain,
    async executeSql(text, values = []) {
      if (values.length === 0) return plain.executeSql(text);
      return { rows: await sql.unsafe(text, values as never[], { prepare: true }) };
    },
  };
}

// Any constant will do: it only has to be the same in every process that starts.
const START_LOCK = 7_404_412;

/**
 * Of processes that start together one does this at a time: on an empty database each of them would make pg-boss' schema,
 * and all but one end.
 */
async function oneAtATime(
  { sql, embedded }: Pick<Database, 'sql' | 'embedded'>,
  work: () => Promise<void>,
): Promise<void> {
  if (embedded) return work();
  const own = await sql.reserve();
  try {
    // Asked again and again: a wait within the statement would meet its time limit, and making a schema may take longer.
    while (!(await own<{ got: boolean }[]>`select pg_try_advisory_lock(${START_LOCK}) as got`)[0]!.got)
      await pause(200);
    await work();
  } finally {
    await own`select pg_advisory_unlock(${START_LOCK})`.catch(() => {});
    own.release();
  }
}

type AskedJob = {
  name: JobName;
  payload: object;
  singletonKey: string | undefined;
  startAfter: number;
  priority: number;
  patient: boolean;
};

function askedJob<Name extends JobName>(
  name: Name,
  payload: Jobs[Name],
  { startAfter = 0, priority = 0, patient = false }: EnqueueOptions = {},
): AskedJob {
  const { singletonKey }: { singletonKey?: (payload: Jobs[Name]) => string } = QUEUES[name];
  return { name, payload, singletonKey: singletonKey?.(payload), startAfter, priority, patient };
}

/**
 * Jobs as they are created just before the commit: of one key only the earliest, and the keys in one order. A waiting
 * job's row is locked from then on, so that two transactions that touch the same rows and portals cannot wait for each other.
 */
function inOneOrder(asked: AskedJob[]): AskedJob[] {
  const keyOf = ({ name, singletonKey, payload }: AskedJob) => `${name} ${singletonKey ?? JSON.stringify(payload)}`;
  const earliest = (jobs: AskedJob[]) => jobs.reduce((first, job) => (job.startAfter < first.startAfter ? job : first));
  return [...Map.groupBy(asked, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, jobs]) => earliest(jobs));
}

/** What a job carries is ids, except for HubSpot's own events. */
const idsOf = (payload: object) =>
  Object.fromEntries(Object.entries(payload).filter(([, value]) => typeof value !== 'object'));
