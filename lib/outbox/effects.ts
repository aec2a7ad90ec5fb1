import type { Queryable } from '../database/types.ts';
import { pausedPortals } from '../portals/portals.ts';
import type { NextStep } from './next-steps.ts';
import { type Reason, type ReasonCode, storedReason } from './reasons.ts';

/** Mail that leaves us. */
export const MAIL_EFFECTS = [
  'forward',
  'notice',
  'digest',
  'confirmation',
  'answer_question',
  'answer_returned',
  'tracked_send',
  'answer_send',
] as const;
/** Of these, what goes to a customer, and therefore never twice. */
const CUSTOMER_MAILS = ['tracked_send', 'answer_send'] as const satisfies readonly MailEffectKind[];
/** Writes to HubSpot, drained per portal in the order of `seq`. */
export const HUBSPOT_EFFECTS = [
  'email_object',
  'note',
  'note_update',
  'event',
  'properties',
  'status_property',
  'address_property',
  'waiting_property',
  'record_properties',
  'task',
  'task_completion',
  'task_update',
  'removal',
  'unsubscribe',
  'workflow_reply',
  'contact_creation',
  'contact_link',
  'file_upload',
] as const;
/** What is done here and leaves us nowhere: what HubSpot told us of, and steps that a person sees once they failed. */
export const OWN_EFFECTS = ['hubspot_event', 'analysis', 'placing'] as const;
export type MailEffectKind = (typeof MAIL_EFFECTS)[number];
export type HubSpotEffectKind = (typeof HUBSPOT_EFFECTS)[number];
export type OwnEffectKind = (typeof OWN_EFFECTS)[number];
export type EffectKind = MailEffectKind | HubSpotEffectKind | OwnEffectKind;

export const goesToCustomer = (kind: EffectKind): boolean => (CUSTOMER_MAILS as readonly EffectKind[]).includes(kind);

export type EffectState = 'pending' | 'sending' | 'done' | 'held' | 'needs_attention' | 'unknown' | 'cancelled';

/**
 * Which states may follow a state. A report that comes late moves nothing back: what SendGrid has taken is not of unknown
 * outcome because its answer took too long. Beside an attempt's own end, from `sending`, a person's retry leads back to
 * `pending`, a signed event of SendGrid's to `done`, and its bounce from there to a person.
 */
export const MOVES: Record<EffectState, readonly EffectState[]> = {
  pending: ['sending', 'done', 'held', 'needs_attention', 'cancelled'],
  sending: ['pending', 'done', 'held', 'needs_attention', 'unknown', 'cancelled'],
  unknown: ['pending', 'sending', 'done', 'needs_attention', 'cancelled'],
  held: ['pending', 'cancelled'],
  needs_attention: ['pending', 'cancelled'],
  done: ['needs_attention'],
  cancelled: [],
};

/** The states from which an effect may get into this one. */
export const mayBecome = (to: EffectState): EffectState[] =>
  (Object.keys(MOVES) as EffectState[]).filter((from) => MOVES[from].includes(to));

/** A row of the outbox. It carries ids; what is sent is read from the rows they name at the time of sending. */
export type Effect = {
  id: string;
  seq: number;
  portalId: number;
  contactId: string | null;
  conversationId: string | null;
  messageId: string | null;
  analysisId: string | null;
  replyTokenId: string | null;
  kind: EffectKind;
  key: string;
  state: EffectState;
  attempts: number;
  details: Record<string, unknown>;
  reason: Reason | null;
  nextStep: NextStep | null;
  resultId: string | null;
  runAfter: Date;
  createdAt: Date;
  settledAt: Date | null;
};

/** `recovered`: an earlier attempt died between sending and our mark, so its outcome has to be looked up first. */
export type ClaimedEffect = Effect & { recovered: boolean };

/** One attempt: a later one of the same effect has another number, and nothing to hear from this one. */
export type Attempt = Pick<ClaimedEffect, 'id' | 'attempts'>;

/**
 * Takes up to `limit` effects of a portal in one UPDATE, oldest first: those that wait, and those whose lease ran out
 * (the process that held them died: a living one renews it, lib/outbox/hold.ts).
 */
