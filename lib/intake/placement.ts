import { findReplyTokenOfMessage, findReplyTokens, type ReplyToken } from '../conversations/reply-tokens.ts';
import type { Queryable } from '../database/types.ts';

/** Where a mail belongs, by the addresses it went to and, where those say nothing, by the mails of ours it refers to. */
export type Placement =
  | { kind: 'conversation'; token: ReplyToken }
  | { kind: 'expired'; token: ReplyToken }
  /** `portalId` is null where the conversations are of different portals: then nobody may see the mail. */
  | { kind: 'several'; portalId: number | null }
  | { kind: 'unplaced'; reason: 'unknown_token' | 'no_token' };

export type PlacementClues = {
  tokens: string[];
  /** Ids of sent messages, from Message-IDs of ours whose HMAC was right. */
  sentMessageIds: string[];
};

export async function findPlacement(
  sql: Queryable,
  { tokens, sentMessageIds }: PlacementClues,
  { key, now }: { key: Buffer; now: Date },
): Promise<Placement> {
  const byAddress = await findReplyTokens(sql, tokens, key);
  if (byAddress.length > 0) return decide(byAddress, now);
  for (const id of sentMessageIds) {
    const token = await findReplyTokenOfMessage(sql, id);
    if (token) return decide([token], now);
  }
  return { kind: 'unplaced', reason: tokens.length > 0 ? 'unknown_token' : 'no_token' };
}

function decide(rows: ReplyToken[], now: Date): Placement {
  const live = rows.filter((row) => row.expiresAt > now);
  const candidates = live.length > 0 ? live : rows;
  const conversations = new Set(candidates.map((row) => row.conversationId));
  if (conversations.size > 1) {
    const portals = new Set(candidates.map((row) => row.portalId));
    return { kind: 'several', portalId: portals.size === 1 ? candidates[0]!.portalId : null };
  }
  // Of several tokens of one conversation the newest says who sent last.
  const token = candidates.reduce((newest, row) => (row.createdAt > newest.createdAt ? row : newest));
  return { kind: live.length > 0 ? 'conversation' : 'expired', token };
}
