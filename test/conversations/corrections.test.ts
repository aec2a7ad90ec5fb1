import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentAnalyses } from '../../lib/conversations/analyses.ts';
import {
  AnalysisChangedError,
  type Correction,
  confusion,
  reviewAnalysis,
} from '../../lib/conversations/corrections.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import { readPortal } from '../../lib/portals/portals.ts';
import { type Sent, sendOutreach } from '../sandbox/play/play.ts';
import { playAnswer } from '../sandbox/play/story.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let sent: Sent;
let messageId: string;
let given: string;
beforeAll(async () => {
  sandbox = await testSandbox();
  sent = await sendOutreach(sandbox);
  await playAnswer(sandbox, sent, () => {});
  const [row] = await sandbox.app.context.sql<{ id: string }[]>`select id from messages where kind = 'reply'`;
  messageId = row!.id;
  const [analysis] = await sandbox.app.context.sql<{ score: string }[]>`
    select fields->>'opportunity_score' as score from analyses where message_id = ${messageId}`;
  given = analysis!.score;
});
afterAll(() => sandbox.close());

const properties = () => sandbox.hubspot.contact(sent.contactId)!.properties;

async function correct(correction: Correction, version?: number) {
  const { sql, queue, now } = sandbox.app.context;
  const message = (await getMessage(sql, messageId))!;
  const portal = await readPortal(sql, sandbox.portalId);
  const current = (await currentAnalyses(sql, [messageId])).get(messageId)!;
  const review = { portal, message, version: version ?? current.version, by: { name: 'Ana' }, correction };
  await queue.transact((tx) => reviewAnalysis(tx, review, now()));
}

test('a correction that leaves the type reaches HubSpot without starting a workflow', async () => {
  const before = { ...properties() };
  await correct({ opportunity_score: 3 });
  await until(() => (properties().reply_opportunity_score === '3' ? true : null), 'the score is corrected in HubSpot');
  expect(properties().reply_last_analyzed_at).toBe(before.reply_last_analyzed_at);
});

test('a corrected type starts the workflows anew, and the analyst’s own value stays beside it', async () => {
  const before = { ...properties() };
  await correct({ response_type: 'needs_handling' });
  await until(
    () => (properties().reply_response_type === 'needs_handling' ? true : null),
    'the type is corrected in HubSpot',
  );
  expect(properties().reply_last_analyzed_at).not.toBe(before.reply_last_analyzed_at);
  const versions = await sandbox.app.context.sql`
    select fields->>'response_type' as type, corrected_by is not null as corrected from analyses where message_id = ${messageId} order by version`;
  expect(versions.map(({ type, corrected }) => [type, corrected])).toEqual([
    ['high_value', false],
    ['high_value', true],
    ['needs_handling', true],
  ]);
});

test('whoever looked at an older version is asked to look again', async () => {
  await expect(correct({ sentiment: 'negative' }, 1)).rejects.toThrow(AnalysisChangedError);
});

test('corrections feed a table of what the analyst said and the person made of it', async () => {
  const table = await confusion(sandbox.app.context.sql, sandbox.portalId);
  expect(table).toContainEqual({ field: 'response_type', given: 'high_value', person: 'needs_handling', count: 1 });
  expect(table).toContainEqual({ field: 'opportunity_score', given, person: '3', count: 1 });
  expect(table.find(({ field }) => field === 'sentiment')).toMatchObject({ count: 1 });
  expect(await confusion(sandbox.app.context.sql, 1)).toEqual([]);
});
