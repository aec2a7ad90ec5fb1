import pino from 'pino';
import type { Sql } from '../../lib/database/types.ts';
import type { JobContext } from '../../lib/jobs/context.ts';
import { createMailReader } from '../../lib/mail/reader.ts';
import type { Threads } from '../../lib/threads.ts';
import { keyring } from '../conversations/support.ts';
import { transactions } from './transact.ts';

export const replyDomain = 'reply.example.com';
export const signingKey = Buffer.alloc(32, 7);

/** As much of what the background steps have as it takes to place a mail; no job that it asks for runs. */
export function placingContext({
  sql,
  threads,
  ...changes
}: { sql: Sql; threads: Threads } & Partial<JobContext>): JobContext {
  return {
    sql,
    queue: { transact: transactions(sql).transact },
    mailReader: createMailReader(threads, { replyDomain }),
    log: pino({ level: 'silent' }),
    keyring,
    signingKey,
    replyDomain,
    inboundDays: 30,
    attachmentDays: 90,
    bodyDays: 400,
    analysisDays: 400,
    ...changes,
  } as unknown as JobContext;
}
