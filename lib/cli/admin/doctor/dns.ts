import { Resolver } from 'node:dns/promises';
import { exchangesElsewhere } from '../../../mail/mail-exchange.ts';
import { type Finding, ok, unknown, wrong } from './finding.ts';

const PART = 'DNS';
const SECONDS = 5;

/** The MX of the reply domain: one record, to SendGrid, and none beside it that would take mail away. */
export async function checkDns(replyDomain: string, servers: string[] | undefined): Promise<Finding[]> {
  const resolver = new Resolver({ timeout: SECONDS * 1000, tries: 2 });
  if (servers) resolver.setServers(servers);
  const want = `one MX record for ${replyDomain}, priority 10, to mx.sendgrid.net`;
  try {
    const records = await resolver.resolveMx(replyDomain);
    const others = exchangesElsewhere(records);
    if (records.length === 0) return [missing(replyDomain, want)];
    if (others.length === 0) return [ok(PART, `Mail for ${replyDomain} goes to ${records[0]!.exchange}.`)];
    const all = others.length === records.length;
    const says = `Mail for ${replyDomain} goes to ${others.join(', ')}${all ? '' : ' too, where it is lost'}.`;
    return [wrong(PART, says, `Leave ${want}, and delete the others.`)];
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENODATA' || code === 'ENOTFOUND') return [missing(replyDomain, want)];
    const says = `The MX of ${replyDomain} could not be looked up: DNS does not answer (${code}).`;
    return [
      unknown(PART, says, 'Set DNS_SERVERS to a name server that this machine reaches, or look with `dig +short MX`.'),
    ];
  }
}

const missing = (replyDomain: string, want: string): Finding =>
  wrong(
    PART,
    `${replyDomain} has no MX record, so no reply arrives.`,
    `Make ${want}; it takes effect within the hour.`,
  );
