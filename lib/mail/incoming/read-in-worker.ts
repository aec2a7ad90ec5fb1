import { Worker } from 'node:worker_threads';
import type { MailBody, ReplyText } from '../reply-text/index.ts';
import type { InboundPost, IncomingMail } from '../types.ts';
import type { TaskName, TaskResult, Tasks } from './mail-worker.ts';
import { readUnparsed } from './read-post.ts';

export type MailReader = {
  /** As `readPost`; a mail that takes too long comes back unparsed, which its `problems` say. */
  read: (post: InboundPost) => Promise<IncomingMail>;
  /** As `splitReply`; of a mail that takes too long the whole text is the new text, with confidence 0. */
  split: (mail: MailBody) => Promise<ReplyText>;
  close: () => Promise<void>;
};

/** A task outlived its time limit or its thread died; the thread was ended. */
class MailWorkerError extends Error {
  constructor(reason: string) {
    super(`Reading a mail was ended: ${reason}. The mail is shown as it came.`);
    this.name = 'MailWorkerError';
  }
}

type Job = { name: TaskName; input: unknown; resolve: (result: unknown) => void; reject: (error: Error) => void };
type Thread = { worker: Worker; job: Job | null; timer: NodeJS.Timeout | null };

/** Enough for a mail of 45 MB, its decoded parts and their copies; beyond that the thread dies, not the process. */
const THREAD_MEMORY_MB = 768;

/**
 * Reads mail in `size` threads of its own: hostile input may hold a thread for `timeLimitMs` (milliseconds) at most and
 * never the process. Threads start with the first mail and are replaced after they were ended.
 */
export function createMailReader({ timeLimitMs, size }: { timeLimitMs: number; size: number }): MailReader {
  const threads: Thread[] = [];
  const queue: Job[] = [];
  let closed = false;

  function run<Name extends TaskName>(
    name: Name,
    input: Parameters<Tasks[Name]>[0],
  ): Promise<Awaited<ReturnType<Tasks[Name]>>> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(new MailWorkerError('the reader is closed'));
      queue.push({ name, input, resolve: resolve as Job['resolve'], reject });
      dispatch();
    });
  }

  function dispatch(): void {
    while (queue.length > 0) {
      const thread = threads.find((one) => one.job === null) ?? (threads.length < size ? start() : null);
      if (!thread) return;
      give(thread, queue.shift()!);
    }
  }

  function start(): Thread {
    const worker = new Worker(new URL('./mail-worker.ts', import.meta.url), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MB },
    });
    const thread: Thread = { worker, job: null, timer: null };
    worker.on('message', (answer: TaskResult) => {
      const { job } = thread;
      release(thread);
      if (job && 'error' in answer) job.reject(new MailWorkerError(answer.error));
      else if (job && 'result' in answer) job.resolve(answer.result);
      dispatch();
    });
    worker.on('error', (error) => end(thread, `its thread failed (${error.name})`));
    worker.on('exit', () => end(thread, 'its thread ended'));
    // Idle threads keep no process alive.
    worker.unref();
    threads.push(thread);
    return thread;
  }

  function give(thread: Thread, job: Job): void {
    thread.job = job;
    thread.worker.ref();
    thread.timer = setTimeout(() => end(thread, `it took longer than ${timeLimitMs} ms`), timeLimitMs);
    thread.worker.postMessage({ name: job.name, input: job.input });
  }

  function release(thread: Thread): void {
    if (thread.timer) clearTimeout(thread.timer);
    thread.timer = null;
    thread.job = null;
    thread.worker.unref();
  }

  function end(thread: Thread, reason: string): void {
    const at = threads.indexOf(thread);
    if (at < 0) return;
    threads.splice(at, 1);
    const { job } = thread;
    release(thread);
    void thread.worker.terminate();
    job?.reject(new MailWorkerError(reason));
    dispatch();
  }

  return {
    read: (post) => run('readPost', post).catch((error: Error) => readUnparsed(post, error.message)),
    split: (mail) => run('splitReply', mail).catch(() => wholeText(mail)),
    close: async () => {
      closed = true;
      const closing = new MailWorkerError('the reader is closed');
      for (const job of queue.splice(0)) job.reject(closing);
      await Promise.all(
        threads.splice(0).map(({ worker, job, timer }) => {
          if (timer) clearTimeout(timer);
          job?.reject(closing);
          return worker.terminate();
        }),
      );
    },
  };
}

/** Nothing cut: a leaked quote costs little, a lost sentence a deal. */
function wholeText({ text, html }: MailBody): ReplyText {
  const full =
    text ??
    (html ?? '')
      .replace(/<[^<>]*>/g, ' ')
      .replace(/[ \t]+/g, ' ')
      .trim();
  return { full, new: full, quoted: '', signature: '', confidence: 0 };
}
