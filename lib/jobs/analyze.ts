import { type AnalysisInput, AnalystError, type AnalystResult, detectLanguage, findLater } from '../analysis/index.ts';
import { addAnalysis, currentAnalyses, type StoredAnalysis } from '../conversations/analyses.ts';
import { applyAnalysis, applyReanalysis } from '../conversations/analysis-effects.ts';
import { listAttachments } from '../conversations/attachments.ts';
import { contactOfConversation } from '../conversations/contacts.ts';
import { isAnalysisCapped } from '../conversations/hourly-cap.ts';
import { openBody } from '../conversations/message-bodies.ts';
import {
  getMessage,
  lockMessage,
  type Message,
  type MessageRow,
  messagesBefore,
  toMessage,
} from '../conversations/messages.ts';
import { isPassingError } from '../database/passing-error.ts';
import type { Queryable } from '../database/types.ts';
import { errorFacts } from '../error-facts.ts';
import { domainOf, isCompanyDomain } from '../mail/addresses.ts';
import { countStepFailure, settleAnalysis } from '../outbox/own-steps.ts';
import { type Portal, type PortalRow, toPortal } from '../portals/portals.ts';
import { dayIn } from '../portals/working-hours.ts';
import { ThreadsClosedError } from '../threads.ts';
import { traceIs } from '../trace.ts';
import type { JobContext } from './context.ts';

const HISTORY = 6;
// While the AI fails a reply waits this long for it; then the rules analyst speaks, and the AI replaces it later.
const AI_PATIENCE_MS = 30 * 60_000;
const AI_RETRY_SECONDS = [5, 15, 30, 60, 120, 300];

// As often as a post whose mail cannot be read.
const MAX_FAILURES = 5;

type ToAnalyze = { portal: Portal; message: Message; input: AnalysisInput };
type AnalyzeJob = { messageId: string; again?: boolean; edited?: boolean };

/** A reply with its portal, and the analysis that was stored just now. */
export type Analyzed = { portal: Portal; message: Message; analysis: StoredAnalysis };

/**
 * Analyzes one reply; null where nothing new was stored. One that cannot be analyzed, by its own fault and not a passing
 * one, is shown to a person.
 */
export async function analyze(context: JobContext, job: AnalyzeJob): Promise<Analyzed | null> {
  const { sql, now } = context;
  try {
    await context.pass('analyze');
    const found = await readUnanalyzed(sql, job.messageId, now());
    const analyzed = found && (await analyzeOnce(context, found, job));
    if (!found || found.hasFailed) await settleAnalysis(sql, job.messageId, now());
    return analyzed;
  } catch (error) {
    if (isPassingError(error) || error instanceof ThreadsClosedError) throw error;
    if (!(await isGivenUp(context, job, error))) throw error;
    return null;
  }
}

async function isGivenUp({ sql, now, log }: JobContext, { messageId }: AnalyzeJob, error: unknown): Promise<boolean> {
  const message = await getMessage(sql, messageId);
  if (!message) return false;
  const { portalId, contactId, conversationId } = message;
  const step = {
    kind: 'analysis',
    key: `analysis:${messageId}`,
    portalId,
    contactId,
    conversationId,
    messageId,
  } as const;
  const reason = { code: 'not_analyzed' as const, details: { error: errorFacts(error).name } };
  const shown = await countStepFailure(sql, step, { reason, limit: MAX_FAILURES, now: now() });
  if (shown)
    log.error({ portalId, messageId, err: errorFacts(error) }, 'a reply could not be analyzed, a person is told');
  return shown;
}

type Found = {
  portal: Portal;
  message: Message;
  hasAnalysis: boolean;
  /** An earlier run failed by the reply's own fault, and says so. */
  hasFailed: boolean;
  /** Its conversation has had as many analyses within the hour as there may be. */
  isCapped: boolean;
};

