import type { Analysis, Analyst, AnalystResult, PortalWords } from '../analysis/index.ts';
import { currentAnalyses } from '../conversations/analyses.ts';
import { openBody } from '../conversations/message-bodies.ts';
import { getMessage } from '../conversations/messages.ts';
import type { Portal } from '../portals/portals.ts';
import { analysisInput } from './analyze.ts';
import type { JobContext } from './context.ts';

/** Replies that the rules look at, and the AI, whose every reply costs. */
export const TRIED = { rules: 50, ai: 5 } as const;
const EXCERPT = 160;

const COMPARED = ['response_type', 'product_interest', 'opportunity_score', 'follow_up_needed', 'sentiment'] as const;
type Compared = (typeof COMPARED)[number];

/** What one reply would be; `changes` is empty where nothing is different. */
export type TriedReply = {
  messageId: string;
  hubspotId: string;
  contactName: string;
  excerpt: string;
  changes: { [Field in Compared]: { field: Field; before: Analysis[Field]; after: Analysis[Field] } }[Compared][];
  /** Both summaries, where these differ. */
  summary: { before: string; after: string } | null;
};

/**
 * What the last replies of a portal would be with these words, the newest first; nothing is stored or written anywhere. The
 * rules read each twice, with the words of today and with these, so that nothing else makes a difference. The AI reads each
 * once, beside the analysis that is there; a reply that it does not answer for in time is left out. Ends at `until` (as of
 * `performance.now()`) with what is done. What a person has corrected stays theirs and is not tried.
 */
export async function tryWords(
  { sql, keyring, rules, ai }: Pick<JobContext, 'sql' | 'keyring' | 'rules'> & { ai: Analyst | null },
  { portal, words, until }: { portal: Portal; words: PortalWords; until: number },
): Promise<TriedReply[]> {
  const rows = await sql<{ id: string; hubspotId: string; contactName: string }[]>`
    select m.id, t.hubspot_id as "hubspotId", t.name as "contactName"
    from (select message_id, day from tallies where portal_id = ${portal.portalId} and replies = 1
          order by day desc, message_id desc limit ${2 * TRIED.rules}) y
    join messages m on m.id = y.message_id and m.body is not null
    join contacts t on t.id = m.contact_id and t.deleted_at is null
    where exists (select 1 from analyses a where a.message_id = m.id)
      and not exists (select 1 from analyses a where a.message_id = m.id and a.corrected_by is not null)
    order by y.day desc, y.message_id desc limit ${ai ? TRIED.ai : TRIED.rules}`;
  const signal = AbortSignal.timeout(Math.max(1, Math.ceil(until - performance.now())));

  async function compare({ id, ...contact }: (typeof rows)[number]): Promise<TriedReply | null> {
    const message = await getMessage(sql, id);
    if (!message) return null;
    const today = await analysisInput({ sql, keyring }, portal, message);
    const stored = (await currentAnalyses(sql, [id])).get(id);
    const analyst = ai ?? rules;
    const [before, after] = await Promise.all([
      ai ? stored?.fields : rules(today, { signal }).then(fieldsOf),
      analyst({ ...today, words }, { signal }).then(fieldsOf),
    ]);
    if (!before) return null;
    const excerpt = openBody(message, keyring).new.replace(/\s+/gu, ' ').trim().slice(0, EXCERPT).toWellFormed();
    return { messageId: id, ...contact, excerpt, ...difference(before, after, { summaries: !ai }) };
  }

  const tried: TriedReply[] = [];
  const inTime = (row: (typeof rows)[number]) =>
    compare(row).catch((error: unknown) => {
      if (ai || signal.aborted) return null;
      throw error;
    });
  // The AI's few go out together; the threads of the rules are shared with whatever reads replies meanwhile.
  const waves = ai ? [rows] : rows.map((row) => [row]);
  for (const wave of waves) {
    if (signal.aborted) break;
    tried.push(...(await Promise.all([...wave].map(inTime))).filter((each) => each !== null));
  }
  return tried;
}

const fieldsOf = ({ analysis }: AnalystResult): Analysis => analysis;

/** A model words each summary anew, which says nothing about the words that it was given. */
function difference(
  before: Analysis,
  after: Analysis,
  { summaries }: { summaries: boolean },
): Pick<TriedReply, 'changes' | 'summary'> {
  const changes = COMPARED.filter((field) => before[field] !== after[field]).map((field) => ({
    field,
    before: before[field],
    after: after[field],
  }));
  const summary =
    summaries && before.key_insights !== after.key_insights
      ? { before: before.key_insights, after: after.key_insights }
      : null;
  return { changes: changes as TriedReply['changes'], summary };
}
