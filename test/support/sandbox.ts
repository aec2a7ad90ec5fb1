import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../lib/logger.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/index.ts';
import { testDatabase } from './database.ts';
import { keepCalls } from './openapi.ts';

export type TestSandbox = Sandbox & AsyncDisposable & { logLines: () => string };

/** The whole product with its stand-ins, fresh; on DATABASE_URL's server where that is set. */
export async function testSandbox(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  const dataDir = await mkdtemp(join(tmpdir(), 'reply-tracking-test-'));
  const database = await testDatabase();
  const lines: string[] = [];
  const log = createLogger('debug', { write: (line: string) => void lines.push(line) });
  const sandbox = await startSandbox({ dataDir, database, log, page: false, ...options });
  const close = async () => {
    keepCalls(sandbox.hubspot.calls());
    await sandbox.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...sandbox, close, logLines: () => lines.join(''), [Symbol.asyncDispose]: close };
}

/** Lets a pause pass for the product and for its queue, which reads the database's clock instead of the sandbox's. */
export async function passTime({ app, clock }: Sandbox, seconds: number): Promise<void> {
  clock.advance(seconds * 1000);
  await app.context.sql`
    update pgboss.job set start_after = start_after - ${seconds} * interval '1 second' where state = 'created'`;
}
