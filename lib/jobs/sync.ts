import { deriveReplyToken } from '../conversations/reply-tokens.ts';
import { syncPortal } from '../hubspot/sync/sync-portal.ts';
import { replyAddress } from '../mail/own-marks/reply-address.ts';
import type { JobContext } from './context.ts';

/** Writes everything that waits for one portal into HubSpot, and asks for the next run where something is due later. */
export async function sync(context: JobContext, { portalId }: { portalId: number }): Promise<void> {
  const { sql, queue, now, log, observe, signingKey, replyDomain } = context;
  await context.pass('sync');
  const { dueAt } = await syncPortal({
    sql,
    transact: queue.transact,
    client: context.portalClient(portalId),
    now,
    log,
    observe,
    safeHtml: context.safeHtml,
    keyring: context.keyring,
    replyAddressOf: (replyTokenId) => replyAddress(deriveReplyToken(signingKey, replyTokenId), replyDomain),
  });
  if (!dueAt) return;
  const seconds = Math.ceil((dueAt.getTime() - now().getTime()) / 1000);
  // What came meanwhile has its own wake-up, which this must not hasten.
  const when = seconds > 0 ? { startAfter: seconds } : { patient: true };
  await queue.transact(async ({ enqueue }) => enqueue('sync', { portalId }, when));
}
