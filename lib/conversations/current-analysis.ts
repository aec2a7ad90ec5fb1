import type { PendingQuery, Row } from 'postgres';
import type { Queryable } from '../database/types.ts';

/** For `order by`: of a message's versions the one that counts comes first, a person's over an analyst's, else the newest. */
const currentFirst = (sql: Queryable) => sql`corrected_by is not null desc, version desc`;

/** A subquery of one row: the version that counts of the message whose id is `m.id`. */
export const currentAnalysis = (sql: Queryable) => sql`
  select fields from analyses where message_id = m.id order by ${currentFirst(sql)} limit 1`;

/** A subquery: of each message the version that counts among those that fulfil the condition. */
export const currentOfEach = (sql: Queryable, condition: PendingQuery<Row[]>) => sql`
  select distinct on (message_id) * from analyses where ${condition} order by message_id, ${currentFirst(sql)}`;
