import { expect, test } from 'vitest';
import { sharedWords } from '../../app/shared/words/index.ts';
import { HubSpotError, type HubSpotOutcome } from '../../lib/hubspot/errors.ts';
import { NEXT_STEPS } from '../../lib/outbox/next-steps.ts';

test('every next step has words of its own in each language of the pages', () => {
  const codes = Object.keys(NEXT_STEPS).sort();
  for (const { nextStep } of Object.values(sharedWords)) {
    expect(Object.keys(nextStep).sort()).toEqual(codes);
    expect(new Set(Object.values(nextStep)).size).toBe(codes.length);
  }
});

test.each<[HubSpotOutcome, string]>([
  ['rejected', 'correct_and_retry'],
  ['missing_scope', 'grant_permission'],
  ['revoked', 'connect_again'],
  ['limited', 'wait'],
  ['daily', 'wait'],
  ['migrating', 'wait'],
  ['transient', 'wait'],
  ['unknown', 'wait'],
])('what HubSpot %s, a person can do something about: %s', (outcome, nextStep) => {
  expect(new HubSpotError({ outcome, status: 400, category: 'X', said: '' }).nextStep).toBe(nextStep);
});
