import { expect, test } from 'vitest';
import { changedFields, correctionOf, originalOf } from '../../../app/shared/correction.ts';
import { analysis } from '../fixtures.ts';

test('only what differs from the version on the screen is sent', () => {
  const draft = correctionOf(analysis());
  expect(changedFields(analysis(), draft)).toEqual({});
  expect(changedFields(analysis(), { ...draft, response_type: 'standard', opportunity_score: 2 })).toEqual({
    response_type: 'standard',
    opportunity_score: 2,
  });
});

test('the analyst’s own value is known where a person has changed it', () => {
  const corrected = analysis({ original: { follow_up_needed: false } });
  expect(originalOf(corrected, 'follow_up_needed')).toBe(false);
  expect(originalOf(corrected, 'sentiment')).toBeUndefined();
});
