import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRulesAnalyst } from '../../lib/analysis/index.ts';
import { createCaller } from '../cards/support.ts';
import { createClock } from '../sandbox/clock/clock.ts';
import { freePort } from '../sandbox/free-port.ts';
import { answerByRules } from '../sandbox/gemini/answer-by-rules.ts';
import { startGemini } from '../sandbox/gemini/server.ts';
import { startHubSpot } from '../sandbox/hubspot/server.ts';
import { environment, INBOUND_SECRET, install, MAIL_DOMAIN, POSTAL_ADDRESS, REPLY_DOMAIN } from '../sandbox/index.ts';
import { until } from '../sandbox/play/until.ts';
import { startSendGrid } from '../sandbox/sendgrid/server.ts';
import type { TestSandbox } from './sandbox.ts';

const HERE = join(import.meta.dirname, '../..');

export type Role = 'all' | 'web' | 'worker';
export type ProductProcesses = Awaited<ReturnType<typeof productProcesses>>;

type ProductOptions = {
  /** A file that each process loads first. */
  preload?: string;
  variables?: (role: Role) => Record<string, string>;
  /** The release that is started: the folder of its `server.ts`, this one where nothing is said. */
  root?: string;
};

/**
 * The product as an operator runs it, one `node server.ts` a role, so that what is measured of a process is the product's
 * alone: the stand-ins stay in this one. Without `databaseUrl` on the embedded database.
 */
export async function productProcesses(
  roles: Role[],
  databaseUrl: string | undefined,
  { preload, variables: more = () => ({}), root = HERE }: ProductOptions = {},
) {
  const dataDir = await mkdtemp(join(tmpdir(), 'product-'));
  const clock = createClock();
  const appPort = await freePort();
  const appUrl = `http://127.0.0.1:${appPort}`;
  const hubspot = await startHubSpot({ clock, autoConsent: true, permittedUrls: [`${appUrl}/cards/`] });
  const sendgrid = await startSendGrid({
    clock,
    replyDomain: REPLY_DOMAIN,
    senderDomains: [MAIL_DOMAIN, REPLY_DOMAIN],
    eventWebhookUrl: `${appUrl}/webhooks/sendgrid-events`,
  });
  const gemini = await startGemini({ clock, answer: answerByRules(createRulesAnalyst()) });
  const variables = environment({ appPort, appUrl, dataDir, databaseUrl, standIns: { hubspot, sendgrid, gemini } });
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
  const processes: { role: Role; child: ChildProcess }[] = [];
  function launch(role: Role, folder: string): ChildProcess {
    const env = { PATH: process.env.PATH, NODE_OPTIONS: process.env.PRODUCT_NODE_OPTIONS, ...set, ...more(role) };
    const child = spawn(process.execPath, [...(preload ? ['--import', preload] : []), 'server.ts'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...env, ROLE: role },
    });
    processes.push({ role, child });
    return child;
  }
  /** Starts every role; resolves when the product answers. */
  async function begin(folder = root): Promise<void> {
    for (const role of roles) launch(role, folder);
    const answers = () => {
      const gone = processes.find(({ child }) => child.exitCode !== null);
      if (gone) throw new Error(`The ${gone.role} process ended at its start with ${gone.child.exitCode}.`);
      return fetch(`${appUrl}/readyz`).then(
        ({ ok }) => ok || null,
        () => null,
      );
    };
    await until(answers, 'the product answers', 60_000);
  }
  async function ended(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const gone = processes.map(({ child }) => new Promise((resolve) => child.once('exit', resolve)));
    for (const { child } of processes.splice(0)) child.kill(signal);
    await Promise.all(gone);
  }
  /** As a power cut: no handler runs. */
  const kill = () => ended('SIGKILL');
  await begin();
  await install(appUrl);
  const product = {
    app: { url: appUrl },
    hubspot,
    sendgrid,
    gemini,
    clock,
    dataDir,
    portalId: hubspot.portal().id,
    processes,
    launch,
    begin,
    kill,
    /** As an operator stops it; resolves when it has ended. */
    end: () => ended('SIGTERM'),
    /** Posts to Inbound Parse, signed as SendGrid signs. */
    postInbound: (form: { contentType: string; body: Buffer }) =>
      fetch(`${appUrl}/webhooks/inbound-parse/${INBOUND_SECRET}`, {
        method: 'POST',
        headers: { 'content-type': form.contentType, ...sendgrid.signInbound(form.body) },
        body: new Uint8Array(form.body),
      }),
    async close() {
      await kill();
      await Promise.all([hubspot.close(), sendgrid.close(), gemini.close()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  // The first tracked email of an account waits for it.
  const caller = createCaller(product as unknown as TestSandbox);
  await caller.post('/settings', { settings: { postalAddress: POSTAL_ADDRESS } });
  return product;
}
