import { reasons } from '../../../app/shared/words/reasons/en.ts';
import { reasonText } from '../../../app/shared/words/reasons/text.ts';
import type { Sql } from '../../database/types.ts';
import { type ReasonCode, storedReason } from '../../outbox/reasons.ts';
import { AdminError, type Command, type Row, uuidOf } from './command.ts';

type Event = { at: Date; step: string; says: string; id: string };

/** The post and the message that an id of either, of an effect, an analysis or a quarantined mail belongs to. */
async function findMail(sql: Sql, id: string): Promise<{ inboundId: string | null; messageId: string | null } | null> {
  const [found] = await sql<{ inbound_id: string | null; message_id: string | null }[]>`
    with named as (
      select inbound_id, id as message_id from messages where id = ${id} or inbound_id = ${id}
      union all select m.inbound_id, m.id from effects e join messages m on m.id = e.message_id where e.id = ${id}
      union all select m.inbound_id, m.id from analyses a join messages m on m.id = a.message_id where a.id = ${id}
      union all select inbound_id, attached_message_id from quarantine where id = ${id}
      union all select id, null from inbound where id = ${id}
    ) select * from named order by message_id nulls last limit 1`;
  return found ? { inboundId: found.inbound_id, messageId: found.message_id } : null;
}

async function postEvents(sql: Sql, inboundId: string): Promise<Event[]> {
  const [post] = await sql<
    {
      size: number;
      state: string;
      outcome: ReasonCode | null;
      attempts: number;
      received_at: Date;
      settled_at: Date | null;
    }[]
  >`select size, state, outcome, attempts, received_at, settled_at from inbound where id = ${inboundId}`;
  if (!post) return [];
  const failures = post.attempts > 0 ? `, after ${post.attempts} failures` : '';
  const meaning = post.outcome && post.outcome in reasons ? `: ${reasons[post.outcome]}` : '';
  return [
    { at: post.received_at, step: 'kept', says: `${post.size} bytes`, id: inboundId },
    ...(post.settled_at
      ? [{ at: post.settled_at, step: post.state, says: `${post.outcome ?? ''}${meaning}${failures}`, id: inboundId }]
      : []),
  ];
}

async function messageEvents(sql: Sql, messageId: string): Promise<Event[]> {
  const analyses = await sql<
    { id: string; analyst: string; type: string | null; tokens: number | null; corrected: boolean; at: Date }[]
  >`
    select id, analyst, fields->>'response_type' as type, tokens_in + tokens_out as tokens,
           corrected_by is not null as corrected, created_at as at
    from analyses where message_id = ${messageId}`;
  const effects = await sql<
    {
      id: string;
      kind: string;
      state: string;
      attempts: number;
      reason: ReasonCode | null;
      reason_details: object;
      result_id: string | null;
      created_at: Date;
      settled_at: Date | null;
      run_after: Date;
    }[]
  >`select * from effects where message_id = ${messageId} order by seq`;
  return [
    ...analyses.map(({ id, analyst, type, tokens, corrected, at }) => ({
      at,
      step: corrected ? 'corrected' : 'analyzed',
      says: [corrected ? 'by a person' : `by ${analyst}`, type ?? '', tokens ? `${tokens} tokens` : '']
        .filter(Boolean)
        .join(', '),
      id,
    })),
    ...effects.map((effect) => {
      const why = storedReason(effect.reason, effect.reason_details);
      const said = [
        effect.kind,
        why ? reasonText(reasons, why) : '',
        effect.attempts > 1 ? `${effect.attempts} attempts` : '',
        effect.result_id ? `result ${effect.result_id}` : '',
      ];
      return {
        at: effect.settled_at ?? effect.run_after,
        step: effect.settled_at ? effect.state : `${effect.state} until`,
        says: said.filter(Boolean).join(', '),
        id: effect.id,
      };
    }),
  ];
}

export const traceCommand: Command = {
  path: 'trace',
  args: '<id>',
  says: 'one mail’s whole story, by the id of its post, message, effect, analysis or quarantined mail',
  async does({ sql }, { args: [given] }) {
    const mail = await findMail(sql, uuidOf(given, 'effects'));
    if (!mail) throw new AdminError('Nothing is kept under this id. Every log line of a mail has it as `trace`.');
    const { inboundId, messageId } = mail;
    const events = [
      ...(inboundId ? await postEvents(sql, inboundId) : []),
      ...(messageId ? await messageEvents(sql, messageId) : []),
    ].sort((a, b) => a.at.getTime() - b.at.getTime());
    return { rows: [...(await headOf(sql, mail)), ...storyOf(events)], none: '' };
  },
};

async function headOf(
  sql: Sql,
  { inboundId, messageId }: { inboundId: string | null; messageId: string | null },
): Promise<Row[]> {
  if (!messageId) return [];
  const [row] = await sql<
    {
      portal_id: number;
      kind: string;
      mail_kind: string | null;
      trust: string | null;
      hubspot_id: string;
      conversation_id: string;
      received_at: Date;
    }[]
  >`
    select m.portal_id, m.kind, m.mail_kind, m.trust, c.hubspot_id, m.conversation_id, m.received_at
    from messages m join contacts c on c.id = m.contact_id where m.id = ${messageId}`;
  if (!row) return [];
  const about = [
    `${row.kind} of portal ${row.portal_id}, contact ${row.hubspot_id}, conversation ${row.conversation_id}`,
    row.mail_kind ? `mail of kind ${row.mail_kind}` : '',
    row.trust ? `sender ${row.trust}` : '',
  ];
  return [
    {
      at: row.received_at,
      after: '',
      step: 'message',
      says: about.filter(Boolean).join(', '),
      id: messageId,
      trace: inboundId ?? messageId,
    },
  ];
}

/** Each with the time since the first. */
function storyOf(events: Event[]): Row[] {
  const begun = events[0]?.at.getTime() ?? 0;
  return events.map(({ at, step, says, id }) => ({
    at,
    after: `+${((at.getTime() - begun) / 1000).toFixed(3)} s`,
    step,
    says,
    id,
  }));
}
