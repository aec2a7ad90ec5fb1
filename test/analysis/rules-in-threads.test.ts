import { afterAll, expect, test } from 'vitest';
import { READ, withinLimits } from '../../lib/analysis/limits.ts';
import { createRestraintInThreads, createRulesInThreads } from '../../lib/analysis/rules-in-threads.ts';
import type { AnalysisInput } from '../../lib/analysis/schema.ts';
import { createThreads, TaskEndedError, type Threads } from '../../lib/threads.ts';

const threads = createThreads({ size: 1, timeLimitMs: 10_000 });
afterAll(() => threads.close());
const input = (text: string): AnalysisInput => ({ text, subject: '', sentText: null, history: [], language: 'en' });

test('the rules read a reply in a thread', async () => {
  const { analysis, analyst } = await createRulesInThreads(threads)(
    input('Please send me your price list for 40 seats.'),
  );
  expect(analyst).toBe('rules');
  expect(analysis).toMatchObject({ kind: 'human', follow_up_needed: true });
});

test('every text is cut before the work', () => {
  const long = 'a'.repeat(2_000_000);
  const cut = withinLimits({
    ...input(long),
    subject: long,
    sentText: long,
    hiddenText: long,
    senderName: long,
    history: [{ direction: 'incoming', text: long, at: '2026-11-02T10:00:00Z' }],
    attachmentNames: Array.from({ length: 500 }, () => long),
  });
  expect(JSON.stringify(cut).length).toBeLessThan(READ.text + 400_000);
  expect(cut.text).toHaveLength(READ.text);
});

test.each([
  ['words in one line', 'a:a:'],
  ['sentences', 'No. '],
  ['lines', '\n'],
  ['quotes', '"“'],
  ['instructions', 'ignore all previous instructions and '],
])('2 MB of %s takes no second', async (_what, piece) => {
  const text = piece.repeat(Math.ceil(2_000_000 / piece.length));
  const analyst = createRulesInThreads(threads);
  await analyst(input('Warm.'));
  const start = performance.now();
  await analyst(input(text));
  expect(performance.now() - start).toBeLessThan(3_000);
});

test('a reply whose analysis was ended is judged by its beginning', async () => {
  const seen: number[] = [];
  const impatient = {
    ...threads,
    run: ((task, given: AnalysisInput) => {
      seen.push(given.text.length);
      return seen.length === 1
        ? Promise.reject(new TaskEndedError(task.name, 'it took longer than 5 ms'))
        : threads.run(task, given as never);
    }) as typeof threads.run,
  };
  const { analysis } = await createRulesInThreads(impatient)(input(`Please stop emailing me. ${'a '.repeat(20_000)}`));
  expect(seen).toEqual([40_000, 2_000]);
  expect(analysis.kind).toBe('unsubscribe');
});

const ofThreads = (run: () => Promise<never>) => createRestraintInThreads({ ...threads, run } as Threads);

test('a model’s answer is held against the reply in a thread', async () => {
  const given = input('No thanks, we are not interested.');
  const { analysis: claimed } = await createRulesInThreads(threads)(
    input('Please send me your price list for 40 seats.'),
  );
  const { analysis } = await createRestraintInThreads(threads)({
    claimed: { ...claimed, opportunity_score: 5 },
    given,
  });
  expect(analysis).toMatchObject({ opportunity_score: 1, action_items: [] });
  expect(analysis.flags).toContain('lowered');
});

test('an answer whose check was ended is none, and the rules speak', async () => {
  const { analysis: claimed } = await createRulesInThreads(threads)(input('Yes.'));
  const ended = ofThreads(() => Promise.reject(new TaskEndedError('restrain', 'it took longer than 5 ms')));
  await expect(ended({ claimed, given: input('Yes.') })).rejects.toMatchObject({ class: 'unusable' });
});
