import { describe, expect, test } from 'vitest';
import type { HealthView } from '../../cards/dto/settings.ts';
import { PROPERTY_NAMES } from '../../lib/hubspot/property-definitions.ts';
import { createCaller } from '../cards/support.ts';
import type { Plan } from '../sandbox/hubspot/seed.ts';
import { sendOutreach } from '../sandbox/play/play.ts';
import { playAnswer } from '../sandbox/play/story.ts';
import { testSandbox } from '../support/sandbox.ts';

/** What each plan's health list says beside green; everything else of the conversation has to arrive on all of them. */
const SAID: Record<Plan, { noRoom: number; notInPlan: string[] }> = {
  free: { noRoom: 8, notInPlan: ['automation'] },
  starter: { noRoom: 0, notInPlan: ['automation'] },
  pro: { noRoom: 0, notInPlan: [] },
  enterprise: { noRoom: 0, notInPlan: [] },
};

describe.each(Object.keys(SAID) as Plan[])('on the plan %s', (plan) => {
  test('a conversation arrives, and whatever the account cannot have is said', async () => {
    await using sandbox = await testSandbox({ plan });
    const sent = await sendOutreach(sandbox);
    await playAnswer(sandbox, sent, () => {});
    const { checks } = await createCaller(sandbox).get<HealthView>('/health');
    const check = (name: string) => checks.find((one) => one.name === name)!;

    const missing = check('properties').problem === 'properties_no_room' ? check('properties').names : [];
    expect(missing).toHaveLength(SAID[plan].noRoom);
    expect(missing).not.toContain('reply_response_type');
    expect(check('scopes')).toMatchObject({ state: 'ok', names: SAID[plan].notInPlan });

    const made = sandbox.hubspot.contact(sent.contactId)!.properties;
    const expected = ['reply_response_type', 'reply_last_analyzed_at', 'reply_waiting_since', 'reply_key_insights'];
    expect(expected.filter((name) => !made[name])).toEqual([]);
    expect(PROPERTY_NAMES.filter((name) => made[name] && missing.includes(name))).toEqual([]);
    const kinds = sandbox.hubspot.timeline(sent.contactId).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['email', 'event', 'task']));
    const lost = await sandbox.app.context.sql`
      select kind, state, reason from effects where state not in ('done', 'pending', 'sending')`;
    expect(lost).toEqual([]);
  });
});
