import { returnAnswer } from '../conversations/returned-answers.ts';
import { addEffects } from '../outbox/add-effects.ts';
import {
  analyzedByRules,
  forgottenAnalyses,
  forgottenMails,
  forgottenPosts,
  forgottenSteps,
  portalsDue,
} from '../outbox/forgotten-work.ts';
import { cancelUnconfirmed, unsentAnswers } from '../outbox/unsent-answers.ts';
import { wake } from '../outbox/wake.ts';
import type { JobContext } from './context.ts';
import { noticesOfLeaving } from './leaving.ts';
import { sealWhatIsClear } from './reseal.ts';

/**
 * Once a minute: wakes what waits without a job, brings answers back to reps that did not reach the customer, lets the AI
 * replace analyses by rules, removes what is past its time, seals what an older release stored in clear.
 */
export async function sweep(context: JobContext): Promise<void> {
  const { sql, queue, now } = context;
  const at = now();
  const posts = await forgottenPosts(sql, at);
  const mails = await forgottenMails(sql, at);
  const steps = await forgottenSteps(sql, at);
  const portals = await portalsDue(sql, at);
  const unanalyzed = await forgottenAnalyses(sql, at);
  const leaving = await noticesOfLeaving(sql, at);
  const unsent = await unsentAnswers(sql, at);
  const byRules = context.ai ? await analyzedByRules(sql, at) : [];
  await queue.transact(async (tx) => {
    for (const inboundId of posts) tx.enqueue('place', { inboundId });
    wake(tx, [...mails, ...steps], at);
    for (const effect of unsent) await returnAnswer(tx, effect, { signingKey: context.signingKey, now: at });
    for (const portalId of portals) tx.enqueue('sync', { portalId });
    await addEffects(tx, leaving, at);
    tx.enqueue('watch-installs', {});
    tx.enqueue('rollups', {});
    for (const messageId of unanalyzed) tx.enqueue('analyze', { messageId });
    for (const messageId of byRules) tx.enqueue('analyze', { messageId, again: true });
  });
  await cancelUnconfirmed(sql, at);
  await sealWhatIsClear(sql, context.keyring);
}
