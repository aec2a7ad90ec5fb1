import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { createGeminiAnalyst, createRulesAnalyst } from '../analysis/index.ts';
import { ConfigError, readConfig } from '../config.ts';
import { openDatabase } from '../database/index.ts';
import { DatabaseInUseError } from '../database/lock.ts';
import { MissingKeyError } from '../keyring.ts';
import { startQueue } from '../queue.ts';
import { ADMIN_COMMANDS, type AdminContext, AdminError } from './admin/commands.ts';

const USAGE = `npm run admin -- COMMAND [options]

  portals                                   the connected accounts and their state
  quarantine [--portal ID]                  mail without a conversation; without --portal the operator's
  effects [--portal ID] [--state STATE]     the outbox: what waits for a person, or is in STATE
  retry EFFECT                              try one step again
  inbound                                   mails that could not be read after five attempts
  inbound-retry INBOUND                     place a mail again that could not be read
  reanalyze [--since DATE] [--portal ID] [--message ID] [--dry-run]
                                            analyze replies again and show what differs; --dry-run writes nothing
  corrections [--portal ID]                 what analysts said and people made of it: field, given, person's word, how often
  contact export PORTAL CONTACT             everything that is kept of a contact, as JSON
  contact erase PORTAL CONTACT              erase everything of a contact
  keys rotate                               seal everything with the first key of ENCRYPTION_KEYS, while the server runs

It needs the settings of the server. The embedded database takes one process: stop the server first.`;

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      portal: { type: 'string' },
      state: { type: 'string' },
      since: { type: 'string' },
      message: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [name = '', argument, ...rest] = positionals;
  const command = ADMIN_COMMANDS[name];
  if (!command) throw new AdminError(name === '' ? USAGE : `There is no command "${name}".\n\n${USAGE}`);
  const config = readConfig(process.env);
  const database = await openDatabase({ url: config.database.url, dataDir: join(config.database.dataDir, 'database') });
  const queue = await startQueue(database, pino({ level: 'error' }, pino.destination(2)));
  const context: AdminContext = {
    sql: database.sql,
    queue,
    keyring: config.keyring,
    ai: config.gemini && createGeminiAnalyst({ ...config.gemini, timeoutMs: 60_000 }),
    rules: createRulesAnalyst(),
    now: () => new Date(),
    print: (line) => console.log(line),
  };
  try {
    await command(context, { argument, rest, ...values });
  } finally {
    await queue.stop();
    await database.close();
  }
}

try {
  await run();
} catch (error) {
  const isExpected = [AdminError, ConfigError, DatabaseInUseError, MissingKeyError].some(
    (type) => error instanceof type,
  );
  if (!(error instanceof Error && isExpected)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
