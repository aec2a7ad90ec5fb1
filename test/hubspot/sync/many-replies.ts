import { v7 as uuid } from 'uuid';
import { sealBody } from '../../../lib/conversations/message-bodies.ts';
import { analysis, KEYRING, type World } from '../support.ts';

export type Many = { hubspotIds: string[]; messageIds: string[] };

/** So many contacts on the stand-in, each with one analyzed reply and its four effects in our outbox, stored in bulk. */
export async function manyReplies(w: World, count: number, company = 'Acme'): Promise<Many> {
  const { sql, portalId, clock, hubspot } = w;
  const now = clock.now();
  const rows = Array.from({ length: count }, (_, n) => {
    const record = hubspot.person.createContact({ email: `c${n}@many.example`, firstname: `C${n}`, company });
    return { n, hubspotId: record.id, contact: uuid(), conversation: uuid(), message: uuid(), analysis: uuid() };
  });
  const at = (n: number) => new Date(now.getTime() + n);
  await sql`insert into contacts ${sql(rows.map((r) => ({ id: r.contact, portal_id: portalId, hubspot_id: r.hubspotId, name: `C${r.n}`, addresses: [`c${r.n}@many.example`], reply_count: 1, created_at: now })) as never)}`;
  await sql`insert into conversations ${sql(rows.map((r) => ({ id: r.conversation, portal_id: portalId, contact_id: r.contact, subject: 'Prices', subject_key: 'prices', waiting_since: at(r.n), last_message_at: at(r.n), created_at: now })))}`;
  const body = sealBody({ full: 'Prices, please.', new: 'Prices, please.' }, KEYRING);
  await sql`insert into messages ${sql(rows.map((r) => ({ id: r.message, portal_id: portalId, conversation_id: r.conversation, contact_id: r.contact, kind: 'reply', direction: 'incoming', author: sql.json({ name: `C${r.n}`, address: `c${r.n}@many.example` }), subject: 'Re: Prices', body: body.bytes, body_key_id: body.keyId, trust: 'verified', occurred_at: at(r.n), received_at: at(r.n) })) as never)}`;
  await sql`insert into analyses ${sql(rows.map((r) => ({ id: r.analysis, portal_id: portalId, message_id: r.message, version: 1, analyst: 'rules', prompt_version: '1', fields: sql.json(analysis()), created_at: now })) as never)}`;
  const effects = rows.flatMap((r) => {
    const about = {
      portal_id: portalId,
      contact_id: r.contact,
      conversation_id: r.conversation,
      message_id: r.message,
      run_after: now,
      created_at: now,
    };
    return [
      {
        id: uuid(),
        ...about,
        analysis_id: null,
        kind: 'email_object',
        key: `email:${r.message}`,
        details: sql.json({}),
      },
      {
        id: uuid(),
        ...about,
        analysis_id: r.analysis,
        kind: 'event',
        key: `event:analyzed:${r.message}`,
        details: sql.json({ type: 'reply_analyzed' }),
      },
      {
        id: uuid(),
        ...about,
        analysis_id: r.analysis,
        kind: 'properties',
        key: `properties:${r.message}`,
        details: sql.json({}),
      },
      { id: uuid(), ...about, analysis_id: r.analysis, kind: 'task', key: `task:${r.message}`, details: sql.json({}) },
    ];
  });
  for (let start = 0; start < effects.length; start += 2000) {
    await sql`insert into effects ${sql(effects.slice(start, start + 2000) as never)}`;
  }
  return { hubspotIds: rows.map((r) => r.hubspotId), messageIds: rows.map((r) => r.message) };
}

/** How often each contact's reply stands in HubSpot: emails, events and tasks, and whether its properties are there. */
export function written({ hubspot }: World, hubspotId: string) {
  const kinds = hubspot.timeline(hubspotId).map(({ kind }) => kind);
  const times = (kind: string) => kinds.filter((one) => one === kind).length;
  const properties = hubspot.contact(hubspotId)?.properties ?? {};
  return {
    emails: times('email'),
    events: times('event'),
    tasks: times('task'),
    properties: properties.reply_response_type ?? null,
  };
}

export const ONCE = { emails: 1, events: 1, tasks: 1, properties: 'high_value' };
