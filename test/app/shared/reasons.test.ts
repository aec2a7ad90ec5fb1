import { describe, expect, test } from 'vitest';
import { sharedWords } from '../../../app/shared/words/index.ts';
import { reasonText } from '../../../app/shared/words/reasons/text.ts';
import type { ReasonCode } from '../../../lib/outbox/reasons.ts';

const { en } = sharedWords;
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe.each(['pt', 'es'] as const)('the reasons in %s', (language) => {
  const words = sharedWords[language].reasons;
  test.each(Object.keys(en.reasons) as ReasonCode[])(
    '%s has the parameters of the English one, in its own words',
    (code) => {
      expect(placeholders(words[code])).toEqual(placeholders(en.reasons[code]));
      if (code !== 'other') expect(words[code]).not.toBe(en.reasons[code]);
    },
  );
});

test('a reason is told with its parameters, and what another service said is a quotation', () => {
  const property = { status: 400, property: 'region', said: 'Region muss gesetzt sein.' };
  expect(reasonText(en.reasons, { code: 'hubspot_refused_property', details: property })).toBe(
    'HubSpot refused it because of region (400). “Region muss gesetzt sein.”',
  );
  expect(reasonText(en.reasons, { code: 'undeliverable', details: { said: '' } })).toBe(
    'The email could not be delivered.',
  );
  expect(reasonText(en.reasons, { code: 'other', details: { text: 'SendGrid answered 500.' } })).toBe(
    'SendGrid answered 500.',
  );
  expect(reasonText(sharedWords.es.reasons, { code: 'contact_deleted', details: {} })).toBe(
    'El contacto se eliminó en HubSpot.',
  );
});

test('a page that is older than the server still says something', () => {
  expect(reasonText(en.reasons, { code: 'new_code' as never, details: {} })).toBe('new_code');
});
