import type { Queryable } from '../database/types.ts';
import { recount } from './rollups.ts';

/** `asked`: in a reply; `link`: one-click unsubscribe; `hubspot`: opted out there. */
export type SuppressionReason = 'asked' | 'link' | 'spam_report';

/** Puts an address on the portal's list of those not to be mailed. The first reason stays. */
export async function suppress(
  sql: Queryable,
  {
    portalId,
    address,
    reason,
    messageId,
  }: { portalId: number; address: string; reason: SuppressionReason; messageId?: string | null },
  now: Date,
): Promise<void> {
  const rows = await sql<{ conversation_id: string }[]>`
    with added as (
      insert into suppressions (portal_id, address, reason, message_id, created_at)
      values (${portalId}, ${address.toLowerCase()}, ${reason}, ${messageId ?? null}, ${now}) on conflict do nothing
      returning message_id
    )
    select m.conversation_id from added join messages m on m.id = added.message_id`;
  await recount(
    sql,
    rows.map((row) => row.conversation_id),
  );
}

export async function findSuppression(
  sql: Queryable,
  portalId: number,
  address: string,
): Promise<SuppressionReason | null> {
  const [row] = await sql<{ reason: SuppressionReason }[]>`
    select reason from suppressions where portal_id = ${portalId} and address = ${address.toLowerCase()}`;
  return row?.reason ?? null;
}
