import type { Queryable } from '../database/types.ts';

export type WorkflowWait = { portalId: number; contactId: string; callbackId: string; expiresAt: Date };

/** A workflow waits for the contact's next reply. HubSpot may ask twice; the first time counts. */
export async function beginWait(sql: Queryable, wait: WorkflowWait, now: Date): Promise<void> {
  await sql`
    insert into workflow_waits (portal_id, callback_id, contact_id, since, expires_at)
    values (${wait.portalId}, ${wait.callbackId}, ${wait.contactId}, ${now}, ${wait.expiresAt}) on conflict do nothing`;
}

/** Ends the waits that a reply answers, and returns the callbacks that HubSpot has to hear of. */
export async function endWaits(sql: Queryable, contactId: string, receivedAt: Date): Promise<string[]> {
  const rows = await sql<{ callback_id: string }[]>`
    delete from workflow_waits where contact_id = ${contactId} and since <= ${receivedAt} and expires_at > ${receivedAt}
    returning callback_id`;
  return rows.map((row) => row.callback_id);
}

/** Forgets waits whose workflow has gone on by itself. Returns how many. */
export async function forgetWaits(sql: Queryable, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from workflow_waits where ctid = any(array(
      select ctid from workflow_waits where expires_at < ${before} order by expires_at limit ${limit}))`;
  return gone.count;
}
