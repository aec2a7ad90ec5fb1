import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../sandbox/demo/seed.ts';
import { seriousProblems } from './axe.ts';
import { hasBrowser, openStage, type Stage, screen } from './support.ts';

/** What the tab is called, and the picture at each width. */
const LANGUAGES = {
  en: { tab: 'Numbers', pictures: { 1440: 'numbers-1440-en', 1024: 'numbers-1024-en', 400: 'numbers-400-en' } },
  pt: { tab: 'Números', pictures: { 1440: 'numbers-1440-pt', 1024: 'numbers-1024-pt', 400: 'numbers-400-pt' } },
  es: { tab: 'Números', pictures: { 1440: 'numbers-1440-es', 1024: 'numbers-1024-es', 400: 'numbers-400-es' } },
};

describe.skipIf(!hasBrowser)('a manager’s numbers, of twelve weeks of three reps', { timeout: 180_000 }, () => {
  let stage: Stage;
  const problems: string[] = [];
  beforeAll(async () => {
    stage = await openStage(problems);
    await seedDemo(stage.sandbox);
    await stage.page.goto(`${stage.sandbox.url}/page/`);
  }, 180_000);
  afterAll(() => stage?.close());

  const openHome = async (language = 'en') => {
    const { page } = stage;
    await page.setViewportSize({ width: 1440, height: 1000 });
    await page.reload();
    await page.getByLabel('Language').first().selectOption(language);
    await page.getByRole('link', { name: 'App home' }).click();
    await page.getByRole('tab').nth(1).waitFor();
    return page;
  };
  const firstRow = (heading: string) =>
    stage.page.getByRole('heading', { name: heading }).locator('xpath=following::tbody[1]/tr[1]');

  test('which rep answers slowest, and which subject gets the best positive-reply rate: one click', async () => {
    const page = await openHome();
    await page.getByRole('tab', { name: 'Numbers' }).click();
    await firstRow('By rep, slowest first').getByText('Bruna Lima').waitFor();
    await firstRow('By subject or workflow, best positive-reply rate first').getByText('%').first().waitFor();
  });

  test('what is overdue in my team: one choice above the list', async () => {
    const page = await openHome();
    await page.getByLabel('Whose').selectOption('My team');
    await page.locator('tbody tr').filter({ hasText: 'Overdue' }).first().waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    for (const [width, picture] of [
      [1440, 'home-1440-demo'],
      [400, 'home-400-demo'],
    ] as const) {
      await page.setViewportSize({ width, height: 1000 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await screen(page, picture);
    }
  });

  test('a number that is pointed at says what it counts, and each team has its line', async () => {
    const page = await openHome();
    await page.getByRole('tab', { name: 'Numbers' }).click();
    await firstRow('By team, slowest first').getByRole('button').first().waitFor();
    const number = page.getByRole('row', { name: /^Reply rate/ }).getByRole('button');
    await number.hover();
    await page
      .getByText('Of the people emailed in this period, how many have replied so far.')
      .filter({ visible: true })
      .waitFor();
  });

  test('every number opens the list behind it', async () => {
    const page = await openHome();
    await page.getByRole('tab', { name: 'Numbers' }).click();
    const row = firstRow('By rep, slowest first');
    const replies = row.getByRole('button').nth(3);
    const count = Number(await replies.textContent());
    await replies.click();
    await page.getByRole('heading', { name: 'Behind “Replies · Bruna Lima”' }).waitFor();
    const list = page
      .getByRole('heading', { name: 'Behind “Replies · Bruna Lima”' })
      .locator('xpath=following::tbody[1]/tr');
    await expect.poll(() => list.count()).toBe(count);
  });

  test.each(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])(
    'fits three widths, and axe finds no serious problem (%s)',
    async (language) => {
      const page = await openHome(language);
      await page.getByRole('tab', { name: LANGUAGES[language].tab }).click();
      await page.getByRole('img').first().waitFor();
      for (const [pixels, picture] of Object.entries(LANGUAGES[language].pictures)) {
        const width = Number(pixels);
        await page.setViewportSize({ width, height: 1000 });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(await seriousProblems(page)).toEqual([]);
        await screen(page, picture);
      }
    },
  );

  test('nothing went wrong in the page meanwhile', () => expect(problems).toEqual([]));
});
