import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRulesAnalyst } from '../../lib/analysis/index.ts';
import { createClock } from '../sandbox/clock/clock.ts';
import { freePort } from '../sandbox/free-port.ts';
import { answerByRules } from '../sandbox/gemini/answer-by-rules.ts';
import { startGemini } from '../sandbox/gemini/server.ts';
import { startHubSpot } from '../sandbox/hubspot/server.ts';
import { environment, INBOUND_SECRET, install, MAIL_DOMAIN, REPLY_DOMAIN } from '../sandbox/index.ts';
import { until } from '../sandbox/play/until.ts';
import { startSendGrid } from '../sandbox/sendgrid/server.ts';

export type Role = 'all' | 'web' | 'worker';
export type ProductProcesses = Awaited<ReturnType<typeof productProcesses>>;

/**
 * The product as an operator runs it, one `node server.ts` a role, so that what is measured of a process is the product's
 * alone: the stand-ins stay in this one. Without `databaseUrl` on the embedded database.
 */
export async function productProcesses(roles: Role[], databaseUrl: string | undefined) {
  const dataDir = await mkdtemp(join(tmpdir(), 'product-'));
  const clock = createClock();
  const appPort = await freePort();
  const appUrl = `http://127.0.0.1:${appPort}`;
  const hubspot = await startHubSpot({ clock, autoConsent: true, permittedUrls: [`${appUrl}/cards/`] });
  const sendgrid = await startSendGrid({
    clock,
    replyDomain: REPLY_DOMAIN,
    senderDomains: [MAIL_DOMAIN],
    eventWebhookUrl: `${appUrl}/webhooks/sendgrid-events`,
  });
  const gemini = await startGemini({ clock, answer: answerByRules(createRulesAnalyst()) });
  const variables = environment({ appPort, appUrl, dataDir, databaseUrl, standIns: { hubspot, sendgrid, gemini } });
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
  const processes = roles.map((role): { role: Role; child: ChildProcess } => ({
    role,
    child: spawn(process.execPath, ['server.ts'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { PATH: process.env.PATH, ...set, ROLE: role },
    }),
  }));
  await until(
    () =>
      fetch(`${appUrl}/readyz`).then(
        ({ ok }) => ok || null,
        () => null,
      ),
    'the product answers',
    60_000,
  );
  await install(appUrl);

  return {
    app: { url: appUrl },
    hubspot,
    sendgrid,
    clock,
    portalId: hubspot.portal().id,
    processes,
    /** Posts to Inbound Parse, signed as SendGrid signs. */
    postInbound: (form: { contentType: string; body: Buffer }) =>
      fetch(`${appUrl}/webhooks/inbound-parse/${INBOUND_SECRET}`, {
        method: 'POST',
        headers: { 'content-type': form.contentType, ...sendgrid.signInbound(form.body) },
        body: new Uint8Array(form.body),
      }),
    async close() {
      const gone = processes.map(({ child }) => new Promise((resolve) => child.once('exit', resolve)));
      for (const { child } of processes) child.kill('SIGKILL');
      await Promise.all([...gone, hubspot.close(), sendgrid.close(), gemini.close()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