export async function claimEffects(
  sql: Queryable,
  {
    portalId,
    kinds,
    limit,
    now,
    leaseMs,
  }: { portalId: number; kinds: readonly EffectKind[]; limit: number; now: Date; leaseMs: number },
): Promise<ClaimedEffect[]> {
  const rows = await sql<ClaimedRow[]>`
    with next as (
      select id, state from effects
      where portal_id = ${portalId} and kind in ${sql(kinds as string[])} and run_after <= ${now}
        and portal_id not in (${pausedPortals(sql)})
        and (state = 'pending' or (state = 'sending' and lease_until < ${now}))
      order by seq limit ${limit} for update skip locked
    )
    update effects e
    set state = 'sending', attempts = e.attempts + 1, lease_until = ${new Date(now.getTime() + leaseMs)}
    from next where e.id = next.id
    returning e.*, (next.state = 'sending') as recovered`;
  return rows.map((row) => ({ ...toEffect(row), recovered: row.recovered })).sort((a, b) => a.seq - b.seq);
}

/**
 * Takes one effect, or null where another process has it, its portal is paused or it needs nothing any more. To take is not to send: an attempt
 * that dies before `markSending` counts for nothing.
 */
export async function claimEffect(
  sql: Queryable,
  { id, now, leaseMs }: { id: string; now: Date; leaseMs: number },
): Promise<ClaimedEffect | null> {
  const [row] = await sql<ClaimedRow[]>`
    with next as (
      select id, state, state = 'sending' and claimed_attempt is not distinct from attempts as untouched from effects
      where id = ${id} and (state = 'pending' or (state = 'sending' and lease_until < ${now}))
        and portal_id not in (${pausedPortals(sql)})
      for update skip locked
    )
    update effects e
    set state = 'sending', attempts = e.attempts + (not untouched)::integer, claimed_attempt = e.attempts + (not untouched)::integer,
        lease_until = ${new Date(now.getTime() + leaseMs)}
    from next where e.id = next.id
    returning e.*, (next.state = 'sending' and not untouched) as recovered`;
  return row ? { ...toEffect(row), recovered: row.recovered } : null;
}

/**
 * Marks that the request of this attempt leaves now. False where it must not: another process has taken the effect, or
 * it was cancelled meanwhile.
 */
export async function markSending(
  sql: Queryable,
  { id, attempts }: Attempt,
  { now, leaseMs }: { now: Date; leaseMs: number },
): Promise<boolean> {
  const rows = await sql`
    update effects set claimed_attempt = null, lease_until = ${new Date(now.getTime() + leaseMs)}
    where id = ${id} and state = 'sending' and attempts = ${attempts} and claimed_attempt = ${attempts} returning id`;
  return rows.length > 0;
}

/**
 * Marks many as done in one statement, each with the id that the other side gave it. What a faster report has already
 * shown to a person, a bounce for instance, stays.
 */
export async function settleEffects(
  sql: Queryable,
  results: { id: string; resultId: string | null }[],
  now: Date,
): Promise<void> {
  if (results.length === 0) return;
  await sql`
    update effects e
    set state = 'done', result_id = r.result_id, reason = null, reason_details = '{}', next_step = null, lease_until = null, settled_at = ${now}
    from unnest(${results.map((r) => r.id)}::uuid[], ${results.map((r) => r.resultId)}::text[]) as r (id, result_id)
    where e.id = r.id and e.state in ${sql(mayBecome('done'))}`;
}

type Failure = {
  state: Exclude<EffectState, 'done' | 'sending'>;
  reason: Reason;
  nextStep?: NextStep;
  runAfter?: Date;
};

/**
 * Ends an attempt without success: back to `pending` for a later try, or a state that a person sees. What was settled
 * meanwhile, or has a later attempt, stays as it is.
 */
export async function failEffect(
  sql: Queryable,
  { id, attempts }: Attempt,
  failure: Failure,
  now: Date,
): Promise<void> {
  await sql`${fail(sql, failure, now)} where id = ${id} and state = 'sending' and attempts = ${attempts}`;
}

/** Says what another service reports of an effect, whatever our last attempt came to. */
export async function reportFailure(
  sql: Queryable,
  id: string,
  failure: Failure & { state: 'needs_attention' },
  now: Date,
): Promise<void> {
  await sql`${fail(sql, failure, now)} where id = ${id} and state in ${sql(mayBecome(failure.state))}`;
}

const fail = (sql: Queryable, { state, reason, nextStep, runAfter }: Failure, now: Date) => sql`
  update effects
  set state = ${state}, reason = ${reason.code}, reason_details = ${sql.json(reason.details as never)},
      next_step = ${nextStep ?? null}, lease_until = null, claimed_attempt = null,
      run_after = ${runAfter ?? now}, settled_at = ${state === 'pending' ? null : now}`;

