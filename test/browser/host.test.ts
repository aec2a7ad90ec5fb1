import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { choose, hasBrowser, openContact, openStage, type Stage, sendTracked, sidebar, tabCard } from './support.ts';

/** HubSpot's page ends a card while it is at work; nothing of the page calls it then. */
describe.skipIf(!hasBrowser)('a card that has gone', { timeout: 120_000 }, () => {
  let stage: Stage;
  const problems: string[] = [];
  beforeAll(async () => {
    stage = await openStage(problems);
    stage.page.setDefaultTimeout(20_000);
  }, 180_000);
  afterAll(() => stage?.close());
  afterEach(() => expect(problems.splice(0)).toEqual([]));

  test('hears of no property any more, and the one in its place does', async () => {
    const { page } = stage;
    await openContact(stage, 'Carter');
    await page.getByLabel('Language').selectOption('es');
    await sidebar(page).getByLabel('Estado de prospección').waitFor();
    await page.getByLabel('Language').selectOption('en');
    await sidebar(page).getByLabel('Outreach status').waitFor();
    await choose(page, 'More', 'Log a reply');
    const panel = page.getByRole('dialog', { name: 'Log a reply' });
    await panel.getByLabel('What did they say?').fill('Call me about 20 more seats.');
    await panel.getByRole('button', { name: 'Save' }).click();
    // The tab hears of it from HubSpot alone.
    await tabCard(page).getByText('Call me about 20 more seats.').first().waitFor();
  });

  test('with its panel open is told of no closing', async () => {
    const { page, sandbox } = stage;
    await openContact(stage, 'Carter');
    await sendTracked(page, 'Rates', 'Hello John');
    await tabCard(page).getByRole('button', { name: 'Send tracked email' }).click();
    const subject = page.getByRole('dialog').getByLabel('Subject');
    await subject.fill('More rates');
    await subject.focus();
    await page.goto(`${sandbox.url}/page/#/home`);
    await page.getByRole('heading', { name: 'Awaiting reply' }).first().waitFor();
    await openContact(stage, 'Shah');
  });
});
