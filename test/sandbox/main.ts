import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import type { HeldStep } from '../../lib/jobs/context.ts';
import { seedDemo } from './demo/seed.ts';
import { describeSandbox, earlierSend } from './describe.ts';
import { PLANS, type Plan } from './hubspot/seed.ts';
import { REPLY_DOMAIN, startSandbox } from './index.ts';
import { contactView } from './page/contact-view.ts';
import { pictureOf } from './play/picture.ts';
import { sendOutreach } from './play/play.ts';
import { playAnswer } from './play/story.ts';

const USAGE = `npm run sandbox -- [options]
  --once            play one conversation and exit: 0 only if every step arrived
  --port N          port of the web page
  --data DIR        keep everything in DIR, and go on there next time
  --empty           play nothing
  --demo            begin with twelve weeks of three reps and forty contacts
  --plan PLAN       the account's plan: free, starter, pro (default) or enterprise
  --scopes minimal  an account that granted neither email objects nor app events
  --hold STEP       hold a step until it is released: forward, answer, relay, send, analyze or sync (may be given several times)`;

const HELD_STEPS: HeldStep[] = ['forward', 'answer', 'relay', 'send', 'analyze', 'sync'];

function readOptions() {
  const { values } = parseArgs({
    options: {
      once: { type: 'boolean', default: false },
      port: { type: 'string' },
      data: { type: 'string' },
      empty: { type: 'boolean', default: false },
      demo: { type: 'boolean', default: false },
      scopes: { type: 'string', default: 'all' },
      plan: { type: 'string', default: 'pro' },
      hold: { type: 'string', multiple: true, default: [] },
    },
  });
  const { scopes } = values;
  if (scopes !== 'all' && scopes !== 'minimal') throw new Error(`--scopes is "minimal" or left out, not "${scopes}"`);
  const plan = (Object.keys(PLANS) as Plan[]).find((known) => known === values.plan);
  if (!plan) throw new Error(`--plan takes free, starter, pro or enterprise, not "${values.plan}"`);
  const hold = values.hold.map((name) => {
    const step = HELD_STEPS.find((known) => known === name);
    if (!step) throw new Error(`--hold takes forward, answer, relay, send, analyze or sync, not "${name}"`);
    return step;
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536))
    throw new Error(`--port takes a number, not "${values.port}"`);
  return { ...values, scopes, plan, hold, port } as const;
}

async function run(options: ReturnType<typeof readOptions>): Promise<number> {
  const dataDir = options.data ? resolve(options.data) : await mkdtemp(join(tmpdir(), 'reply-tracking-sandbox-'));
  await mkdir(dataDir, { recursive: true });
  const logFile = join(dataDir, 'app.log');
  const streams = [
    { level: 'info' as const, stream: pino.destination({ dest: logFile, sync: true }) },
    { level: 'error' as const, stream: process.stderr },
  ];
  const log = pino({ level: 'info' }, pino.multistream(streams));
  const sandbox = await startSandbox({
    dataDir,
    databaseUrl: process.env.DATABASE_URL || undefined,
    port: options.port,
    scopes: options.scopes,
    plan: options.plan,
    hold: options.hold,
    log,
    page: !options.once,
  });
  const close = async () => {
    await sandbox.close();
    if (!options.data) await rm(dataDir, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().then(() => process.exit(0)));

  const earlier = await earlierSend(sandbox);
  if (options.demo && !earlier) await seedDemo(sandbox);
  const sent = options.empty || earlier ? null : await sendOutreach(sandbox);
  console.log(JSON.stringify(describeSandbox(sandbox, sent ?? earlier, process.env.DATABASE_URL || undefined)));
  console.log(`\nReply Tracking sandbox: ${sandbox.url}/   (log: ${logFile})\n`);
  if (sent) {
    const held = options.hold.length > 0 ? `   (held until released: ${options.hold.join(', ')})` : '';
    console.log(`One conversation, from the outreach to HubSpot${held}`);
    const played = playAnswer(sandbox, sent, (line) => console.log(`  ${line}`));
    if (options.once || options.hold.length === 0) {
      const arrived = await played.then(
        () => true,
        (error: Error) => {
          console.error(`  FAILED     ${error.message}`);
          return false;
        },
      );
      const record = arrived ? await contactView({ ...sandbox, replyDomain: REPLY_DOMAIN }, sent.contactId) : null;
      if (record)
        console.log(
          `\nThe contact in HubSpot\n${pictureOf(record, { colors: process.stdout.hasColors?.() ?? false })}`,
        );
      console.log(arrived ? '\nEvery step arrived.' : '\nNot every step arrived.');
      if (options.once) {
        await close();
        return arrived ? 0 : 1;
      }
    } else played.catch(() => {});
  } else if (options.once) {
    console.log('Nothing was played: --empty was given, or the data folder holds an earlier conversation.');
    await close();
    return options.empty ? 0 : 1;
  }
  console.log(`\nOpen ${sandbox.url}/ and answer as the customer. Stop with Ctrl-C.`);
  return new Promise(() => {});
}

try {
  process.exitCode = await run(readOptions());
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  process.exitCode = 2;
}
