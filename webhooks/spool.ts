import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where posts lie while they arrive, for nobody else on the machine to read. */
export type Spool = {
  folder: string;
  /** A file of its own folder for one post; `remove` takes both away. */
  newFile(): Promise<{ file: string; remove(): Promise<void> }>;
};

const PREFIX = 'post-';
/** Of a file: only this account reads and writes it. */
export const SPOOL_MODE = 0o600;

/**
 * Opens the spool and removes what processes left in it that were killed. Each folder names its process, so that one
 * that starts beside others takes nothing of theirs.
 */
export function openSpool(folder: string): Spool {
  const cleared = mkdir(folder, { recursive: true, mode: 0o700 }).then(() => removeLeft(folder));
  // Whoever wants a file hears of a folder that cannot be used.
  cleared.catch(() => {});
  return {
    folder,
    async newFile() {
      await cleared;
      const own = await mkdtemp(join(folder, `${PREFIX}${process.pid}-`));
      return { file: join(own, 'body'), remove: () => rm(own, { recursive: true, force: true }) };
    },
  };
}

async function removeLeft(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    // A folder of this process' own number is of one before it: this one has only begun.
    return name.startsWith(PREFIX) && (Number.isNaN(pid) || pid === process.pid || !isRunning(pid));
  });
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
