import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { multipart, rawPost } from '../support/inbound-post.ts';
import { type SandboxProcess, sandboxProcess } from '../support/sandbox-process.ts';
import { BOMBS, mailOf } from './bombs.ts';

/**
 * The whole product in one process on the embedded database, which is the worst place for a bomb: whatever it holds there
 * holds everybody.
 */
const LATEST_MS = 1_000;
const MORE_MEMORY_MB = 300;
const ARRIVES_MS = 90_000;

let folder: string;
let sandbox: SandboxProcess;
beforeAll(async () => {
  if (!process.env.BOMBS) return;
  folder = await mkdtemp(join(tmpdir(), 'bombs-'));
  sandbox = await sandboxProcess(['--data', folder, '--port', '0'], undefined);
  await delay(2_000);
}, 120_000);
afterAll(async () => {
  await sandbox?.kill();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const memoryMb = () => {
  const status = readFileSync(`/proc/${sandbox.child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
};

/** Asks /health again and again until it is told to stop; the slowest answer in milliseconds, and the most memory seen. */
function watch() {
  let slowest = 0;
  let most = 0;
  let watching = true;
  const done = (async () => {
    while (watching) {
      const start = performance.now();
      await fetch(`${sandbox.details.app}/health`).then((response) => response.text());
      slowest = Math.max(slowest, performance.now() - start);
      most = Math.max(most, memoryMb());
      await delay(40);
    }
  })();
  return {
    async end() {
      watching = false;
      await done;
      return { slowest: Math.round(slowest), most: Math.round(most) };
    },
  };
}

async function forwarded(subject: string): Promise<boolean> {
  const response = await fetch(`${sandbox.details.sendgrid}/messages`);
  return (await response.text()).includes(subject);
}

describe.skipIf(!process.env.BOMBS)('a bomb', () => {
  test.each(Object.keys(BOMBS))(
    '%s: others are answered, memory stays, and the mail still arrives',
    async (name) => {
      const { inboundUrl } = sandbox.details;
      const replyAddress = String(sandbox.details.replyAddress);
      const contactEmail = String(sandbox.details.contactEmail);
      const idle = memoryMb();
      const form = multipart(
        rawPost(mailOf(name, BOMBS[name]!(), replyAddress, contactEmail), { to: [replyAddress], from: contactEmail }),
      );
      const watched = watch();
      const response = await fetch(inboundUrl, {
        method: 'POST',
        headers: { 'content-type': form.contentType },
        body: new Uint8Array(form.body),
      });
      expect(response.status).toBe(200);
      const latest = Date.now() + ARRIVES_MS;
      while (!(await forwarded(name)) && Date.now() < latest) await delay(100);
      const arrived = await forwarded(name);
      const { slowest, most } = await watched.end();
      console.log(`${name}: slowest ${slowest} ms, ${Math.round(most - idle)} MB above idle`);
      expect({ arrived, slow: slowest > LATEST_MS ? slowest : 0 }).toEqual({ arrived: true, slow: 0 });
      // The 20 MB file stands in memory as the mail, its decoded bytes and the forward that carries it.
      expect(most - idle).toBeLessThan(MORE_MEMORY_MB);
    },
    150_000,
  );
});
