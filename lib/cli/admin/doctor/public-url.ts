import { z } from 'zod';
import { ask, isSilent } from './ask.ts';
import { type Finding, ok, unknown, wrong } from './finding.ts';
import { isLoopback } from './settings.ts';

const PART = 'PUBLIC_URL';
const health = z.object({ ok: z.boolean() });
const ready = z.looseObject({ ok: z.boolean() });

/** Whether the address that HubSpot and SendGrid are given leads to this product, as seen from here. */
export async function checkPublicUrl(publicUrl: string): Promise<Finding[]> {
  const found: Finding[] = [];
  if (isLoopback(publicUrl)) {
    const says = `${publicUrl} is this machine's own address, which neither HubSpot nor SendGrid reaches.`;
    found.push(unknown(PART, says, 'For going live set PUBLIC_URL to the https address of the reverse proxy.'));
  } else if (!publicUrl.startsWith('https:')) {
    const says = `${publicUrl} is not https, and HubSpot calls nothing else.`;
    found.push(
      wrong(PART, says, 'Put a reverse proxy with a certificate in front and set PUBLIC_URL to its https address.'),
    );
  }
  return [...found, await reached(publicUrl)];
}

async function reached(publicUrl: string): Promise<Finding> {
  const alive = await ask(`${publicUrl}/healthz`);
  if (isSilent(alive)) {
    const next = 'Start the server, and look at DNS, firewall and certificate of the reverse proxy.';
    return wrong(PART, `${publicUrl} cannot be reached: ${alive.why}.`, next);
  }
  if (alive.status >= 300 && alive.status < 400) {
    const says = `${publicUrl} redirects to ${new URL(alive.location, publicUrl).origin}, and SendGrid follows no redirect.`;
    return wrong(PART, says, 'Set PUBLIC_URL to where it leads, and the addresses at HubSpot and SendGrid with it.');
  }
  if (!health.safeParse(alive.json).success) {
    const says = `${publicUrl}/healthz answers with status ${alive.status}, and not as Reply Tracking does.`;
    return wrong(PART, says, 'Let the reverse proxy pass every path to this server, unchanged.');
  }
  const answer = await ask(`${publicUrl}/readyz`);
  const { ok: isReady = false, ...parts } = isSilent(answer) ? {} : (ready.safeParse(answer.json).data ?? {});
  if (isReady) return ok(PART, `${publicUrl} leads to a server that is ready.`);
  const reasons = Object.entries(parts).filter(([, says]) => says !== 'ok');
  const says = `The server at ${publicUrl} runs and is not ready: ${reasons.map((pair) => pair.join(': ')).join('; ')}.`;
  return wrong(PART, says, 'Mend what it names, and start it again where a setting changed.');
}
