import type { Queryable } from '../../database/types.ts';

/** What has happened in an account so far, of what makes it ready. */
export type FirstFacts = { mailCame: boolean; forwardConfirmed: boolean; sent: boolean; testPassed: boolean };

/**
 * Reads it from what was stored when it happened. `forwardConfirmed`: the account's address or this user's own;
 * `testPassed`: of some test every step that is switched on was done.
 */
export async function readFirstFacts(
  sql: Queryable,
  { portalId, userId }: { portalId: number; userId: string },
): Promise<FirstFacts> {
  const [row] = await sql<FirstFacts[]>`
    select
      exists (select 1 from tallies where portal_id = ${portalId} and replies = 1) as "mailCame",
      exists (
        select 1 from forward_addresses
        where portal_id = ${portalId} and user_id in ('', ${userId}) and confirmed_at is not null
      ) as "forwardConfirmed",
      exists (select 1 from tallies where portal_id = ${portalId} and sent = 1) as sent,
      exists (
        select 1 from test_replies
        where portal_id = ${portalId} and ended_at is not null
          and not jsonb_path_exists(steps, '$[*] ? (@.state != "done" && @.state != "skipped")')
      ) as "testPassed"`;
  return row!;
}
