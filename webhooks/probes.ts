import { statfs, writeFile } from 'node:fs/promises';
import { type RequestHandler, Router } from 'express';
import type { Sql } from '../lib/database/types.ts';
import { before, TimeLimitError } from '../lib/time-limit.ts';
import type { Places } from './inbound-parse.ts';
import type { Spool } from './spool.ts';

/** Where posts arrive: what has to have room so that a mail can be taken. */
export type Receiver = { spool: Spool; places: Places };

export type ProbeOptions = {
  sql: Sql;
  /** Null in a process that takes no mail. */
  receiver: Receiver | null;
  /** Milliseconds after which a part that says nothing counts as silent. */
  patienceMs?: number;
  /** Milliseconds of silence that only a new process ends: statements and silent connections end well before. */
  hopelessMs?: number;
};

type Finding = { ok: boolean; says: string };

// Two posts of the largest size and a little.
const SPOOL_BYTES = 100_000_000;

/**
 * `/healthz`: this process is alive. It stays 200 while the database is away, since a restart brings none back, and turns
 * 503 where the database has been silent for so long that only a new process helps. `/readyz` (`/health` is its older
 * name): mail can be taken, or which part cannot, as a sentence for the operator.
 */
export function createProbes({ sql, receiver, patienceMs = 2_000, hopelessMs = 90_000 }: ProbeOptions): Router {
  const database = createDatabaseCheck(sql, patienceMs);
  const routes = Router();
  routes.get('/healthz', async (_request, response) => {
    const { says, silentMs } = await database();
    response.status(silentMs < hopelessMs ? 200 : 503).json({ ok: silentMs < hopelessMs, database: says });
  });
  const ready: RequestHandler = async (_request, response) => {
    const findings = { database: await database(), ...(receiver && (await findingsOf(receiver, patienceMs))) };
    const ok = Object.values(findings).every((finding) => finding.ok);
    const parts = Object.entries(findings).map(([name, { says }]) => [name, says]);
    response.status(ok ? 200 : 503).json({ ok, ...Object.fromEntries(parts) });
  };
  routes.get('/readyz', ready);
  routes.get('/health', ready);
  return routes;
}

/**
 * Asks the database, and asks again only once it has answered: a frozen connection gets one question, not one a probe.
 * `silentMs`: for how long the question has been open.
 */
function createDatabaseCheck(sql: Sql, patienceMs: number) {
  let open: { since: number; answer: Promise<Finding> } | null = null;
  const ask = async (): Promise<Finding> => {
    try {
      await sql`select 1`;
      return { ok: true, says: 'ok' };
    } catch {
      return { ok: false, says: 'refuses: see the log of this process' };
    } finally {
      open = null;
    }
  };
  return async (): Promise<Finding & { silentMs: number }> => {
    open ??= { since: Date.now(), answer: ask() };
    const { since, answer } = open;
    const silent = () => Date.now() - since;
    return before(AbortSignal.timeout(Math.max(patienceMs - silent(), 0)), () => answer).then(
      (finding) => ({ ...finding, silentMs: 0 }),
      () => ({ ok: false, says: `silent for ${(silent() / 1000).toFixed(0)} s`, silentMs: silent() }),
    );
  };
}

async function findingsOf({ spool, places }: Receiver, patienceMs: number): Promise<Record<string, Finding>> {
  const written = await before(AbortSignal.timeout(patienceMs), async () => {
    const { file, remove } = await spool.newFile();
    await writeFile(file, 'a').finally(remove);
    const { bavail, bsize } = await statfs(spool.folder);
    return bavail * bsize;
  }).catch((error: NodeJS.ErrnoException) => error);
  const taken = `${places.taken} of ${places.all} taken`;
  return { spool: spoolFinding(written), arriving: { ok: places.taken < places.all, says: taken } };
}

function spoolFinding(written: number | NodeJS.ErrnoException): Finding {
  if (typeof written === 'number') {
    const enough = written >= SPOOL_BYTES;
    return { ok: enough, says: enough ? 'ok' : `only ${Math.floor(written / 1_000_000)} MB are left in DATA_DIR` };
  }
  const why = written instanceof TimeLimitError ? 'is silent' : `cannot be written (${written.code ?? written.name})`;
  return { ok: false, says: `DATA_DIR ${why}` };
}
