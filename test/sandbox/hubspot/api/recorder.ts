import type { Store } from '../../store.ts';

/** One request and what it got. Secrets are blanked: no Authorization header, no token, code or client secret. */
export type RecordedCall = {
  seq: number;
  at: string;
  /** Whose token it was: our app's, or one that an admin made for a script; null without a valid token. */
  client: 'app' | 'private' | 'journal' | null;
  portalId: number | null;
  method: string;
  path: string;
  query: Record<string, string[]>;
  /** The version in the path: `2026-09`, `v3`, … */
  version: string | null;
  contentType: string | null;
  /** Parsed JSON or form; the text of anything else that is short. */
  requestBody: unknown;
  status: number;
  responseBody: unknown;
  /** What became of the answer. */
  outcome: 'answered' | 'lost' | 'hung';
  fault: string | null;
};

export type Recorder = {
  add(call: Omit<RecordedCall, 'seq'>): void;
  calls(): RecordedCall[];
  clear(): void;
};

const SECRET_FIELDS = ['access_token', 'refresh_token', 'client_secret', 'code', 'code_verifier', 'token'];

/** Keeps calls in their own collection, committed with the changes that they made. */
export function createRecorder(store: Store): Recorder {
  const calls = store.collection<RecordedCall>('calls');
  return {
    add(call) {
      const seq = store.nextNumber('call', 1);
      const withoutSecrets = {
        requestBody: blankSecrets(call.requestBody),
        responseBody: blankSecrets(call.responseBody),
      };
      calls.put(String(seq), { ...call, ...withoutSecrets, seq });
    },
    calls: () => calls.values(),
    clear() {
      calls.clear();
      store.commit();
    },
  };
}

function blankSecrets(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      SECRET_FIELDS.includes(name) && typeof value === 'string' ? '(blanked)' : value,
    ]),
  );
}

export const versionIn = (path: string): string | null =>
  /\/(20\d\d-\d\d(?:-beta)?|v\d)(?:\/|$)/.exec(path)?.[1] ?? null;
