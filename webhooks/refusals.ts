import type { Logger } from 'pino';

const KNOWN = 'at SendGrid. A mail is refused until then; SendGrid sends it again for 72 hours.';
/** What each kind of refusal may mean where it is no stranger, and from how many an hour on that is likely. */
const KINDS = {
  inbound_secret: { from: 10, says: `Inbound Parse: compare INBOUND_SECRETS with the address ${KNOWN}` },
  // These two come from somebody who knows the secret of the address.
  inbound_signature: { from: 1, says: `Inbound Parse: compare INBOUND_PUBLIC_KEYS with the security policy ${KNOWN}` },
  inbound_stamp: { from: 1, says: 'Inbound Parse: a post was stamped long ago or ahead: a replay, or a wrong clock' },
  event_signature: { from: 10, says: 'Delivery events: compare EVENT_PUBLIC_KEYS with the event webhook at SendGrid' },
  hubspot_signature: {
    from: 10,
    says: 'HubSpot: compare HUBSPOT_CLIENT_SECRET and PUBLIC_URL with the app at HubSpot',
  },
} as const;

export type RefusalKind = keyof typeof KINDS;
/** Counts a request that was refused because of who sent it. */
export type CountRefusal = (kind: RefusalKind) => void;

const HOUR_MS = 3_600_000;

/**
 * Anybody can send us what nobody signed, so one such request is no line of the log. Many within an hour may be a key that
 * was changed on one side only: they raise an alarm, once a day for each kind, with how many there were since the last.
 */
export function createRefusals({ log, now }: { log: Logger; now: () => Date }): CountRefusal {
  const counts = new Map<RefusalKind, { hour: number; inHour: number; untold: number; quietUntil: number }>();
  return (kind) => {
    const at = now().getTime();
    const hour = Math.floor(at / HOUR_MS);
    const before = counts.get(kind) ?? { hour, inHour: 0, untold: 0, quietUntil: 0 };
    const inHour = before.hour === hour ? before.inHour + 1 : 1;
    const refused = before.untold + 1;
    const { from, says } = KINDS[kind];
    const alarms = inHour >= from && at >= before.quietUntil;
    if (alarms) log.error({ alarm: kind, refused }, says);
    counts.set(kind, {
      hour,
      inHour,
      untold: alarms ? 0 : refused,
      quietUntil: alarms ? at + 24 * HOUR_MS : before.quietUntil,
    });
  };
}
