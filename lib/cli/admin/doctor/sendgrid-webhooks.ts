import { z } from 'zod';
import type { GivenSettings } from '../../../config.ts';
import { isSilent, NO_READING, type Reads } from './ask.ts';
import { type Finding, ok, unknown, wrong } from './finding.ts';

const PARSE = 'Inbound Parse';
const EVENTS = 'event webhook';
const parseSettings = z.object({
  result: z.array(
    z.object({
      hostname: z.string(),
      url: z.string(),
      send_raw: z.boolean().default(false),
      // In the guide "Securing your Inbound Parse webhooks"; the OpenAPI file does not list it.
      security_policy: z.string().nullish(),
    }),
  ),
});
const policy = z.object({ policy: z.object({ signature: z.object({ public_key: z.string() }).partial().nullish() }) });
/** What the product acts on. */
const WANTED = ['processed', 'delivered', 'deferred', 'bounce', 'dropped', 'spam_report', 'unsubscribe'] as const;
const flags = Object.fromEntries(WANTED.map((name) => [name, z.boolean().default(false)]));
const webhooks = z.object({
  webhooks: z.array(
    z.object({ url: z.string(), enabled: z.boolean(), public_key: z.string().nullish() }).and(z.object(flags)),
  ),
});

/** The setting of the reply domain: raw, to our address, signed with a key that we know. */
export async function checkParseSetting(reads: Reads, given: GivenSettings): Promise<Finding[]> {
  const { REPLY_DOMAIN, PUBLIC_URL, INBOUND_SECRETS, INBOUND_PUBLIC_KEYS } = given;
  if (!REPLY_DOMAIN || !PUBLIC_URL || !INBOUND_SECRETS) return [];
  const answer = await reads('/v3/user/webhooks/parse/settings');
  const read = isSilent(answer) ? null : parseSettings.safeParse(answer.json).data;
  if (!read) return [unknown(PARSE, 'The settings of Inbound Parse could not be read.', NO_READING)];
  const setting = read.result.find(({ hostname }) => hostname.toLowerCase() === REPLY_DOMAIN);
  if (!setting) {
    const next = 'Make it: docs/go-live.md, "SendGrid", step 4.';
    return [wrong(PARSE, `SendGrid has no Inbound Parse setting for ${REPLY_DOMAIN}.`, next)];
  }
  const found = [...wrongAddress(setting.url, PUBLIC_URL, INBOUND_SECRETS)];
  if (!setting.send_raw) {
    const next = 'Turn "POST the raw, full MIME message" on (`"send_raw": true`).';
    found.push(wrong(PARSE, 'Mails are posted in pieces, not as they came, and cannot be read.', next));
  }
  if (INBOUND_PUBLIC_KEYS) found.push(...(await wrongPolicy(reads, setting.security_policy, INBOUND_PUBLIC_KEYS)));
  return found.length > 0 ? found : [ok(PARSE, `Mail for ${REPLY_DOMAIN} is posted raw and signed to this server.`)];
}

/** Where the posts go, without the secret being said. */
function wrongAddress(url: string, publicUrl: string, secrets: string[]): Finding[] {
  const path = '/webhooks/inbound-parse/';
  if (secrets.some((secret) => url === `${publicUrl}${path}${secret}`)) return [];
  const next = `Set its URL to ${publicUrl}${path} followed by INBOUND_SECRETS, without a slash at the end.`;
  if (!url.startsWith(`${publicUrl}/`)) {
    const origin = URL.canParse(url) ? new URL(url).origin : 'no address at all';
    return [wrong(PARSE, `Mails are posted to ${origin}, not to ${publicUrl}.`, next)];
  }
  if (!url.startsWith(`${publicUrl}${path}`))
    return [wrong(PARSE, 'Mails are posted to another path of this server.', next)];
  return [wrong(PARSE, 'The secret at the end of the address is not in INBOUND_SECRETS.', next)];
}

async function wrongPolicy(reads: Reads, id: string | null | undefined, keys: string[]): Promise<Finding[]> {
  const steps = 'docs/go-live.md, "SendGrid"';
  if (!id)
    return [
      wrong(PARSE, 'The posts are not signed, so none is taken.', `Attach the security policy: ${steps}, step 5.`),
    ];
  const answer = await reads(`/v3/user/webhooks/security/policies/${encodeURIComponent(id)}`);
  const read = isSilent(answer) ? null : policy.safeParse(answer.json).data?.policy;
  if (!read) return [unknown(PARSE, 'The security policy could not be read.', NO_READING)];
  const key = read.signature?.public_key;
  if (!key)
    return [wrong(PARSE, 'The security policy has no signature.', `Make one with a signature: ${steps}, step 3.`)];
  if (keys.includes(key)) return [];
  return [
    wrong(
      PARSE,
      'SendGrid signs with another key than INBOUND_PUBLIC_KEYS.',
      `Set it to the policy's public_key: ${steps}, step 3.`,
    ),
  ];
}

/** The webhook that tells what became of mail. */
export async function checkEventWebhook(reads: Reads, given: GivenSettings): Promise<Finding[]> {
  const { PUBLIC_URL, EVENT_PUBLIC_KEYS } = given;
  if (!PUBLIC_URL) return [];
  const url = `${PUBLIC_URL}/webhooks/sendgrid-events`;
  const answer = await reads('/v3/user/webhooks/event/settings/all');
  const read = isSilent(answer) ? null : webhooks.safeParse(answer.json).data;
  if (!read) return [unknown(EVENTS, 'The event webhooks could not be read.', NO_READING)];
  const ours = read.webhooks.find((one) => one.url === url);
  const step = 'docs/go-live.md, "SendGrid", step 6';
  if (!ours) return [wrong(EVENTS, `SendGrid has no event webhook to ${url}.`, `Make it: ${step}.`)];
  if (!ours.enabled)
    return [wrong(EVENTS, 'The event webhook is off.', 'Turn it on: Settings → Mail Settings → Event Webhooks.')];
  const off = WANTED.filter((name) => !(ours as Record<string, unknown>)[name]);
  if (off.length > 0)
    return [wrong(EVENTS, `The event webhook leaves out ${off.join(', ')}.`, `Turn these events on: ${step}.`)];
  if (!ours.public_key)
    return [wrong(EVENTS, 'The events are not signed, so none is taken.', `Turn signing on: ${step}.`)];
  if (EVENT_PUBLIC_KEYS && !EVENT_PUBLIC_KEYS.includes(ours.public_key)) {
    return [
      wrong(
        EVENTS,
        'SendGrid signs events with another key than EVENT_PUBLIC_KEYS.',
        `Set it to the webhook's public_key: ${step}.`,
      ),
    ];
  }
  return [ok(EVENTS, 'What becomes of mail is told, signed, to this server.')];
}
