import { findReplyTokens } from '../conversations/reply-tokens.ts';
import type { Queryable } from '../database/types.ts';

/** Further ones wait behind these in the order of their arrival. */
const MOST_COUNTED = 2_000;

/** Whom a post is for, as its envelope says. Null: nobody that we know. */
export type Addressed = { portalId: number; conversationId: string } | null;

export async function addressed(sql: Queryable, tokens: string[], key: Buffer): Promise<Addressed> {
  const [token] = await findReplyTokens(sql, tokens.slice(0, 1), key);
  return token ? { portalId: token.portalId, conversationId: token.conversationId } : null;
}

/**
 * The turn of the next post to this conversation among all that wait to be placed, 0 is the first: behind the posts of its
 * own conversation, and behind one of each other conversation of its portal. So a thousand mails to one address let
 * everybody else's pass, and a busy portal those of a quiet one. What goes to nobody that we know is one conversation.
 */
export async function nextTurn(sql: Queryable, to: Addressed): Promise<number> {
  const portal = to ? sql`addressed_portal = ${to.portalId}` : sql`addressed_portal is null`;
  const [row] = await sql<{ turn: number }[]>`
    select (count(*) filter (where own) + count(distinct conversation) filter (where not own))::integer as turn from (
      select addressed_conversation as conversation, addressed_conversation is not distinct from ${to?.conversationId ?? null} as own
      from inbound where state = 'received' and ${portal} limit ${MOST_COUNTED}) waiting`;
  return row!.turn;
}
