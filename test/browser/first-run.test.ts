import { describe, expect, test } from 'vitest';
import { until } from '../sandbox/play/until.ts';
import { passTime } from '../support/sandbox.ts';
import { seriousProblems } from './axe.ts';
import { hasBrowser, openContact, screen, sendTracked, stageOfTests } from './support.ts';

/** What the list is called, and the picture at each width. */
const LANGUAGES = {
  en: {
    title: 'Get started',
    pictures: { 1440: 'first-run-1440-en', 1024: 'first-run-1024-en', 400: 'first-run-400-en' },
  },
  pt: {
    title: 'Primeiros passos',
    pictures: { 1440: 'first-run-1440-pt', 1024: 'first-run-1024-pt', 400: 'first-run-400-pt' },
  },
  es: {
    title: 'Primeros pasos',
    pictures: { 1440: 'first-run-1440-es', 1024: 'first-run-1024-es', 400: 'first-run-400-es' },
  },
};

/** A new account, from the install to a list that is gone. The tests build on each other. */
describe.skipIf(!hasBrowser)('the first ten minutes', { timeout: 180_000 }, () => {
  let mx: { exchange: string }[] = [];
  const stage = stageOfTests(
    async (stage) => {
      await stage.page.goto(`${stage.sandbox.url}/page/#/home`);
    },
    { resolveMx: async () => mx },
  );

  const progress = (done: number) => stage.page.getByText(`${done} of 5 done`);
  const goHome = () => stage.page.getByRole('link', { name: 'App home' }).click();

  test('a new account is told five steps, at three widths and in three languages', async () => {
    const { page } = stage;
    await progress(0).waitFor();
    for (const [language, { title, pictures }] of Object.entries(LANGUAGES)) {
      await page.getByLabel('Language').first().selectOption(language);
      await page.getByRole('heading', { name: title }).waitFor();
      for (const [pixels, picture] of Object.entries(pictures)) {
        const width = Number(pixels);
        await page.setViewportSize({ width, height: 1000 });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(await seriousProblems(page)).toEqual([]);
        await screen(page, picture);
      }
    }
    await page.setViewportSize({ width: 1440, height: 1000 });
    await page.getByLabel('Language').first().selectOption('en');
    await progress(0).waitFor();
  });

  test('the list sees by itself that the reply domain is set up', async () => {
    mx = [{ exchange: 'mx.sendgrid.net' }];
    await progress(1).waitFor();
  });

  test('the forward address is entered on one’s own page, and confirmed by its owner', async () => {
    const { page, sandbox } = stage;
    await page.getByRole('link', { name: 'Enter the address' }).click();
    await page.getByRole('textbox', { name: 'Just me' }).fill('ana.privat@post.example');
    await page.getByRole('button', { name: 'Send confirmation' }).click();
    await page.getByText('Confirmation pending').waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await screen(page, 'my-settings');
    const [asked] = await until(async () => {
      const mails = sandbox.sendgrid.mailbox('ana.privat@post.example');
      return mails.length > 0 ? mails : null;
    }, 'the address is asked');
    await goHome();
    await progress(1).waitFor();
    const confirmation = await page.context().newPage();
    await confirmation.goto(/https?:\/\/\S+confirm-address\/\S+/.exec(asked?.text ?? '')?.[0] ?? '');
    await confirmation.getByRole('button', { name: /confirm/i }).click();
    await confirmation.getByText('Confirmed.').waitFor();
    await confirmation.close();
    await progress(2).waitFor();
  });

  test('a card is opened on a record, and the first tracked email leaves from it', async () => {
    const { page } = stage;
    await page.getByRole('link', { name: 'Open contacts' }).first().click();
    await openContact(stage, 'Carter');
    await goHome();
    await progress(3).waitFor();
    await openContact(stage, 'Carter');
    await sendTracked(page, 'Freight rates', 'Hello John,\n\nour new rates.');
    await page.getByText('Answers “Freight rates”').waitFor();
    await goHome();
    await progress(4).waitFor();
  });

  test('the test reply comes through, and the list is gone', async () => {
    const { page, sandbox } = stage;
    await page.getByRole('link', { name: 'Try it' }).click();
    await page.getByRole('button', { name: 'Send a test reply' }).click();
    await expect.poll(() => page.getByText('Done', { exact: true }).count(), { timeout: 30_000 }).toBe(5);
    await goHome();
    await passTime(sandbox, 5);
    await page.getByRole('heading', { name: 'Get started' }).waitFor({ state: 'detached' });
    await page.getByText('No one is waiting').waitFor();
    // The last step is read from how the test ended, which may be a moment after its five steps.
    const headings = async () => {
      await page.reload();
      await page.getByText('No one is waiting').waitFor();
      return page.getByRole('heading', { name: 'Get started' }).count();
    };
    await expect.poll(headings, { timeout: 30_000, interval: 2_000 }).toBe(0);
  });
});
