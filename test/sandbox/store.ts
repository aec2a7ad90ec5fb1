import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Values by key, in the order in which the keys came. A stored value is never changed in place: put the new one. */
export type Collection<T> = {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
  delete(key: string): void;
  values(): T[];
  clear(): void;
};

/**
 * What a stand-in remembers. With a directory, `commit` makes everything since the last commit durable as one line, so
 * that a killed process has either all of a request's changes or none; without one it lives in memory.
 */
export type Store = {
  collection<T>(name: string): Collection<T>;
  nextNumber(name: string, first: number): number;
  writeBlob(name: string, bytes: Uint8Array): void;
  readBlob(name: string): Buffer | undefined;
  deleteBlob(name: string): void;
  commit(): void;
  close(): void;
};

type Change = [collection: string, key: string, value?: unknown];

export function openStore(directory: string | undefined, name: string): Store {
  const collections = new Map<string, Map<string, unknown>>();
  const blobs = new Map<string, Buffer>();
  const blobDirectory = directory ? join(directory, `${name}-blobs`) : null;
  let pending: Change[] = [];

  const valuesOf = (collection: string) => {
    const known = collections.get(collection) ?? new Map<string, unknown>();
    collections.set(collection, known);
    return known;
  };
  const apply = ([collection, key, value]: Change) => {
    if (value === undefined) valuesOf(collection).delete(key);
    else valuesOf(collection).set(key, value);
  };
  const record = (change: Change) => {
    apply(change);
    if (directory) pending.push(change);
  };

  const journal = directory ? openJournal(directory, name, apply, collections) : null;
  if (blobDirectory) mkdirSync(blobDirectory, { recursive: true });

  return {
    collection<T>(collection: string): Collection<T> {
      const values = valuesOf(collection) as Map<string, T>;
      return {
        get: (key) => values.get(key),
        put: (key, value) => record([collection, key, value]),
        delete: (key) => record([collection, key]),
        values: () => [...values.values()],
        clear: () => {
          for (const key of [...values.keys()]) record([collection, key]);
        },
      };
    },
    nextNumber(counter, first) {
      const next = ((valuesOf('counters').get(counter) as number | undefined) ?? first - 1) + 1;
      record(['counters', counter, next]);
      return next;
    },
    writeBlob(blob, bytes) {
      if (blobDirectory) writeFileSync(join(blobDirectory, encodeURIComponent(blob)), bytes);
      else blobs.set(blob, Buffer.from(bytes));
    },
    readBlob(blob) {
      if (!blobDirectory) return blobs.get(blob);
      const path = join(blobDirectory, encodeURIComponent(blob));
      return existsSync(path) ? readFileSync(path) : undefined;
    },
    deleteBlob(blob) {
      if (blobDirectory) rmSync(join(blobDirectory, encodeURIComponent(blob)), { force: true });
      else blobs.delete(blob);
    },
    commit() {
      if (journal === null || pending.length === 0) return;
      writeAll(journal, `${JSON.stringify(pending)}\n`);
      pending = [];
    },
    close() {
      this.commit();
      if (journal !== null) closeSync(journal);
    },
  };
}

/** Replays the journal, writes it anew without what was overwritten, and opens it for appending. */
function openJournal(
  directory: string,
  name: string,
  apply: (change: Change) => void,
  collections: Map<string, Map<string, unknown>>,
): number {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, `${name}.jsonl`);
  if (existsSync(path)) {
    // The last line may be torn by a kill: it was never acknowledged.
    for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
      for (const change of JSON.parse(line) as Change[]) apply(change);
    }
  }
  const compacted = openSync(`${path}.new`, 'w');
  for (const [collection, values] of collections) {
    for (const [key, value] of values) writeAll(compacted, `${JSON.stringify([[collection, key, value]])}\n`);
  }
  closeSync(compacted);
  renameSync(`${path}.new`, path);
  return openSync(path, 'a');
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
