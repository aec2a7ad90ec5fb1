import { v7 as uuid } from 'uuid';
import type { Analysis, AnalystResult, ReplyLanguage } from '../analysis/index.ts';
import type { Queryable } from '../database/types.ts';
import type { Author } from '../portals/author.ts';
import { replaceActionItems } from './action-items.ts';
import { currentOfEach } from './current-analysis.ts';
import { markAnalyzed } from './messages.ts';
import { recount, recountLocked } from './rollups.ts';

export type StoredAnalysis = {
  id: string;
  messageId: string;
  version: number;
  analyst: string;
  promptVersion: string;
  fields: Analysis;
  dropped: number;
  /** The person whose version this is; null for an analyst's own. */
  correctedBy: Author | null;
  correctsVersion: number | null;
  /** Which version of the portal's words it was made with; null: none, or a person's own. */
  wordsVersion: number | null;
  createdAt: Date;
};

/** Adds the next version of a reply's analysis and makes its action items the open ones; ticked items stay ticked. */
export async function addAnalysis(
  sql: Queryable,
  {
    portalId,
    messageId,
    result,
    language = null,
    wordsVersion,
    correctedBy,
    correctsVersion,
    isLocked = false,
  }: {
    portalId: number;
    messageId: string;
    result: AnalystResult;
    /** Of the reply; null: as it was. */
    language?: ReplyLanguage | null;
    /** Of the portal's words; 0: none. */
    wordsVersion?: number;
    correctedBy?: Author;
    correctsVersion?: number;
    /** By `lockMessage`, with its conversation. */
    isLocked?: boolean;
  },
  now: Date,
): Promise<StoredAnalysis> {
  // Also what one waits for that analyzes the same message at once, so that each version has a number of its own.
  const conversationId = await markAnalyzed(sql, messageId, { language, now });
  const id = uuid();
  const [row] = await sql<{ version: number }[]>`
    insert into analyses (id, portal_id, message_id, version, analyst, prompt_version, fields, dropped, tokens_in, tokens_out,
                          cost_usd, corrected_by, corrects_version, words_version, created_at)
    select ${id}, ${portalId}, ${messageId}, coalesce(max(version), 0) + 1, ${result.analyst}, ${result.promptVersion},
           ${sql.json(result.analysis)}, ${result.dropped}, ${result.tokensIn ?? null}, ${result.tokensOut ?? null},
           ${result.costUsd ?? null}, ${correctedBy ? sql.json(correctedBy) : null}, ${correctsVersion ?? null}, ${wordsVersion || null}, ${now}
    from analyses where message_id = ${messageId}
    returning version`;
  const items = { portalId, messageId, analysis: result.analysis, isFirst: row!.version === 1 };
  await replaceActionItems(sql, items, now);
  if (conversationId) await (isLocked ? recountLocked : recount)(sql, [conversationId]);
  return {
    id,
    messageId,
    version: row!.version,
    analyst: result.analyst,
    promptVersion: result.promptVersion,
    fields: result.analysis,
    dropped: result.dropped,
    correctedBy: correctedBy ?? null,
    correctsVersion: correctsVersion ?? null,
    wordsVersion: wordsVersion || null,
    createdAt: now,
  };
}

/** The version that counts now, per message. */
export async function currentAnalyses(sql: Queryable, messageIds: string[]): Promise<Map<string, StoredAnalysis>> {
  if (messageIds.length === 0) return new Map();
  const rows = await sql<AnalysisRow[]>`${currentOfEach(sql, sql`message_id = any(${messageIds}::uuid[])`)}`;
  return new Map(rows.map((row) => [row.message_id, toAnalysis(row)]));
}

/** Every version of one reply's analysis, oldest first. */
export async function analysisVersions(sql: Queryable, messageId: string): Promise<StoredAnalysis[]> {
  return (await sql<AnalysisRow[]>`select * from analyses where message_id = ${messageId} order by version`).map(
    toAnalysis,
  );
}

/** The same for many, by message. */
export async function analysisVersionsOf(sql: Queryable, messageIds: string[]): Promise<Map<string, StoredAnalysis[]>> {
  if (messageIds.length === 0) return new Map();
  const rows = await sql<AnalysisRow[]>`
    select * from analyses where message_id = any(${messageIds}::uuid[]) order by message_id, version`;
  return Map.groupBy(rows.map(toAnalysis), ({ messageId }) => messageId);
}

/** What an analysis says in words of its own or the customer's; judgments, numbers and codes are no words. */
const NO_TEXTS = {
  key_insights: '',
  action_items: [],
  product_usage: null,
  monthly_volume: null,
  pain_points: [],
  evidence: { action_items: [], product_usage: null, monthly_volume: null, pain_points: [] },
  doubt: null,
  absence: null,
  referral: null,
  later: null,
} satisfies Partial<Analysis>;

/** Forgets the texts of analyses made before; type, sentiment, score and the like stay for the counts. */
export async function forgetAnalysisTexts(sql: Queryable, before: Date, now: Date, limit: number): Promise<number> {
  const forgotten = await sql`
    update analyses set fields = fields || ${sql.json(NO_TEXTS)}, texts_removed_at = ${now} where id in (
      select id from analyses where created_at < ${before} and texts_removed_at is null limit ${limit})`;
  return forgotten.count;
}

type AnalysisRow = {
  id: string;
  message_id: string;
  version: number;
  analyst: string;
  prompt_version: string;
  fields: Analysis;
  dropped: number;
  corrected_by: Author | null;
  corrects_version: number | null;
  words_version: number | null;
  created_at: Date;
};

const toAnalysis = (row: AnalysisRow): StoredAnalysis => ({
  id: row.id,
  messageId: row.message_id,
  version: row.version,
  analyst: row.analyst,
  promptVersion: row.prompt_version,
  fields: row.fields,
  dropped: row.dropped,
  correctedBy: row.corrected_by,
  correctsVersion: row.corrects_version,
  wordsVersion: row.words_version,
  createdAt: row.created_at,
});
