import type { Queryable } from '../database/types.ts';
import { placeLate } from './inbound.ts';

/**
 * A person says that a mail to an expired address belongs where that address belonged: the address counts as valid for
 * this one mail, which takes the way of every other from here. Returns the kept post to place, or null where there is
 * nothing of this portal to attach.
 */
export async function attachLate(
  sql: Queryable,
  { portalId, id }: { portalId: number; id: string },
): Promise<string | null> {
  const [late] = await sql<{ inbound_id: string }[]>`
    select inbound_id from quarantine
    where id = ${id} and portal_id = ${portalId} and reason = 'expired_token' and attached_message_id is null
      and inbound_id is not null for no key update`;
  if (!late) return null;
  await placeLate(sql, late.inbound_id);
  return late.inbound_id;
}
