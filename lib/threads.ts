import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import { Piscina } from 'piscina';

/** A task outlived its time limit, or its thread died of it. The thread was ended; nobody else waited longer for it. */
export class TaskEndedError extends Error {
  constructor(task: string, reason: string) {
    super(`${task} was ended: ${reason}.`);
    this.name = 'TaskEndedError';
  }
}

/** The process stops: nothing that was in a thread is to blame for it, and nothing is to be tried in another way. */
export class ThreadsClosedError extends Error {
  constructor(task: string) {
    super(`${task} was not finished: the process stops.`);
    this.name = 'ThreadsClosedError';
  }
}

/** Functions that may run in a thread: each takes one plain value and gives one, or throws. */
export type Tasks = Record<string, (input: never) => unknown>;

export type Threads = {
  /**
   * Runs a function that `file` exports. `transfer`: buffers that are handed over instead of copied; the caller cannot
   * use them afterwards. Throws TaskEndedError, ThreadsClosedError, or what the function threw (name and message survive, the class does not).
   */
  run<T extends Tasks, Name extends keyof T & string>(
    task: { file: URL; name: Name },
    input: Parameters<T[Name]>[0],
    transfer?: ArrayBuffer[],
  ): Promise<Awaited<ReturnType<T[Name]>>>;
  close(): Promise<void>;
};

export type ThreadOptions = {
  size: number;
  /**
   * Milliseconds that one task may compute: what its thread waits for a processor or for anything else counts only
   * `patience` times as long, and waiting for a free thread never.
   */
  timeLimitMs: number;
};

/** A starved machine gives a thread less than its share; one that sleeps is still ended. */
const patience = 10;
/** Node before 24.6 tells no thread's processor time: there all time counts. */
const tellsTime = typeof Worker.prototype.cpuUsage === 'function';

/** Enough for a mail of 45 MB, its decoded parts and their copies; beyond that the thread dies, not the process. */
const THREAD_MEMORY_MB = 768;
const IDLE_MS = 60_000;

/**
 * Threads for everything that reads a customer's words: hostile input may hold one for the time limit at most and never
 * the process. They start with the first task and are replaced after they were ended.
 */
export function createThreads({ size, timeLimitMs }: ThreadOptions): Threads {
  // One thread each, so that it is known whose time a task takes; the one that rested shortest is warm and comes first.
  const pools = Array.from({ length: size }, createPool);
  const resting = [...pools];
  const free = pLimit(size);
  let closed = false;

  return {
    run({ file, name }, input, transfer = []) {
      return free(async () => {
        if (closed) throw new ThreadsClosedError(name);
        const pool = resting.pop()!;
        const limit = limitOf(pool, timeLimitMs);
        try {
          return await pool.run(input, { filename: file.href, name, transferList: transfer, signal: limit.signal });
        } catch (error) {
          throw closed ? new ThreadsClosedError(name) : (endedError(name, error, limit.signal) ?? error);
        } finally {
          limit.lift();
          resting.push(pool);
        }
      });
    },
    async close() {
      closed = true;
      await Promise.all(pools.map((pool) => pool.destroy()));
    },
  };
}

function createPool(): Piscina {
  const pool = new Piscina({
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MB },
  });
  // A thread that a test or a shutdown has ended reports it here too; the task's own promise says what is to be done.
  pool.on('error', () => {});
  return pool;
}

/** Tells when the task that the pool is given next has computed, or lasted, too long; `lift` once it is over. */
function limitOf(pool: Piscina, timeLimitMs: number): { signal: AbortSignal; lift: () => void } {
  const ending = new AbortController();
  const end = (reason: string) => ending.abort(reason);
  const lastMs = tellsTime ? timeLimitMs * patience : timeLimitMs;
  const atLast = setTimeout(end, lastMs, `it took longer than ${lastMs} ms`);
  const before = computedMs(pool);
  const look = async () => {
    if ((await computedMs(pool)) - (await before) > timeLimitMs) end(`it computed longer than ${timeLimitMs} ms`);
  };
  const looking = tellsTime ? setInterval(look, Math.min(250, timeLimitMs / 4)) : undefined;
  return {
    signal: ending.signal,
    lift: () => {
      clearTimeout(atLast);
      clearInterval(looking);
    },
  };
}

/** Milliseconds of a processor that the pool's thread has had; none where it has not begun or has ended. */
async function computedMs({ threads: [thread] }: Piscina): Promise<number> {
  if (!thread || !tellsTime) return 0;
  const { user, system } = await thread.cpuUsage().catch(() => ({ user: 0, system: 0 }));
  return (user + system) / 1000;
}

/** What was the thread's end and not the task's own error. */
function endedError(name: string, error: unknown, limit: AbortSignal): TaskEndedError | null {
  if (!(error instanceof Error)) return null;
  if (error.name === 'AbortError') return new TaskEndedError(name, String(limit.reason));
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('ERR_WORKER')) return new TaskEndedError(name, `its thread failed (${code})`);
  return /Terminating worker thread|Worker exited/i.test(error.message)
    ? new TaskEndedError(name, 'its thread ended')
    : null;
}
