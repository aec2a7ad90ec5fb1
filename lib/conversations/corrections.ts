import type { Analysis } from '../analysis/index.ts';
import type { Queryable } from '../database/types.ts';
import { addEffects, type NewEffect } from '../outbox/add-effects.ts';
import { changesBetween, recordAudit } from '../portals/audit.ts';
import type { Author } from '../portals/author.ts';
import type { Portal } from '../portals/portals.ts';
import { hasTask } from '../portals/settings.ts';
import type { Tx } from '../queue.ts';
import { addAnalysis, analysisVersions, type StoredAnalysis } from './analyses.ts';
import { applyAnalysis, isOfPerson } from './analysis-effects.ts';
import { contactOfConversation } from './contacts.ts';
import { isTrusted, type Message } from './messages.ts';
import { followAnalysis } from './waiting.ts';

/** What a person may set right. Lists and quotes stay as the analyst found them. */
export const CORRECTABLE_FIELDS = [
  'response_type',
  'sentiment',
  'opportunity_score',
  'follow_up_needed',
  'product_interest',
  'key_insights',
] as const;
export type CorrectableField = (typeof CORRECTABLE_FIELDS)[number];
export type Correction = Partial<Pick<Analysis, CorrectableField>>;

/** The person looked at a version that is not the newest any more. */
export class AnalysisChangedError extends Error {
  constructor() {
    super('The analysis was changed in the meantime. Look at the new one first.');
    this.name = 'AnalysisChangedError';
  }
}

type Review = { portal: Portal; message: Message; version: number; by: Author };

/**
 * A person's word on an analysis, as a version of its own beside the analyst's. With a correction the contact's
 * properties follow where this reply is still the last one written, and so does the note; a mail that could not be read
 * fully counts from here. Throws AnalysisChangedError.
 */
export async function reviewAnalysis(
  tx: Tx,
  { portal, message, version, by, correction }: Review & { correction: Correction },
  now: Date,
): Promise<StoredAnalysis> {
  const versions = await analysisVersions(tx.sql, message.id);
  const looked = versions.find((each) => each.version === version);
  if (!looked || version !== currentVersion(versions)) throw new AnalysisChangedError();
  const stored = await addAnalysis(
    tx.sql,
    {
      portalId: portal.portalId,
      messageId: message.id,
      result: {
        analysis: { ...looked.fields, ...correction },
        analyst: looked.analyst,
        promptVersion: looked.promptVersion,
        dropped: 0,
      },
      correctedBy: by,
      correctsVersion: version,
    },
    now,
  );
  const changes = changesBetween(looked.fields, stored.fields).map(({ name, from, to }) =>
    // A summary is the customer's words in short.
    name === 'key_insights' ? { name, from: null, to: null } : { name, from, to },
  );
  if (changes.length > 0) {
    const about = { portalId: portal.portalId, by, contactId: message.contactId };
    await recordAudit(tx.sql, { ...about, action: 'analysis_corrected', details: { changes } }, now);
  }
  if (!isOfPerson(message, looked) && isOfPerson(message, stored)) {
    const contact = await contactOfConversation(tx.sql, message.conversationId);
    await applyAnalysis(tx, { portal, contact, message, analysis: stored }, now);
  } else if (Object.keys(correction).length > 0)
    await writeCorrection(tx, portal, message, { before: looked, stored }, now);
  return stored;
}

async function writeCorrection(
  tx: Tx,
  portal: Portal,
  message: Message,
  { before, stored: analysis }: { before: StoredAnalysis; stored: StoredAnalysis },
  now: Date,
): Promise<void> {
  const { id: messageId, contactId, conversationId } = message;
  const about = { portalId: portal.portalId, contactId, conversationId, messageId, analysisId: analysis.id };
  const state = isTrusted(message) ? 'pending' : 'held';
  const type = analysis.fields.response_type;
  const effects: NewEffect[] = [{ ...about, kind: 'note_update', key: `note-update:${analysis.id}`, state }];
  if (message.direction === 'incoming') {
    const details = { sameType: before.fields.response_type === type };
    effects.push({ ...about, kind: 'properties', key: `properties:${messageId}:${analysis.id}`, state, details });
    if (isTrusted(message)) await followAnalysis(tx, { message, analysis }, now);
    if (hasTask(portal.settings, type)) {
      // The key is that of the first analysis, so a task that is there already stays the only one.
      effects.push({ ...about, kind: 'task', key: `task:${messageId}`, state });
    }
  }
  await addEffects(tx, effects, now);
}

/** A person's version counts over an analyst's; among equals the newest. */
function currentVersion(versions: StoredAnalysis[]): number | undefined {
  return (versions.findLast(({ correctedBy }) => correctedBy !== null) ?? versions.at(-1))?.version;
}

export type Confusion = { field: CorrectableField; given: string; person: string; count: number };

// A summary is free text: how often it was changed says something, which words became which does not.
const COUNTED = CORRECTABLE_FIELDS.filter((field) => field !== 'key_insights');

/**
 * What analysts said and what people made of it, per field and pair of values, over every reviewed reply of a portal
 * (null: of all). Equal pairs are the replies that a person confirmed.
 */
export async function confusion(sql: Queryable, portalId: number | null): Promise<Confusion[]> {
  return sql<Confusion[]>`
    with reviewed as (
      select distinct on (p.message_id) p.fields as person, a.fields as given
      from analyses p
      join analyses a on a.message_id = p.message_id and a.corrected_by is null and a.version < p.version
      where p.corrected_by is not null and (${portalId}::bigint is null or p.portal_id = ${portalId})
      order by p.message_id, p.version desc, a.version desc
    )
    select field, given->>field as given, person->>field as person, count(*)::integer as count
    from reviewed, unnest(${COUNTED as string[]}::text[]) as field
    group by 1, 2, 3 order by 1, 4 desc, 2, 3`;
}
