import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../lib/database/index.ts';
import { createClock } from '../../sandbox/clock/clock.ts';
import { startHubSpot } from '../../sandbox/hubspot/server.ts';
import { embeddedFolder, testDatabase } from '../../support/database.ts';
import { keepCalls } from '../../support/openapi.ts';
import { connect, registerEventTypes, type World } from '../support.ts';
import type { DrainProcess } from './drain-process.ts';
import { manyReplies, ONCE, written } from './many-replies.ts';

/** Killed after so many calls that HubSpot has carried out: the answer may or may not have been read and marked. */
const KILLS = [1, 2, 1, 3, 2, 1];

test('a worker that is killed again and again writes everything exactly once', { timeout: 180_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'killed-'));
  const clock = createClock();
  const hubspot = await startHubSpot({ clock });
  registerEventTypes(hubspot);
  const server = process.env.DATABASE_URL ? await testDatabase() : null;
  if (!server) await embeddedFolder(join(folder, 'database'));
  const open = () => server ?? openDatabase({ dataDir: join(folder, 'database') });
  const first = await open();
  const portalId = hubspot.portal().id;
  await connect({ hubspot, clock, sql: first.sql });
  const { hubspotIds } = await manyReplies({ sql: first.sql, portalId, clock, hubspot } as World, 150);
  if (!server) await first.close();

  const { clientId, clientSecret } = hubspot.app;
  const options = {
    url: server?.url,
    dataDir: join(folder, 'database'),
    baseUrl: hubspot.url,
    clientId,
    clientSecret,
    portalId,
  };
  let life = 0;
  for (const calls of [...KILLS, null]) {
    const worker = start({ ...options, aheadMs: 60_000 * life++ });
    const before = hubspot.calls().length;
    while (calls !== null && worker.exitCode === null && hubspot.calls().length < before + calls) await delay(1);
    if (calls !== null) worker.kill('SIGKILL');
    await ended(worker);
  }

  for (const id of hubspotIds) expect(written({ hubspot } as World, id)).toEqual(ONCE);
  const last = await open();
  const states = await last.sql<
    { state: string; count: number }[]
  >`select state, count(*)::int as count from effects group by state`;
  expect(states).toEqual([{ state: 'done', count: 600 }]);
  await last.close();
  keepCalls(hubspot.calls());
  await hubspot.close();
  await rm(folder, { recursive: true });
});

function start(options: DrainProcess): ChildProcess {
  const script = join(import.meta.dirname, 'drain-process.ts');
  return spawn(process.execPath, [script, JSON.stringify(options)], { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function ended(worker: ChildProcess): Promise<void> {
  while (worker.exitCode === null && worker.signalCode === null) await delay(5);
}
