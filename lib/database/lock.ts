import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Two processes on one embedded database write over each other without any error, so the second one is refused. */
export class DatabaseInUseError extends Error {
  constructor(dataDir: string) {
    super(
      `The embedded database in ${dataDir} is in use by another process, and it takes one. Stop that process first, or set DATABASE_URL.`,
    );
    this.name = 'DatabaseInUseError';
  }
}

// Who is about to get it needs a moment in which nobody else looks: without this, three that came at once were all refused.
const AT_ONCE_MS = 500;
// "Result and Error Codes", sqlite.org.
const BUSY = 5;

/**
 * Takes the folder of an embedded database for this process until `release`. It is the operating system's lock on a file,
 * which ends with the process however that ends, and of two that come at once one gets it; Node has no call for such a
 * lock of its own, and SQLite, which it brings, takes one. Throws DatabaseInUseError.
 */
export async function lockFolder(dataDir: string): Promise<{ release(): Promise<void> }> {
  await mkdir(dirname(dataDir), { recursive: true });
  const file = new DatabaseSync(`${dataDir}.lock.sqlite`, { timeout: AT_ONCE_MS });
  try {
    file.exec('begin exclusive');
  } catch (error) {
    file.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) throw new DatabaseInUseError(dataDir);
    throw error;
  }
  return { release: async () => file.close() };
}
