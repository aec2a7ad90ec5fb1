import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { describeSandbox } from '../sandbox/describe.ts';

export type SandboxDetails = ReturnType<typeof describeSandbox>;
export type SandboxProcess = { details: SandboxDetails; child: ChildProcess; kill(): Promise<void> };

/** `npm run sandbox` as a process of its own, on the embedded database or the given one; resolves with its first line. */
export async function sandboxProcess(args: string[], databaseUrl: string | undefined): Promise<SandboxProcess> {
  const child = spawn(process.execPath, ['test/sandbox/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: databaseUrl ?? '' },
  });
  const lines = createInterface({ input: child.stdout! });
  const exited = new Promise<never>((_resolve, reject) =>
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`))),
  );
  const first = new Promise<string>((resolve) => lines.once('line', resolve));
  const details = JSON.parse(await Promise.race([first, exited])) as SandboxDetails;
  exited.catch(() => {});
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    details,
    child,
    /** As a power cut: no handler runs. */
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