/** A reply with its portal, in one statement; of the two tables' columns of one name the portal's counts. */
async function readUnanalyzed(sql: Queryable, messageId: string, now: Date): Promise<Found | null> {
  const [row] = await sql<
    (MessageRow & PortalRow & { has_analysis: boolean; has_failed: boolean; is_capped: boolean })[]
  >`
    select mine.*, p.*, ${isAnalysisCapped(sql, now)} as is_capped,
           exists (select 1 from analyses a where a.message_id = mine.id) as has_analysis,
           exists (select 1 from effects e where e.message_id = mine.id and e.kind = 'analysis' and e.state <> 'done') as has_failed
    from messages mine join portals p on p.portal_id = mine.portal_id where mine.id = ${messageId}`;
  if (!row) return null;
  const { has_analysis: hasAnalysis, has_failed: hasFailed, is_capped: isCapped } = row;
  return { portal: toPortal(row), message: toMessage(row), hasAnalysis, hasFailed, isCapped };
}

/**
 * Analyses one reply and asks for what follows from it. A reply that has an analysis is left alone, unless `again` asks
 * for the AI's word in place of the rules analyst's, or a person has `edited` what was logged.
 */
async function analyzeOnce(
  context: JobContext,
  { portal, message, hasAnalysis, isCapped }: Found,
  { messageId, again = false, edited = false }: AnalyzeJob,
): Promise<Analyzed | null> {
  const { sql, queue } = context;
  traceIs(message.inboundId ?? message.id);
  const before = hasAnalysis ? (await currentAnalyses(sql, [messageId])).get(messageId) : undefined;
  if (before && !edited && (!again || before.correctedBy || before.analyst !== 'rules')) return null;
  // Nobody there to read it, and nobody's leave to hand it to the AI. A reconnect takes it up.
  if (portal.state !== 'connected') return null;
  if (!edited && isCapped) {
    // The sweep asks for the AI's second word again; a first one has this job alone.
    if (!before) await queue.transact(async ({ enqueue }) => enqueue('analyze', { messageId }, { startAfter: 3600 }));
    return null;
  }
  const input = await analysisInput(context, portal, message);
  const reply: ToAnalyze = { portal, message, input };
  if (before && !edited) return analyzeAgain(context, reply, before);
  const result = await runAnalyst(context, reply, { edited });
  return result === 'later' ? null : keep(context, reply, before, result);
}

/** The AI is back: its analysis replaces the one by rules, and HubSpot hears of it where that changes the type. */
async function analyzeAgain(context: JobContext, reply: ToAnalyze, before: StoredAnalysis): Promise<Analyzed | null> {
  const { ai, log } = context;
  const { portal, message, input } = reply;
  if (!ai || !portal.settings.ai) return null;
  const result = await ai(input).catch((error: unknown) => {
    log.info({ portalId: message.portalId, messageId: message.id, err: errorFacts(error) }, 'the AI still fails');
    return null;
  });
  return result && keep(context, reply, before, result);
}

/**
 * Stores a result and what follows from it. While the analyst was at work another run may have stored one, the sender
 * may have been accepted or the contact erased: what holds now is read under the message's lock.
 */
async function keep(
  { queue, now }: JobContext,
  { portal, message: { id: messageId, portalId, revision }, input }: ToAnalyze,
  seen: StoredAnalysis | undefined,
  result: AnalystResult,
): Promise<Analyzed | null> {
  const language = detectLanguage(input.text, input.sentText);
  return queue.transact(async (tx) => {
    const message = await lockMessage(tx.sql, messageId);
    if (!message) return null;
    // The text was edited meanwhile: this is the analysis of words that nobody stands by any more.
    if (message.revision !== revision) {
      tx.enqueue('analyze', { messageId, edited: true });
      return null;
    }
    // Whoever has added one since it was read has marked the message, whose row is locked now.
    const hasAnalysis = seen !== undefined || message.analyzedAt !== null;
    const before = hasAnalysis ? (await currentAnalyses(tx.sql, [messageId])).get(messageId) : undefined;
    if (before?.id !== seen?.id) return null;
    const contact = await contactOfConversation(tx.sql, message.conversationId);
    const analysis = await addAnalysis(
      tx.sql,
      {
        portalId,
        messageId,
        result: withLater(result, input),
        language,
        wordsVersion: portal.settings.wordsVersion,
        isLocked: true,
      },
      now(),
    );
    // A test has shown what it should, and starts no workflow and no task.
    if (contact.isTest) return { portal, message, analysis };
    if (before) await applyReanalysis(tx, { portal, contact, message, before, analysis }, now());
    else await applyAnalysis(tx, { portal, contact, message, analysis }, now());
    return { portal, message, analysis };
  });
}

