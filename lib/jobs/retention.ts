import { forgetActionItems } from '../conversations/action-items.ts';
import { forgetAnalysisTexts } from '../conversations/analyses.ts';
import { removeExpiredAttachments } from '../conversations/attachments.ts';
import { expireConversations } from '../conversations/conversations.ts';
import { forgetDrafts } from '../conversations/drafts.ts';
import { forgetBodies, forgetRevisions } from '../conversations/message-bodies.ts';
import { TOKEN_DAYS } from '../conversations/reply-tokens.ts';
import { forgetWaits } from '../conversations/workflow-waits.ts';
import { type Batch, type BatchLimits, inBatches } from '../database/in-batches.ts';
import { forgetEvents } from '../database/seen-events.ts';
import { removeInboundBefore } from '../intake/inbound.ts';
import { forgetPlacedMails } from '../intake/placed-mails.ts';
import { emptyQuarantine, trimQuarantine } from '../intake/quarantine.ts';
import { forgetTokenMisses } from '../intake/token-misses.ts';
import { forgetAppliedEvents } from '../outbox/own-steps.ts';
import { erasePortal } from '../portals/erase-portal.ts';
import { forgetKeys } from '../portals/once.ts';
import { leavingOf, portalsThatLeft } from '../portals/portals.ts';
import type { JobContext } from './context.ts';

// HubSpot's proxy repeats a card's request at once, and a page that is still open the next day asks anew.
const CLIENT_KEY_DAYS = 1;
// HubSpot repeats a delivery for 24 h, SendGrid for 72 h; a month leaves room for a long outage.
const REPEAT_DAYS = 30;
// A customer who was not answered in a quarter is written to anew.
const DRAFT_DAYS = 90;
/** A run ends after this time and goes on soon, so that nothing else waits for it: not the embedded database, not a stop. */
const BUDGET_MS = 20_000;
const GO_ON_SECONDS = 5;
// 1,000 posts with their pieces take half a second.
const ROWS = 1_000;

/** Removes what is past its time, a part in each run; what is left is removed by the next one, soon. */
export async function retention(context: JobContext): Promise<void> {
  const { queue, now, log } = context;
  const begun = performance.now();
  const isDone = await removeExpired(context, now(), { rows: ROWS, until: begun + BUDGET_MS });
  if (isDone) return;
  log.info({ ms: Math.round(performance.now() - begun) }, 'more is past its time, and is removed in a moment');
  await queue.transact(async ({ enqueue }) => enqueue('retention', {}, { startAfter: GO_ON_SECONDS }));
}

type Expiring = Pick<JobContext, 'sql' | 'inboundDays' | 'bodyDays' | 'analysisDays'>;

/**
 * Removes what is past its time at `at`: posts as they came, attachments, quarantined mail, words of messages and analyses,
 * what is kept against repetition, portals that left. False where the time was over before everything was gone.
 */
export async function removeExpired(
  context: Expiring,
  at: Date,
  limits: BatchLimits = { rows: ROWS, until: Number.POSITIVE_INFINITY },
): Promise<boolean> {
  const { sql } = context;
  await trimQuarantine(sql);
  for (const batch of batches(context, at)) if (!(await inBatches(batch, limits))) return false;
  for (const portal of await portalsThatLeft(sql)) {
    if (leavingOf(portal)!.erasedAt < at && !(await erasePortal(sql, portal.portalId, limits))) return false;
  }
  return true;
}

const daysBefore = (at: Date, days: number) => new Date(at.getTime() - days * 86_400_000);

function batches({ sql, inboundDays, bodyDays, analysisDays }: Expiring, at: Date): Batch[] {
  const before = (days: number) => daysBefore(at, days);
  const words: Batch[] = [];
  // 0: words are kept for good.
  if (bodyDays > 0) words.push((limit) => forgetBodies(sql, before(bodyDays), limit));
  if (bodyDays > 0) words.push((limit) => forgetRevisions(sql, before(bodyDays), limit));
  if (analysisDays > 0) words.push((limit) => forgetAnalysisTexts(sql, before(analysisDays), at, limit));
  if (analysisDays > 0) words.push((limit) => forgetActionItems(sql, before(analysisDays), limit));
  return [
    (limit) => emptyQuarantine(sql, at, limit),
    (limit) => removeInboundBefore(sql, before(inboundDays), limit),
    (limit) => removeExpiredAttachments(sql, at, limit),
    ...words,
    (limit) => forgetPlacedMails(sql, before(TOKEN_DAYS), limit),
    (limit) => forgetTokenMisses(sql, before(1), limit),
    (limit) => forgetKeys(sql, before(CLIENT_KEY_DAYS), limit),
    (limit) => forgetEvents(sql, before(REPEAT_DAYS), limit),
    (limit) => forgetAppliedEvents(sql, before(REPEAT_DAYS), limit),
    (limit) => forgetDrafts(sql, before(DRAFT_DAYS), limit),
    (limit) => forgetWaits(sql, before(1), limit),
    (limit) => expireConversations(sql, at, limit),
  ];
}
