import { v7 as uuid } from 'uuid';
import type { Queryable } from '../database/types.ts';
import type { Author } from './author.ts';

/** A text with merge fields, as `fillMergeFields` reads them. */
export type Template = {
  id: string;
  /** Everybody of the portal has it; else only its author. */
  shared: boolean;
  author: Author;
  name: string;
  subject: string;
  text: string;
};

/** A user's own templates and the portal's shared ones, by name. */
export async function listTemplates(
  sql: Queryable,
  { portalId, userId }: { portalId: number; userId: string },
): Promise<Template[]> {
  return sql<Template[]>`
    select id, user_id is null as shared, author, name, subject, body as text from templates
    where portal_id = ${portalId} and (user_id is null or user_id = ${userId}) order by lower(name), id`;
}

/** Keeps a template under its name: a user's own, or the portal's. The one that has the name already is replaced. */
export async function keepTemplate(
  sql: Queryable,
  { portalId, userId }: { portalId: number; userId: string },
  { shared, author, name, subject, text }: Omit<Template, 'id'>,
  now: Date,
): Promise<void> {
  await sql`
    insert into templates (id, portal_id, user_id, author, name, subject, body, changed_at)
    values (${uuid()}, ${portalId}, ${shared ? null : userId}, ${sql.json(author)}, ${name}, ${subject}, ${text}, ${now})
    on conflict (portal_id, user_id, lower(name)) do update set
      author = excluded.author, name = excluded.name, subject = excluded.subject, body = excluded.body, changed_at = excluded.changed_at`;
}

/** Deletes one of the user's own, or a shared one. False where there is none. */
export async function dropTemplate(
  sql: Queryable,
  { portalId, userId, id }: { portalId: number; userId: string; id: string },
): Promise<boolean> {
  const gone = await sql`
    delete from templates where id = ${id} and portal_id = ${portalId} and (user_id is null or user_id = ${userId})`;
  return gone.count > 0;
}
