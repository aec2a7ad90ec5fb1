/** What was waited for took too long. It may still happen: nothing can call it back. */
export class TimeLimitError extends Error {
  constructor() {
    super('It took longer than its time limit.');
    this.name = 'TimeLimitError';
  }
}

/** The result of `work`, which is not begun after the deadline and not waited for past it. Throws TimeLimitError. */
export function before<Result>(deadline: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new TimeLimitError());
    if (deadline.aborted) return late();
    deadline.addEventListener('abort', late, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => deadline.removeEventListener('abort', late));
  });
}
