import { v7 as uuid } from 'uuid';
import type { Queryable } from '../database/types.ts';
import type { Author } from './author.ts';

/** A value before and after; both null where it is somebody's words, of which only the fact is kept. */
export type Change = { name: string; from: unknown; to: unknown };
type Scope = 'portal' | 'user';

/** What is recorded of each action beside who and when. */
export type AuditDetails = {
  settings_changed: { changes: Change[] };
  user_settings_changed: { changes: Change[] };
  forward_address_asked: { scope: Scope; address: string };
  forward_address_confirmed: { scope: Scope; address: string };
  forward_address_removed: { scope: Scope; address: string };
  /** Whose a reply was said to be. */
  sender_judged: { as: 'contact' | 'colleague' | 'other_contact' | 'nobody' };
  /** Somebody whom a reply named became a contact, or is linked to one that was there. */
  person_added: { how: 'created' | 'linked' };
  analysis_corrected: { changes: Change[] };
  disconnected: Record<never, never>;
};
export type AuditAction = keyof AuditDetails;

type Told = { [Action in AuditAction]: { action: Action; details: AuditDetails[Action] } }[AuditAction];
type NewEntry = Told & { portalId: number; by: Author; contactId?: string };
/** `contact`: whom it is about, as HubSpot knows them. */
export type AuditEntry = Told & {
  id: string;
  at: Date;
  by: Author;
  contact: { hubspotId: string; name: string } | null;
};
export type AuditPosition = { at: Date; id: string };

/** To be called in the transaction of the change: neither is ever there without the other. */
export async function recordAudit(sql: Queryable, entry: NewEntry, now: Date): Promise<void> {
  const { portalId, by, action, details, contactId = null } = entry;
  await sql`
    insert into audit (id, portal_id, at, by, action, details, contact_id)
    values (${uuid()}, ${portalId}, ${now}, ${sql.json(by)}, ${action}, ${sql.json(details as never)}, ${contactId})`;
}

/** The newest entries of a portal, or those before a position. */
export async function listAudit(
  sql: Queryable,
  portalId: number,
  { before = null, limit }: { before?: AuditPosition | null; limit: number },
): Promise<AuditEntry[]> {
  return sql<AuditEntry[]>`
    select a.id, a.at, a.by, a.action, a.details,
      case when c.id is not null then jsonb_build_object('hubspotId', c.hubspot_id, 'name', c.name) end as contact
    from audit a left join contacts c on c.id = a.contact_id
    where a.portal_id = ${portalId}
      and (${before === null} or (a.at, a.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by a.at desc, a.id desc limit ${limit}`;
}

/** What differs between two plain objects, by name. */
export function changesBetween<T extends object>(before: T, after: T): Change[] {
  const names = Object.keys(after) as (keyof T & string)[];
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => ({ name, from: before[name] ?? null, to: after[name] ?? null }));
}
