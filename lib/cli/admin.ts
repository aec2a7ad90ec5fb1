import { join } from 'node:path';
import pino from 'pino';
import { createGeminiAnalyst, createRulesAnalyst } from '../analysis/index.ts';
import { type Config, ConfigError, readConfig, readSettings } from '../config.ts';
import { openDatabase } from '../database/index.ts';
import { DatabaseInUseError } from '../database/lock.ts';
import { createHubSpotClient } from '../hubspot/client.ts';
import { oauthAppOf } from '../hubspot/oauth/app.ts';
import { uninstall } from '../hubspot/oauth/uninstall.ts';
import { OPERATOR } from '../portals/author.ts';
import { startQueue } from '../queue.ts';
import { runAdmin } from './admin/program.ts';
import { askRunning } from './admin/running.ts';

const AI_TIMEOUT_MS = 60_000;

/** What the server has, for one command. */
async function open(config: Config) {
  const database = await openDatabase({ url: config.database.url, dataDir: join(config.database.dataDir, 'database') });
  const log = pino({ level: 'error' }, pino.destination(2));
  const queue = await startQueue(database, log);
  const { sql, backup } = database;
  const { keyring } = config;
  const now = () => new Date();
  const client = createHubSpotClient({ baseUrl: config.hubspot.baseUrl });
  const tokens = { sql, client, app: oauthAppOf(config), keyring, now, log };
  return {
    sql,
    queue,
    keyring,
    ai: config.gemini && createGeminiAnalyst({ ...config.gemini, timeoutMs: AI_TIMEOUT_MS }),
    rules: createRulesAnalyst(),
    now,
    backup,
    cwd: process.cwd(),
    uninstall: (portalId: number) => uninstall(tokens, { portalId, by: OPERATOR }),
    async close() {
      await queue.stop();
      await database.close();
    },
  };
}

const argv = process.argv.slice(2);
const headings = process.stdout.isTTY === true;
const cwd = process.cwd();
const speaks = {
  print: (line: string) => console.log(line),
  printError: (line: string) => console.error(line),
  headings,
};
const settings = () => readConfig(process.env);
const reading = () => readSettings(process.env);

try {
  const place = () => ({ ...settings().database, cwd });
  process.exitCode = await runAdmin(argv, { open: () => open(settings()), place, reading, cwd }, speaks).catch(
    async (error: unknown) => {
      // An embedded database takes one process: the one that has it does the work.
      const isTaken = error instanceof DatabaseInUseError && argv[0] !== 'restore';
      const code = isTaken ? await askRunning(settings().database.dataDir, { argv, cwd, headings }, speaks) : null;
      if (code === null) throw error;
      return code;
    },
  );
} catch (error) {
  const isExpected = [ConfigError, DatabaseInUseError].some((type) => error instanceof type);
  if (!(error instanceof Error && isExpected)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