/**
 * Ends an attempt whose outcome nobody knows: the effects stay `sending` and are claimed again, as `recovered`, after
 * `retryAt`, so that the next attempt looks before it writes.
 */
export async function leaveUnsettled(
  sql: Queryable,
  attempts: Attempt[],
  retryAt: Date,
  reason: Reason,
): Promise<void> {
  if (attempts.length === 0) return;
  await sql`
    update effects set lease_until = ${retryAt}, reason = ${reason.code}, reason_details = ${sql.json(reason.details as never)}
    where ${inHand(sql, attempts)}`;
}

/** What was settled meanwhile, or has a later attempt, stays as it is. */
export async function renewLeases(sql: Queryable, attempts: Attempt[], until: Date): Promise<void> {
  if (attempts.length === 0) return;
  await sql`update effects set lease_until = ${until} where ${inHand(sql, attempts)}`;
}

/**
 * Ends every lease: of an embedded database that has just been opened nobody else has anything in hand, and what a killed
 * process had waits for no minute.
 */
export async function endLeases(sql: Queryable, now: Date): Promise<void> {
  await sql`update effects set lease_until = ${new Date(now.getTime() - 1)} where state = 'sending' and lease_until >= ${now}`;
}

/** Marks the events of one batch before it is sent: HubSpot takes a batch whole or not at all. */
export async function markBatch(sql: Queryable, ids: string[], batch: string): Promise<void> {
  await sql`update effects set details = details || ${sql.json({ batch })} where id = any(${ids}::uuid[])`;
}

/** Gives claimed effects back untried, e.g. while the portal's limit holds. The attempt does not count. */
export async function releaseEffects(sql: Queryable, attempts: Attempt[], runAfter: Date): Promise<void> {
  if (attempts.length === 0) return;
  await sql`
    update effects set state = 'pending', lease_until = null, run_after = ${runAfter}, attempts = greatest(attempts - 1, 0)
    where ${inHand(sql, attempts)}`;
}

/** These attempts, as far as they are still the last of their effects. */
const inHand = (sql: Queryable, attempts: Attempt[]) => sql`
  state = 'sending' and (id, attempts) in (
    select * from unnest(${attempts.map(({ id }) => id)}::uuid[], ${attempts.map((one) => one.attempts)}::integer[]))`;

export async function getEffect(sql: Queryable, id: string): Promise<Effect | null> {
  const [row] = await sql<EffectRow[]>`select * from effects where id = ${id}`;
  return row ? toEffect(row) : null;
}

export async function getEffects(sql: Queryable, ids: string[]): Promise<Map<string, Effect>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<EffectRow[]>`select * from effects where id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, toEffect(row)]));
}

/** The one effect of this kind that a message has, or null. */
export async function effectOfMessage(sql: Queryable, messageId: string, kind: EffectKind): Promise<Effect | null> {
  const [row] = await sql<EffectRow[]>`
    select * from effects where message_id = ${messageId} and kind = ${kind} order by seq limit 1`;
  return row ? toEffect(row) : null;
}

/** Until when a process has this effect in hand; null where none has. */
export async function inHandUntil(sql: Queryable, id: string): Promise<Date | null> {
  const [row] = await sql<{ until: Date | null }[]>`
    select lease_until as until from effects where id = ${id} and state = 'sending'`;
  return row?.until ?? null;
}

type ClaimedRow = EffectRow & { recovered: boolean };

export type EffectRow = Pick<Effect, 'id' | 'seq' | 'kind' | 'key' | 'state' | 'attempts' | 'details'> & {
  portal_id: number;
  contact_id: string | null;
  conversation_id: string | null;
  message_id: string | null;
  analysis_id: string | null;
  reply_token_id: string | null;
  reason: ReasonCode | null;
  reason_details: object;
  next_step: NextStep | null;
  result_id: string | null;
  run_after: Date;
  created_at: Date;
  settled_at: Date | null;
};

export function toEffect(row: EffectRow): Effect {
  return {
    id: row.id,
    seq: row.seq,
    portalId: row.portal_id,
    contactId: row.contact_id,
    conversationId: row.conversation_id,
    messageId: row.message_id,
    analysisId: row.analysis_id,
    replyTokenId: row.reply_token_id,
    kind: row.kind,
    key: row.key,
    state: row.state,
    attempts: row.attempts,
    details: row.details,
    reason: storedReason(row.reason, row.reason_details),
    nextStep: row.next_step,
    resultId: row.result_id,
    runAfter: row.run_after,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  };
}
