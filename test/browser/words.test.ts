import { describe, expect, test } from 'vitest';
import { seriousProblems } from './axe.ts';
import {
  answerAsCustomer,
  hasBrowser,
  openContact,
  screen,
  sendTracked,
  shown,
  sidebar,
  stageOfTests,
} from './support.ts';

const PLANTED = 'Hi, our second warehouse opens in May. Zephyr told us about pallets too. Regards, Mariana';

const WIDTHS = [400, 1024, 1440] as const;
/** What is read in each language, and the picture at each width. */
const LANGUAGES = {
  en: {
    words: ['Competitors', 'Words that mean high value', 'Compare on the last 50 replies', 'High value'],
    pictures: { 400: 'words-400-en', 1024: 'words-1024-en', 1440: 'words-1440-en' },
  },
  pt: {
    words: ['Concorrentes', 'Palavras que indicam alto valor', 'Comparar nas últimas 50 respostas', 'Alto valor'],
    pictures: { 400: 'words-400-pt', 1024: 'words-1024-pt', 1440: 'words-1440-pt' },
  },
  es: {
    words: ['Competidores', 'Palabras que indican alto valor', 'Comparar en las últimas 50 respuestas', 'Alto valor'],
    pictures: { 400: 'words-400-es', 1024: 'words-1024-es', 1440: 'words-1440-es' },
  },
};

/** An account says what its words mean, sees first what that would change, and saves it. The tests build on each other. */
describe.skipIf(!hasBrowser)('the account’s own words', { timeout: 180_000 }, () => {
  const stage = stageOfTests();

  const version = async () => {
    const { sql } = stage.sandbox.app.database;
    const [row] = await sql<{ versions: number }[]>`select count(*)::integer as versions from portal_words`;
    return row?.versions;
  };

  test('a reply is standard until the account says otherwise', async () => {
    const { page } = stage;
    await openContact(stage, 'Oliveira');
    await sendTracked(page, 'News', 'Hello Mariana, is there any news?');
    await page.getByText('Answers “News”').waitFor();
    await answerAsCustomer(page, PLANTED);
    await shown(sidebar(page), 'Standard').waitFor();
  });

  test('nothing can be saved before it was compared, and the comparison changes nothing', async () => {
    const { page } = stage;
    await page.getByRole('link', { name: 'App settings' }).click();
    await page.getByLabel('Words that mean high value').fill('second warehouse');
    await page.getByLabel('Competitors').fill('Zephyr');
    expect(await page.getByRole('button', { name: 'Save your words' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Compare on the last 50 replies' }).click();
    await page.getByText('1 of 1 replies would be different.').waitFor();
    await page.getByText('Response type: Standard → High value').waitFor();
    expect(await version()).toBe(0);
    // Whatever is changed afterwards has to be compared anew.
    await page.getByRole('button', { name: 'Save your words' }).waitFor();
    await page.getByLabel('Competitors').fill('Zephyr\nBoreal');
    await page.getByRole('button', { name: 'Save your words' }).waitFor({ state: 'detached' });
  });

  const languages = Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[];
  test.each(languages)('in %s before and after stand at three widths', async (language) => {
    const { page } = stage;
    const { words, pictures } = LANGUAGES[language];
    await page.getByLabel('Language').first().selectOption(language);
    await page.getByLabel(words[1]!).fill('second warehouse');
    await page.getByLabel(words[0]!).fill('Zephyr');
    await page.getByRole('button', { name: words[2]! }).click();
    await page.getByText(`→ ${words[3]}`).first().waitFor();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 1000 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(await seriousProblems(page)).toEqual([]);
      await screen(page, pictures[width]);
    }
  });

  test('saved, the same words of the next reply are of high value', async () => {
    const { page } = stage;
    await page.getByLabel('Language').first().selectOption('en');
    await page.getByLabel('Words that mean high value').fill('second warehouse');
    await page.getByRole('button', { name: 'Compare on the last 50 replies' }).click();
    await page.getByRole('button', { name: 'Save your words' }).click();
    await page.getByText(/^Version 1, saved by /).waitFor();
    expect(await version()).toBe(1);
    await openContact(stage, 'Oliveira');
    await answerAsCustomer(page, PLANTED);
    await shown(sidebar(page), 'High value').waitFor();
  });
});
