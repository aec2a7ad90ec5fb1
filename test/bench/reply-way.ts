import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pino from 'pino';
import { startSandbox } from '../sandbox/index.ts';
import { sendOutreach } from '../sandbox/play/play.ts';
import { until } from '../sandbox/play/until.ts';

const REPLIES = 100;
const EVERY_MS = 100;

/**
 * The way of a reply at ten a second, each of a thread of its own: from the receiver's post to the forward at SendGrid,
 * to the analysis and to the contact in HubSpot. The floor is SendGrid's stand-in taking one mail.
 */
export async function benchReplyWay(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'reply-tracking-bench-'));
  const sandbox = await startSandbox({
    dataDir,
    databaseUrl: process.env.DATABASE_URL,
    log: pino({ level: 'error' }),
    page: false,
  });
  try {
    const sent = await sendOutreach(sandbox);
    const { sql } = sandbox.app.context;
    // The cap on forwards per conversation is not what is measured.
    const text = (n: number) => `Reply number ${n}: please send us the price list for ${n + 2} shops.`;
    const floor: number[] = [];
    const posted: number[] = [];
    for (let n = 0; n < REPLIES; n++) {
      const started = performance.now();
      if (n % 5 === 0)
        await sql`update effects set created_at = created_at - interval '2 hours' where kind = 'forward'`;
      const eml = Buffer.from(
        `From: Mariana <${sent.contactAddress}>\r\nTo: ${sent.replyAddress}\r\nSubject: Re: ${n}\r\nMessage-ID: <bench-${n}@padariasol.example>\r\n\r\n${text(n)}\r\n`,
      );
      await sandbox.sendgrid.postInbound({ eml });
      posted.push(performance.now() - started);
      await delay(Math.max(0, EVERY_MS - (performance.now() - started)));
    }
    for (let n = 0; n < 20; n++) {
      const started = performance.now();
      await fetch(`${sandbox.sendgrid.url}/messages?to=nobody@example.com`);
      floor.push(performance.now() - started);
    }
    await until(
      async () => {
        const [row] = await sql<{ open: number }[]>`
        select (select count(*) from effects where state in ('pending', 'sending') and kind <> 'digest')::integer
             + (${REPLIES} - (select count(*) from analyses))::integer as open`;
        return row?.open === 0 ? true : null;
      },
      'every reply is forwarded, analyzed and written',
      300,
    );
    const rows = await sql<{ forward: number; analysis: number; written: number }[]>`
      select extract(epoch from f.settled_at - m.received_at) * 1000 as forward,
             extract(epoch from a.created_at - m.received_at) * 1000 as analysis,
             extract(epoch from p.settled_at - m.received_at) * 1000 as written
      from messages m
      join effects f on f.message_id = m.id and f.kind = 'forward'
      join analyses a on a.message_id = m.id
      join effects p on p.message_id = m.id and p.kind = 'properties'`;
    console.log(
      `\nThe way of ${REPLIES} replies, ten a second, ${process.env.DATABASE_URL ? 'PostgreSQL' : 'embedded database'} (ms)`,
    );
    console.table({
      'receiver answers 200': quantiles(posted),
      'forward accepted by SendGrid': quantiles(rows.map((row) => Number(row.forward))),
      analyzed: quantiles(rows.map((row) => Number(row.analysis))),
      'properties in HubSpot': quantiles(rows.map((row) => Number(row.written))),
      'floor: one request to a stand-in': quantiles(floor),
    });
  } finally {
    await sandbox.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function quantiles(values: number[]): Record<string, number> {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}
