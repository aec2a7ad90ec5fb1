import type { ActionItem } from '../../lib/conversations/action-items.ts';
import { listActionItems } from '../../lib/conversations/action-items.ts';
import { listAttachments } from '../../lib/conversations/attachments.ts';
import { isFullyRead, isTrusted } from '../../lib/conversations/messages.ts';
import {
  type ShownEffect,
  shownEffects,
  type TimelineRow,
  timelineRow,
} from '../../lib/conversations/screens/timeline.ts';
import type { Queryable } from '../../lib/database/types.ts';
import type { Keyring } from '../../lib/keyring.ts';
import { mayBePersons } from '../../lib/mail/verdict/person.ts';
import type { EffectState } from '../../lib/outbox/effects.ts';
import {
  type AnalysisView,
  type Delivery,
  type Handling,
  type MailFacts,
  previewLength,
  type TimelineMessage,
} from '../dto/timeline.ts';
import { notFound } from '../endpoint.ts';
import { analysisViews, shortQuote } from './analysis-view.ts';

/** One message as the cards show it. Throws RefusedError where there is none. */
export async function messageView(sql: Queryable, id: string, keyring: Keyring): Promise<TimelineMessage> {
  const row = await timelineRow(sql, id, { previewLength, keyring });
  const [message] = await messageViews(sql, row ? [row] : []);
  if (!message) throw notFound('message');
  return message;
}

/** Reads what belongs to messages, in a fixed number of queries however many they are. */
export async function messageViews(sql: Queryable, rows: TimelineRow[]): Promise<TimelineMessage[]> {
  const ids = rows.map(({ id }) => id);
  const effects = await shownEffects(sql, ids);
  const analyses = await analysisViews(sql, ids);
  const items = Map.groupBy(await listActionItems(sql, ids), ({ messageId }) => messageId);
  const attachments = Map.groupBy(await listAttachments(sql, ids), ({ messageId }) => messageId);
  return rows.map((row): TimelineMessage => {
    const own = effects.get(row.id) ?? [];
    // Of a sender whom nobody vouches for only the words are shown: no score, no tags, no to-dos.
    const held = !isTrusted(row);
    const analysis = held ? null : (analyses.get(row.id) ?? null);
    const unchecked = !isFullyRead(row) && !analysis?.correctedBy && !analysis?.confirmedBy;
    return {
      id: row.id,
      kind: row.kind,
      direction: row.direction,
      channel: row.channel,
      author: { name: row.author.name, address: row.author.address ?? null },
      subject: row.subject,
      text: row.preview,
      shortened: row.length > row.preview.length,
      occurredAt: row.occurredAt.toISOString(),
      revision: row.revision,
      editable: row.kind === 'logged',
      mail: mailFacts(row),
      analysis: analysis && { ...analysis, checkWanted: analysis.checkWanted || unchecked },
      analysisState: analysis ? 'done' : !held && isAnalyzed(row) ? 'waiting' : 'none',
      actionItems: held ? [] : (items.get(row.id) ?? []).map(actionItemView),
      attachments: (attachments.get(row.id) ?? []).map(({ filename, contentType, size, blocked }) => ({
        filename,
        contentType,
        size,
        blocked,
      })),
      handling: handling(row, analysis),
      change: row.change,
      delivery: delivery(own.find(({ kind }) => kind === 'tracked_send' || kind === 'answer_send')),
    };
  });
}

/** The contract says 100 kB a page; the rest is for what stands around the messages. */
const MAX_PAGE_BYTES = 95_000;

/** As many messages as a page may carry; one at least, so that the next page is further down. */
export function withinBytes<Message extends TimelineMessage>(messages: Message[]): Message[] {
  let bytes = 0;
  const end = messages.findIndex((message, n) => {
    bytes += Buffer.byteLength(JSON.stringify(message)) + 1;
    return n > 0 && bytes > MAX_PAGE_BYTES;
  });
  return end < 0 ? messages : messages.slice(0, end);
}

function mailFacts(row: TimelineRow): MailFacts | null {
  if (row.kind !== 'reply') return null;
  return {
    kind: row.mailKind ?? 'human',
    fullyRead: isFullyRead(row),
    absence: row.absence,
    trust: row.trust,
    authenticatedDomain: row.authenticatedDomain,
    held: !isTrusted(row),
    bankChange: row.bankChange,
    ignored: row.ignoredAt !== null,
    acceptedBy: row.acceptedBy?.name ?? null,
  };
}

function handling(row: TimelineRow, analysis: AnalysisView | null): Handling | null {
  if (row.countedAt === null) return null;
  if (row.settledBy === null) return 'waits';
  const optedOut = row.settledBy === 'nothing_asked' && analysis?.fields.kind === 'unsubscribe';
  return optedOut ? 'unsubscribed' : row.settledBy;
}

/** Machine mail that a header gave away is never read by an analyst. */
function isAnalyzed(row: TimelineRow): boolean {
  if (row.direction !== 'incoming') return false;
  return row.mailKind === null || mayBePersons({ kind: row.mailKind, certain: row.mailKindCertain === true });
}

export const actionItemView = ({ id, text, quote, dueAt, doneAt, doneBy }: ActionItem) => ({
  id,
  text,
  quote: shortQuote(quote),
  dueAt: dueAt?.toISOString() ?? null,
  doneAt: doneAt?.toISOString() ?? null,
  doneBy: doneBy?.name ?? null,
});

const DELIVERY: Record<EffectState, Delivery['state']> = {
  pending: 'queued',
  sending: 'queued',
  held: 'held',
  done: 'sent',
  unknown: 'unknown',
  needs_attention: 'failed',
  cancelled: 'failed',
};

function delivery(effect: ShownEffect | undefined): Delivery | null {
  if (!effect) return null;
  const { state, reason, leavesAt } = effect;
  if (leavesAt) return { state: 'scheduled', reason: null, leavesAt: leavesAt.toISOString() };
  // The customer has it from the rep's own mailbox.
  if (reason?.code === 'already_addressed') return { state: 'sent', reason: null, leavesAt: null };
  if (reason?.code === 'taken_back') return { state: 'taken_back', reason: null, leavesAt: null };
  return { state: DELIVERY[state], reason, leavesAt: null };
}
