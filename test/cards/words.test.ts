import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContactSummary } from '../../cards/dto/contact.ts';
import type { SettingsView, TriedWords } from '../../cards/dto/settings.ts';
import { until } from '../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { type Caller, createCaller, customerMail, hubspotIdOf, sendTracked } from './support.ts';

/** Nothing that anybody would call an urgent matter or a wish to buy, until an account says so. */
const PLANTED = 'Hi, our second warehouse opens in May. Zephyr told us about pallets too. Regards, John';
const WORDS = {
  competitors: ['Zephyr'],
  highValue: ['second warehouse'],
  forAi: 'New buildings are what we live from.',
};

let sandbox: TestSandbox;
let caller: Caller;
let john: string;
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
  john = hubspotIdOf(sandbox, 'Carter');
});
afterAll(() => sandbox.close());

let subjects = 0;
async function analyzed(text: string) {
  const subject = `News ${++subjects}`;
  const { replyTo, to } = await sendTracked(sandbox, caller, john, subject);
  await customerMail(sandbox, { from: to, to: replyTo, subject: `Re: ${subject}`, text });
  return until(async () => {
    const { latestReply } = await caller.get<ContactSummary>(`/contacts/${john}/summary`);
    return latestReply?.subject === `Re: ${subject}` && latestReply.analysis ? latestReply : null;
  }, `"${subject}" is analyzed`);
}
const versionOf = async (messageId: string) => {
  const rows = await sandbox.app.database.sql<{ analyst: string; version: number | null }[]>`
    select analyst, words_version as version from analyses where message_id = ${messageId} order by version desc limit 1`;
  return rows[0];
};
const everything = async () => {
  const { sql } = sandbox.app.database;
  const [row] = await sql<{ all: string }[]>`
    select concat((select count(*) from analyses), ' ', (select count(*) from effects), ' ', (select count(*) from portal_words)) as all`;
  return row!.all;
};

test('words are shown on the last replies first, then change what both analysts say, under a version', async () => {
  const before = await analyzed(PLANTED);
  expect(before.analysis?.fields.response_type).toBe('standard');
  expect((await versionOf(before.id))?.version).toBeNull();

  const untouched = await everything();
  const prompts = sandbox.gemini.prompts().length;
  const byRules = await caller.post<TriedWords>('/settings/words/try', { words: WORDS });
  expect(byRules).toMatchObject({ ok: true, by: 'rules', most: 50, compared: 1 });
  expect(byRules.changed[0]).toMatchObject({
    contactName: 'John Carter',
    excerpt: expect.stringContaining('second warehouse'),
  });
  expect(byRules.changed[0]?.changes).toContainEqual({
    field: 'response_type',
    before: 'standard',
    after: 'high_value',
  });
  expect(byRules.changed[0]?.summary?.after).toContain('Mentions a competitor: Zephyr.');
  // The rules alone were asked, and nothing was stored for it.
  expect(sandbox.gemini.prompts()).toHaveLength(prompts);
  const byAi = await caller.post<TriedWords>('/settings/words/try', { words: WORDS, withAi: true });
  expect(byAi).toMatchObject({ by: 'ai', most: 5, compared: 1 });
  expect(byAi.changed[0]?.changes).toContainEqual({ field: 'response_type', before: 'standard', after: 'high_value' });
  expect(sandbox.gemini.prompts()).toHaveLength(prompts + 1);
  expect(await everything()).toBe(untouched);

  const saved = await caller.post<Pick<SettingsView, 'portal'>>('/settings/words', { words: WORDS });
  expect(saved.portal.wordsVersion).toBe(1);
  const after = await analyzed(PLANTED);
  expect(after.analysis?.fields.response_type).toBe('high_value');
  expect(await versionOf(after.id)).toEqual({ analyst: expect.stringMatching(/^gemini:/), version: 1 });
  expect(sandbox.gemini.prompts().at(-1)?.text).toContain('New buildings are what we live from.');

  await caller.post('/settings', { settings: { ai: false } });
  const ruled = await analyzed(PLANTED);
  expect(ruled.analysis?.fields.response_type).toBe('high_value');
  expect(await versionOf(ruled.id)).toEqual({ analyst: 'rules', version: 1 });
  expect(await caller.post('/settings/words/try', { words: WORDS, withAi: true })).toMatchObject({ code: 'ai_off' });
});

test('the same words are no new version, and who may not change settings may not try them either', async () => {
  const again = await caller.post<Pick<SettingsView, 'portal'>>('/settings/words', { words: WORDS });
  expect(again.portal.wordsVersion).toBe(1);
  const view = await caller.get<SettingsView>('/settings');
  expect(view.wordsSaved?.by).not.toBe('');
  await caller.post('/settings', { settings: { editors: ['999'] } });
  const stranger = { userId: 31 };
  expect(await caller.post('/settings/words', { words: WORDS }, stranger)).toMatchObject({ code: 'not_allowed' });
  expect(await caller.post('/settings/words/try', { words: WORDS }, stranger)).toMatchObject({ code: 'not_allowed' });
});

test('words are saved by their own way alone, and no longer than agreed', async () => {
  const sneaked = await caller.post('/settings', { settings: { words: { forAi: 'x' } } });
  expect(sneaked).toMatchObject({ ok: false, code: 'invalid_input' });
  const long = await caller.post('/settings/words', { words: { forAi: 'x'.repeat(601) } });
  expect(long).toMatchObject({ ok: false, code: 'invalid_input' });
});

test('a type’s task goes to whom the account named for it, is due as set, and is left out where the type gets none', async () => {
  const { owners, portal } = await caller.get<SettingsView>('/settings');
  const contactOwner = sandbox.hubspot.contacts().find(({ id }) => id === john)?.properties.hubspot_owner_id;
  const named = owners.find(({ ownerId }) => ownerId !== contactOwner)!.ownerId;
  const chosen = {
    taskOwners: { ...portal.taskOwners, high_value: named },
    deadlines: { ...portal.deadlines, high_value: 3 },
  };
  expect(await caller.post('/settings', { settings: chosen })).toMatchObject({ ok: true });
  const reply = await analyzed(PLANTED);
  const task = await until(
    async () =>
      sandbox.hubspot
        .timeline(john)
        .find(({ kind, properties }) => kind === 'task' && properties.hubspot_owner_id === named) ?? null,
    'the task is there',
  );
  const due = Math.round(
    (new Date(task.properties.hs_timestamp!).getTime() - new Date(reply.occurredAt).getTime()) / 60_000,
  );
  expect(due).toBe(180);

  await caller.post('/settings', { settings: { taskTypes: ['needs_handling'] } });
  const { id } = await analyzed(PLANTED);
  const rows = await sandbox.app.database.sql`select 1 from effects where message_id = ${id} and kind = 'task'`;
  expect(rows).toHaveLength(0);
});