/** When a person asks to hear from us again is a matter of the calendar, whichever analyst read the reply. */
function withLater(result: AnalystResult, { text, receivedOn }: AnalysisInput): AnalystResult {
  if (result.analysis.kind !== 'human' || !receivedOn) return result;
  return { ...result, analysis: { ...result.analysis, later: findLater(text, receivedOn) } };
}

async function runAnalyst(
  context: JobContext,
  { portal, message, input }: ToAnalyze,
  { edited }: { edited: boolean },
): Promise<AnalystResult | 'later'> {
  const { ai, rules, now, queue, log } = context;
  if (!ai || !portal.settings.ai) return rules(input);
  try {
    return await ai(input);
  } catch (error) {
    const about = { portalId: message.portalId, messageId: message.id, err: errorFacts(error) };
    if (error instanceof AnalystError && error.class !== 'transient') {
      const alarm = error.class === 'permanent' ? { alarm: 'ai_settings' } : {};
      log.warn({ ...about, ...alarm }, `the rules analyst speaks: ${error.message}`);
      return rules(input);
    }
    const waited = now().getTime() - message.receivedAt.getTime();
    if (waited >= AI_PATIENCE_MS) {
      log.warn(about, 'the AI still fails, the rules analyst speaks until it is back');
      return rules(input);
    }
    const usual = AI_RETRY_SECONDS.find((seconds) => seconds * 1000 > waited) ?? 300;
    const asked = error instanceof AnalystError ? (error.retryAfterMs ?? 0) : 0;
    // As late as the service asks, and no later than the rules analyst may speak.
    const startAfter = Math.ceil(Math.min(Math.max(usual * 1000, asked), AI_PATIENCE_MS - waited) / 1000);
    log.info({ ...about, startAfter }, 'the AI failed, it is tried again');
    await queue.transact(async ({ enqueue }) => enqueue('analyze', { messageId: message.id, edited }, { startAfter }));
    return 'later';
  }
}

/** What an analyst gets to see of a reply: its own words, the mail it answers, and the messages before it. */
export async function analysisInput(
  { sql, keyring }: Pick<JobContext, 'sql' | 'keyring'>,
  portal: Portal,
  message: Message,
): Promise<AnalysisInput> {
  const [before, attachments] = await Promise.all([
    messagesBefore(sql, message, HISTORY),
    listAttachments(sql, [message.id]),
  ]);
  const sent = before.findLast((one) => one.direction === 'outgoing');
  const body = openBody(message, keyring);
  return {
    text: body.new,
    subject: message.subject,
    sentText: sent ? openBody(sent, keyring).new : null,
    history: before.map((one) => ({
      direction: one.direction ?? 'incoming',
      text: openBody(one, keyring).new,
      at: one.occurredAt.toISOString(),
    })),
    language: portal.settings.language,
    hiddenText: body.hidden || undefined,
    senderName: message.author.name,
    repName: sent?.author.name,
    product: companyOf(sent?.author.address),
    receivedOn: dayIn(message.occurredAt, portal.timeZone),
    attachmentNames: attachments.map((one) => one.filename),
    channel: message.channel,
    words: portal.settings.words,
  };
}

/** What a rep's address says about who we are. */
function companyOf(address = ''): string | undefined {
  const domain = domainOf(address);
  return isCompanyDomain(domain) ? domain : undefined;
}
