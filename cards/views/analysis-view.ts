import { analysisVersionsOf, type StoredAnalysis } from '../../lib/conversations/analyses.ts';
import { CORRECTABLE_FIELDS } from '../../lib/conversations/corrections.ts';
import { SURE_FROM } from '../../lib/conversations/screens/overview.ts';
import type { Queryable } from '../../lib/database/types.ts';
import type { AnalysisView } from '../dto/timeline.ts';

/** The analysis that counts of each message, with the analyst's own word where a person has changed it. */
export async function analysisViews(sql: Queryable, messageIds: string[]): Promise<Map<string, AnalysisView>> {
  const views = new Map<string, AnalysisView>();
  for (const [messageId, versions] of await analysisVersionsOf(sql, messageIds)) {
    views.set(messageId, analysisView(versions));
  }
  return views;
}

/** `versions`: all of one message, the oldest first; never empty. */
function analysisView(versions: StoredAnalysis[]): AnalysisView {
  const person = versions.findLast(({ correctedBy }) => correctedBy !== null);
  const analyst = versions.findLast(({ correctedBy }) => correctedBy === null);
  const current = person ?? analyst!;
  const changed = analyst ? CORRECTABLE_FIELDS.filter((field) => current.fields[field] !== analyst.fields[field]) : [];
  const original = Object.fromEntries(changed.map((field) => [field, analyst?.fields[field]]));
  const name = person?.correctedBy?.name ?? null;
  return {
    version: current.version,
    analyst: (analyst ?? current).analyst,
    fields: withShortQuotes(current.fields),
    original,
    correctedBy: changed.length > 0 ? name : null,
    confirmedBy: changed.length > 0 ? null : name,
    checkWanted: !person && wantsCheck(current.fields),
    createdAt: (analyst ?? current).createdAt.toISOString(),
  };
}

/** A quote shows where a value comes from; the whole reply is one click away. */
const QUOTE_LENGTH = 240;

function withShortQuotes(fields: StoredAnalysis['fields']): StoredAnalysis['fields'] {
  const { action_items, pain_points, product_usage, monthly_volume } = fields.evidence;
  const evidence = {
    action_items: action_items.map(shortQuote),
    pain_points: pain_points.map(shortQuote),
    product_usage: product_usage && shortQuote(product_usage),
    monthly_volume: monthly_volume && shortQuote(monthly_volume),
  };
  const referral = fields.referral && { ...fields.referral, quote: shortQuote(fields.referral.quote) };
  const absence = fields.absence && { ...fields.absence, quote: shortQuote(fields.absence.quote) };
  return { ...fields, evidence, referral, absence };
}

export const shortQuote = (quote: string): string =>
  quote.length <= QUOTE_LENGTH ? quote : `${quote.slice(0, QUOTE_LENGTH).toWellFormed()} …`;

const wantsCheck = ({ doubt, confidence, flags }: StoredAnalysis['fields']): boolean =>
  doubt !== null || confidence < SURE_FROM || flags.length > 0;
