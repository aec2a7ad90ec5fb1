import type { Analysis } from '../analysis/index.ts';
import { addAnalysis, currentAnalyses } from '../conversations/analyses.ts';
import { applyReanalysis } from '../conversations/analysis-effects.ts';
import { contactOfConversation } from '../conversations/contacts.ts';
import { getMessage } from '../conversations/messages.ts';
import { readPortal } from '../portals/portals.ts';
import { analysisInput } from './analyze.ts';
import type { JobContext } from './context.ts';

export type Slice = { portalId?: number; messageId?: string; since?: Date };
export type Difference = { messageId: string; field: string; before: string; after: string };
export type Reanalyzed = { replies: number; changed: number; differences: Difference[] };

// What is compared: the fields that people filter, count and start workflows by.
const COMPARED = [
  'kind',
  'response_type',
  'sentiment',
  'opportunity_score',
  'follow_up_needed',
  'product_interest',
  'product_usage',
  'monthly_volume',
] as const satisfies (keyof Analysis)[];

/**
 * Analyses a slice of replies again with today's analyst and says what differs. Only with `write` a new version is kept
 * and HubSpot follows, where the type changed and the reply still waits. A person's correction is never replaced. `onReply` is
 * told before each.
 */
export async function reanalyze(
  context: Pick<JobContext, 'sql' | 'queue' | 'keyring' | 'ai' | 'rules' | 'now'>,
  slice: Slice,
  { write, onReply = () => {} }: { write: boolean; onReply?: (progress: { done: number; of: number }) => void },
): Promise<Reanalyzed> {
  const { sql, queue, ai, rules, now } = context;
  const rows = await sql<{ id: string }[]>`
    select m.id from messages m
    where exists (select 1 from analyses a where a.message_id = m.id)
      and not exists (select 1 from analyses a where a.message_id = m.id and a.corrected_by is not null)
      ${slice.portalId === undefined ? sql`` : sql`and m.portal_id = ${slice.portalId}`}
      ${slice.messageId === undefined ? sql`` : sql`and m.id = ${slice.messageId}`}
      ${slice.since === undefined ? sql`` : sql`and m.received_at >= ${slice.since}`}
    order by m.received_at`;
  const differences: Difference[] = [];
  for (const [done, { id }] of rows.entries()) {
    onReply({ done, of: rows.length });
    const message = (await getMessage(sql, id))!;
    const before = (await currentAnalyses(sql, [id])).get(id)!;
    const portal = await readPortal(sql, message.portalId);
    const analyst = ai && portal.settings.ai ? ai : rules;
    const result = await analyst(await analysisInput(context, portal, message));
    const changed = COMPARED.filter((field) => result.analysis[field] !== before.fields[field]);
    differences.push(
      ...changed.map((field) => ({
        messageId: id,
        field,
        before: String(before.fields[field]),
        after: String(result.analysis[field]),
      })),
    );
    if (!write || changed.length === 0) continue;
    await queue.transact(async (tx) => {
      const { portalId } = message;
      const { wordsVersion } = portal.settings;
      const analysis = await addAnalysis(tx.sql, { portalId, messageId: id, result, wordsVersion }, now());
      const contact = await contactOfConversation(tx.sql, message.conversationId);
      await applyReanalysis(tx, { portal, contact, message, before, analysis }, now());
    });
  }
  return { replies: rows.length, changed: new Set(differences.map(({ messageId }) => messageId)).size, differences };
}
