import { v7 as uuid } from 'uuid';
import { lookupHash } from '../conversations/reply-tokens.ts';
import type { Queryable } from '../database/types.ts';

/** Further ones wait behind these in the order of their arrival. */
const MOST_COUNTED = 2_000;

/** A post before anything of it is kept: what came with it, and the token of ours that a look at its envelope shows. */
export type Arrival = {
  contentType: string;
  receivedAt: Date;
  /** Bytes that are kept. */
  size: number;
  keyId: string;
  token: string | null;
};
/** A row for a post, whose body is still to come, and its turn. */
export type TakenIn = { id: string; turn: number };

/**
 * Takes posts in that came together: a row for each, addressed to whom its token belongs, and its turn among all that wait
 * to be placed, 0 is the first. Each is behind the posts of its own conversation, and behind one of each other
 * conversation of its portal. So a thousand mails to one address let everybody else's pass, and a busy portal those of a
 * quiet one. What goes to nobody that we know is one conversation. One statement: every further round trip is time in
 * which the next posts wait.
 */
export async function takeIn(sql: Queryable, posts: Arrival[], key: Buffer): Promise<TakenIn[]> {
  const rows = posts.map((post, n) => ({
    n,
    id: uuid(),
    content_type: post.contentType,
    size: post.size,
    key_id: post.keyId,
    received_at: post.receivedAt,
    hash: post.token && lookupHash(key, post.token).toString('hex'),
  }));
  const waiting = await sql<Waiting[]>`
    with given as (
      select p.*, t.portal_id as portal, t.conversation_id as conversation
      from jsonb_to_recordset(${sql.json(rows as never)}) as p (
        n integer, id uuid, content_type text, size bigint, key_id text, received_at timestamptz, hash text)
      left join reply_tokens t on t.lookup_hash = decode(p.hash, 'hex')),
    waiting as (
      select p.portal, i.conversation, count(*) as posts
      from (select distinct portal from given where portal is not null) p,
        lateral (select addressed_conversation as conversation from inbound
                 where state = 'received' and addressed_portal = p.portal limit ${MOST_COUNTED}) i
      group by 1, 2),
    portals as (select portal, count(*) as conversations from waiting group by 1),
    nobody as (
      select count(*) as posts from (
        select 1 from inbound where state = 'received' and addressed_portal is null
          and exists (select 1 from given where portal is null) limit ${MOST_COUNTED}) i),
    kept as (
      insert into inbound (id, content_type, size, key_id, received_at, addressed_portal, addressed_conversation)
      select id, content_type, size, key_id, received_at, portal, conversation from given)
    select g.portal, g.conversation, coalesce(portals.conversations, 0)::integer as conversations,
           coalesce(own.posts, case when g.portal is null then nobody.posts end, 0)::integer as own
    from given g cross join nobody
    left join waiting own on own.portal = g.portal and own.conversation = g.conversation
    left join portals on portals.portal = g.portal
    order by g.n`;
  const turns = inTurn(waiting);
  return rows.map(({ id }, n) => ({ id, turn: turns[n]! }));
}

/** What waits already for whom a post is for: posts of its own conversation, and conversations of its portal. */
type Waiting = { portal: number | null; conversation: string | null; own: number; conversations: number };

/** Of posts that come together each is behind those before it. */
function inTurn(posts: Waiting[]): number[] {
  const own = new Map<string | null, number>();
  const conversations = new Map<number | null, number>();
  return posts.map((post) => {
    const { portal, conversation } = post;
    const before = own.get(conversation) ?? post.own;
    const all = conversations.get(portal) ?? post.conversations;
    own.set(conversation, before + 1);
    conversations.set(portal, portal !== null && before === 0 ? all + 1 : all);
    return before + Math.max(0, all - (before > 0 ? 1 : 0));
  });
}
