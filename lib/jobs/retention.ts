import { TOKEN_DAYS } from '../conversations/reply-tokens.ts';
import { forgetPlacedMails } from '../intake/placed-mails.ts';
import { emptyQuarantine } from '../intake/quarantine.ts';
import { erasePortal } from '../portals/erase-portal.ts';
import type { JobContext } from './context.ts';

// HubSpot repeats a delivery for 24 h, SendGrid for 72 h, a card's request once; a month leaves room for a long outage.
const REPEAT_DAYS = 30;
// Long enough to come back after an uninstall by mistake.
const LEFT_DAYS = 30;

/** Removes what is past its time: posts as they came, attachments, quarantined mail, repeated requests, portals that left. */
export async function removeExpired(
  { sql, inboundDays }: Pick<JobContext, 'sql' | 'inboundDays'>,
  at: Date,
): Promise<void> {
  const daysAgo = (days: number) => new Date(at.getTime() - days * 86_400_000);
  await sql`
    delete from inbound i where received_at < ${daysAgo(inboundDays)} and state <> 'received'
      and not exists (select 1 from quarantine q where q.inbound_id = i.id)`;
  await sql`delete from attachments where expires_at < ${at}`;
  await emptyQuarantine(sql, at);
  await forgetPlacedMails(sql, daysAgo(TOKEN_DAYS));
  await sql`delete from client_keys where created_at < ${daysAgo(REPEAT_DAYS)}`;
  await sql`delete from seen_events where received_at < ${daysAgo(REPEAT_DAYS)}`;
  const left = await sql<{ portal_id: number }[]>`
    select portal_id from portals where state = 'uninstalled' and updated_at < ${daysAgo(LEFT_DAYS)}`;
  for (const { portal_id } of left) await erasePortal(sql, portal_id);
  await sql`
    update conversations c set state = 'expired'
    where state = 'open' and waiting_since is null
      and not exists (select 1 from reply_tokens t where t.conversation_id = c.id and t.expires_at > ${at})
      and exists (select 1 from reply_tokens t where t.conversation_id = c.id)`;
}
