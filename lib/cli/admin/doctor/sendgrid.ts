import { z } from 'zod';
import type { GivenSettings } from '../../../config.ts';
import { ask, isSilent, NO_READING, type Reads } from './ask.ts';
import { type Finding, ok, unknown, wrong } from './finding.ts';
import { checkEventWebhook, checkParseSetting } from './sendgrid-webhooks.ts';

const PART = 'SendGrid';
const scopes = z.object({ scopes: z.array(z.string()) });
const domains = z.array(z.object({ domain: z.string(), valid: z.boolean() }));
/** SendGrid as it is set up for this server: the server's own key, both domains, what it posts and where. */
export async function checkSendGrid(given: GivenSettings): Promise<Finding[]> {
  const { SENDGRID_API_KEY: key, SENDGRID_BASE_URL: base = '', SENDGRID_ADMIN_KEY } = given;
  const found = key ? await checkKey(base, key) : [];
  if (found.some(({ state }) => state === 'unknown')) return found;
  const reader = SENDGRID_ADMIN_KEY ?? key;
  if (!reader) return found;
  const reads = (path: string) => ask(`${base}${path}`, { headers: { authorization: `Bearer ${reader}` } });
  return [
    ...found,
    ...(await checkDomains(reads, given)),
    ...(await checkParseSetting(reads, given)),
    ...(await checkEventWebhook(reads, given)),
  ];
}

async function checkKey(base: string, key: string): Promise<Finding[]> {
  const answer = await ask(`${base}/v3/scopes`, { headers: { authorization: `Bearer ${key}` } });
  if (isSilent(answer)) {
    return [
      unknown(
        PART,
        `${base} cannot be reached: ${answer.why}.`,
        'Let this machine reach it, or look at SENDGRID_BASE_URL.',
      ),
    ];
  }
  if (answer.status === 401 || answer.status === 403) {
    const next = 'Make a key with Mail Send, in the region of SENDGRID_BASE_URL, and set SENDGRID_API_KEY to it.';
    return [wrong(PART, `SendGrid does not know SENDGRID_API_KEY (status ${answer.status}).`, next)];
  }
  const read = scopes.safeParse(answer.json);
  if (!read.success)
    return [unknown(PART, `SendGrid is troubled (status ${answer.status}).`, 'Try again in a few minutes.')];
  return read.data.scopes.includes('mail.send')
    ? [ok(PART, 'SENDGRID_API_KEY may send mail.')]
    : [
        wrong(
          PART,
          'SENDGRID_API_KEY may not send mail.',
          'Give the key the permission Mail Send (Settings → API Keys).',
        ),
      ];
}

async function checkDomains(reads: Reads, { MAIL_DOMAIN, REPLY_DOMAIN }: GivenSettings): Promise<Finding[]> {
  const answer = await reads('/v3/whitelabel/domains?limit=50');
  const read = isSilent(answer) ? null : domains.safeParse(answer.json).data;
  if (!read) return [unknown(PART, 'The authenticated domains could not be read.', NO_READING)];
  const wanted = new Set([MAIL_DOMAIN, REPLY_DOMAIN].filter((domain) => domain !== undefined));
  return [...wanted].map((domain) => {
    const known = read.filter((one) => one.domain.toLowerCase() === domain);
    if (known.some(({ valid }) => valid)) return ok(PART, `${domain} is authenticated.`);
    return known.length > 0
      ? wrong(
          PART,
          `${domain} is not validated yet.`,
          'Put the CNAME records that SendGrid shows into DNS, then press Verify.',
        )
      : wrong(
          PART,
          `${domain} is not authenticated, so mail from it is refused.`,
          `Authenticate ${domain}: Settings → Sender Authentication.`,
        );
  });
}
