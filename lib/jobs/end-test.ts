import { eraseContact } from '../conversations/erase-contact.ts';
import { readTest, recordTestEnd } from '../intake/test-replies.ts';
import type { JobContext } from './context.ts';

const LONGEST_MS = 10 * 60_000;
const SOONEST_SECONDS = 3;

type EndTestContext = Pick<JobContext, 'sql' | 'queue' | 'keyring' | 'now' | 'log'>;

/** Looks whether a test reply is through; then keeps how each step went and erases its contact with all that came of it. */
export async function endTest(
  { sql, queue, keyring, now, log }: EndTestContext,
  { testId }: { testId: string },
): Promise<void> {
  const test = await readTest(sql, testId);
  if (!test) return;
  const { portalId, contactHubspotId: hubspotId, steps } = test;
  const age = now().getTime() - test.startedAt.getTime();
  if (!test.endedAt && steps.some(({ state }) => state === 'waiting') && age < LONGEST_MS) {
    const startAfter = Math.max(SOONEST_SECONDS, Math.ceil(age / 2_000));
    await queue.transact(async ({ enqueue }) => enqueue('end-test', { testId }, { startAfter }));
    return;
  }
  // What has not happened by now did not work.
  const ended = steps.map((step) => (step.state === 'waiting' ? { ...step, state: 'failed' as const } : step));
  if (await recordTestEnd(sql, testId, ended, now()))
    log.info({ portalId, steps: Object.fromEntries(ended.map(({ step, state }) => [step, state])) }, 'a test ended');
  await eraseContact(sql, { portalId, hubspotId }, { keyring, now: now() });
}
