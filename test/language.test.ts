import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { homeWords } from '../app/pages/words/index.ts';
import { locales, pickLanguage } from '../app/shared/language.ts';
import { sharedWords } from '../app/shared/words/index.ts';
import { PROPERTIES } from '../lib/hubspot/property-definitions.ts';
import { LANGUAGES } from '../lib/language.ts';

test('what HubSpot hosts speaks the languages that we speak', () => {
  expect(Object.keys(locales)).toEqual([...LANGUAGES]);
});

test.each([
  ['en', 'en'],
  ['pt-br', 'pt'],
  ['es-419', 'es'],
  ['PT_BR', 'pt'],
  ['ja', 'en'],
  ['constructor', 'en'],
  [undefined, 'en'],
])('whoever has HubSpot in %s reads %s', (tag, language) => {
  expect(pickLanguage(tag)).toBe(language);
});

describe.each(LANGUAGES)('in %s', (language) => {
  const optionsOf = (name: string) =>
    Object.fromEntries(
      PROPERTIES.find((property) => property.name === name)!.options!.map(({ value, label }) => [
        value,
        label[language],
      ]),
    );

  test('a card and the property beside it call one value by one name', () => {
    const words = sharedWords[language];
    expect(words.responseType).toEqual(optionsOf('reply_response_type'));
    expect(words.sentiment).toEqual(optionsOf('reply_sentiment'));
    expect(words.interest).toEqual(optionsOf('reply_product_interest'));
    expect(words.status).toEqual(optionsOf('reply_outreach_status'));
    const { names, means } = homeWords[language].report;
    expect(names.needsHandling).toBe(words.responseType.needs_handling);
    expect(means.positiveRate).toContain(words.responseType.high_value);
    expect(means.positiveRate).toContain(words.interest.interested);
  });

  test('the handbook defines the numbers in the words of the page', async () => {
    const page = await readFile(
      new URL(`../docs/use${language === 'en' ? '' : `.${language}`}.md`, import.meta.url),
      'utf8',
    );
    const { names, means } = homeWords[language].report;
    for (const name of Object.keys(names) as (keyof typeof names)[])
      expect(page).toContain(`| ${names[name]} | ${means[name]} |`);
  });

  test('a reply that needs handling and a step that failed have names of their own', () => {
    const type = sharedWords[language].responseType.needs_handling;
    expect(homeWords[language].lists.issues).not.toBe(type);
    expect(homeWords[language].lists.issues).not.toBe(sharedWords[language].field.follow_up_needed);
    expect(type).not.toBe(sharedWords[language].field.follow_up_needed);
  });
});
