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
  /** Milliseconds that one task may take from its start; waiting for a free thread does not count. */
  timeLimitMs: number;
};

/** Enough for a mail of 45 MB, its decoded parts and their copies; beyond that the thread dies, not the process. */
const THREAD_MEMORY_MB = 768;
const IDLE_MS = 60_000;

/**
 * Threads for everything that reads a customer's words: hostile input may hold one for the time limit at most and never
 * the process. They start with the first task and are replaced after they were ended.
 */
export function createThreads({ size, timeLimitMs }: ThreadOptions): Threads {
  const pool = new Piscina({
    minThreads: 0,
    maxThreads: size,
    idleTimeout: IDLE_MS,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MB },
  });
  // A thread that a test or a shutdown has ended reports it here too; the task's own promise says what is to be done.
  pool.on('error', () => {});
  const free = pLimit(size);
  let closed = false;

  return {
    run({ file, name }, input, transfer = []) {
      return free(async () => {
        if (closed) throw new ThreadsClosedError(name);
        try {
          return await pool.run(input, {
            filename: file.href,
            name,
            transferList: transfer,
            signal: AbortSignal.timeout(timeLimitMs),
          });
        } catch (error) {
          throw closed ? new ThreadsClosedError(name) : (endedError(name, error, timeLimitMs) ?? error);
        }
      });
    },
    async close() {
      closed = true;
      await pool.destroy();
    },
  };
}

/** What was the thread's end and not the task's own error. */
function endedError(name: string, error: unknown, timeLimitMs: number): TaskEndedError | null {
  if (!(error instanceof Error)) return null;
  if (error.name === 'AbortError') return new TaskEndedError(name, `it took longer than ${timeLimitMs} ms`);
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('ERR_WORKER')) return new TaskEndedError(name, `its thread failed (${code})`);
  return /Terminating worker thread|Worker exited/i.test(error.message)
    ? new TaskEndedError(name, 'its thread ended')
    : null;
}
