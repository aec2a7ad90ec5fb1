/** What a log may say of an error. */
export type ErrorFacts = { name: string; code?: string; at?: string };

const ROOT = new URL('..', import.meta.url).pathname;
/** `at …/lib/x/y.ts:12:3` of a stack, the part from the repository's root on. */
const FRAME = /^\s*at .*?([^()\s]+\.tsx?:\d+)(?::\d+)?\)?$/;

/**
 * Name, code and the first own line of code of an error, for the one key `err` of a log entry. Never its message: that may
 * quote a mail, an address or a token.
 */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { name: typeof error };
  const at = ownLine(error.stack ?? '');
  return {
    name: error.name,
    ...('code' in error && error.code != null ? { code: String(error.code) } : {}),
    ...(at ? { at } : {}),
  };
}

function ownLine(stack: string): string | null {
  for (const line of stack.split('\n')) {
    const place = FRAME.exec(line)?.[1];
    const start = place?.indexOf(ROOT) ?? -1;
    if (place && start >= 0 && !place.includes('node_modules')) return place.slice(start + ROOT.length);
  }
  return null;
}
