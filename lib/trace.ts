import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<{ trace?: string }>();

/** Runs a request or a job. Whatever it logs after `traceIs` carries that id. */
export const traced = <Result>(work: () => Result): Result => current.run({}, work);

/** Says which mail this request or job is about: the id of its post, or of its message where it came by no post. */
export function traceIs(id: string | null | undefined): void {
  const store = current.getStore();
  if (store && id) store.trace = id;
}

export const currentTrace = (): string | undefined => current.getStore()?.trace;
