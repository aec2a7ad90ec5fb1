import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TimelinePage } from '../../cards/dto/timeline.ts';
import { type Caller, createCaller, hubspotIdOf, sendTracked } from '../cards/support.ts';
import { until } from '../sandbox/play/until.ts';
import { serverDatabase } from '../support/database.ts';
import { multipart, rawPost } from '../support/inbound-post.ts';
import { type ProductProcesses, productProcesses, type Role } from '../support/product-processes.ts';
import type { TestSandbox } from '../support/sandbox.ts';
import { BOMBS, type Bomb, mailOf } from './bombs.ts';

const MORE_MEMORY_MB = 300;
const ARRIVES_MS = 120_000;
const BIGGEST_AT_ONCE = 20;

type House = { name: string; roles: Role[]; latestMs: number; databaseUrl(): Promise<string | undefined> };
const HOUSES: House[] = [
  // The worst place for a bomb: whatever it holds there holds everybody.
  { name: 'one process on the embedded database', roles: ['all'], latestMs: 1_000, databaseUrl: async () => undefined },
  ...(process.env.DATABASE_URL
    ? [
        {
          name: 'a web and a worker process on PostgreSQL',
          roles: ['web', 'worker'] as Role[],
          latestMs: 200,
          databaseUrl: serverDatabase,
        },
      ]
    : []),
];

type Watched = { slowest: number; most: number[] };

/** Watches the product while `work` runs. */
async function watched({ app, processes }: ProductProcesses, work: () => Promise<void>): Promise<Watched> {
  const pids = processes.map(({ child }) => String(child.pid));
  const watcher = spawn(process.execPath, [join(import.meta.dirname, 'watch.ts'), `${app.url}/readyz`, ...pids], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said = text(watcher.stdout);
  await work().finally(() => watcher.stdin.end());
  return JSON.parse(await said) as Watched;
}

describe.skipIf(!process.env.BOMBS).each(HOUSES)('$name', ({ name: house, roles, latestMs, databaseUrl }) => {
  let product: ProductProcesses;
  let idle: number[];
  let caller: Caller;
  let hubspotId: string;
  let to: { replyAddress: string; contact: string };

  const send = (name: string, bomb: Bomb) =>
    product.postInbound(
      multipart(rawPost(mailOf(name, bomb, to.replyAddress, to.contact), { to: [to.replyAddress], from: to.contact })),
    );
  const arrived = (name: string) =>
    until(
      async () => product.sendgrid.messages().find(({ subject }) => subject.includes(name)) ?? null,
      `"${name}" is forwarded`,
      ARRIVES_MS,
    );
  /** What the figures of the issue are held against, and a line for whoever reads the run. */
  const judge = (name: string, { slowest, most }: Watched) => {
    const above = most.map((each, n) => Math.round(each - idle[n]!));
    console.log(
      `BOMB ${house}: ${name}: slowest ${slowest} ms; above idle ${above.map((each, n) => `${roles[n]} ${each} MB`).join(', ')}`,
    );
    const { BOMB_FIGURES } = process.env;
    if (BOMB_FIGURES) appendFileSync(BOMB_FIGURES, `${JSON.stringify({ house, name, slowest, above })}\n`);
    expect(slowest).toBeLessThan(latestMs);
    for (const each of above) expect(each).toBeLessThan(MORE_MEMORY_MB);
  };

  beforeAll(async () => {
    product = await productProcesses(roles, await databaseUrl());
    const sandbox = product as unknown as TestSandbox;
    caller = createCaller(sandbox);
    hubspotId = hubspotIdOf(sandbox, 'Carter');
    const sent = await sendTracked(sandbox, caller, hubspotId, 'Rates');
    to = { replyAddress: sent.replyTo, contact: sent.to };
    // Idle is a process that has done each kind of work once.
    await send('A first mail', { type: 'text/plain', body: 'Please send me an offer for 40 seats.' });
    await arrived('A first mail');
    await delay(3_000);
    idle = (await watched(product, () => delay(500))).most;
  }, 120_000);
  afterAll(() => product?.close());

  test.each(Object.keys(BOMBS))(
    '%s: others are answered, memory stays, and the mail still arrives',
    async (name) => {
      judge(
        name,
        await watched(product, async () => {
          expect((await send(name, BOMBS[name]!())).status).toBe(200);
          await arrived(name);
        }),
      );
    },
    ARRIVES_MS + 60_000,
  );

  test(
    `${BIGGEST_AT_ONCE} mails of 30 MB at once stay within the memory`,
    async () => {
      const { total } = await caller.get<TimelinePage>(`/contacts/${hubspotId}/timeline`);
      const names = Array.from({ length: BIGGEST_AT_ONCE }, (_, n) => `One of many, number ${n}.`);
      const figures = await watched(product, async () => {
        const waiting = new Set(names);
        while (waiting.size > 0) {
          await Promise.all(
            [...waiting].map(async (name) => {
              // SendGrid comes back after a 503, which is how a full house answers, and after a connection that was cut.
              const status = await send(name, BOMBS['a file of 20 MB']!()).then(
                (response) => response.status,
                () => 503,
              );
              if (status === 200) waiting.delete(name);
            }),
          );
        }
        // The rep gets a digest of so many; what counts is that each stands in the conversation.
        await until(
          async () =>
            (await caller.get<TimelinePage>(`/contacts/${hubspotId}/timeline`)).total >= total + names.length || null,
          'every one of them is placed',
          5 * ARRIVES_MS,
        );
      });
      judge('20 mails of 30 MB at once', { ...figures, slowest: 0 });
    },
    10 * ARRIVES_MS,
  );
});
