import { parentPort } from 'node:worker_threads';
import { splitReply } from '../reply-text/index.ts';
import { readPost } from './read-post.ts';

/** What the thread does; each takes and gives plain data. */
const tasks = { readPost, splitReply };

export type Tasks = typeof tasks;
export type TaskName = keyof Tasks;
export type TaskResult = { result: unknown } | { error: string };

parentPort?.on('message', async ({ name, input }: { name: TaskName; input: unknown }) => {
  const answer = await perform(tasks[name] as (input: unknown) => unknown, input);
  parentPort!.postMessage(answer);
});

async function perform(task: (input: unknown) => unknown, input: unknown): Promise<TaskResult> {
  try {
    return { result: await task(input) };
  } catch (error) {
    return { error: error instanceof Error ? error.name : 'unknown error' };
  }
}
