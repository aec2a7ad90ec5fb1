import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seriousProblems } from './axe.ts';
import { FOCUSED, type Focused, UNREACHED } from './in-page.ts';
import {
  answerAsCustomer,
  choose,
  hasBrowser,
  openContact,
  openStage,
  type Stage,
  sendTracked,
  sidebar,
  tabCard,
} from './support.ts';

/** What Tab reaches, one after the other, and what of it shows no ring. */
async function tabThrough(page: Page, most: number): Promise<{ reached: Set<string>; invisible: string[] }> {
  const reached = new Set<string>();
  const invisible: string[] = [];
  for (let n = 0; n < most; n++) {
    await page.keyboard.press('Tab');
    const focused: Focused = await page.evaluate(FOCUSED);
    if (!focused) break;
    if (reached.has(focused.id)) break;
    reached.add(focused.id);
    if (!focused.ring) invisible.push(focused.html);
  }
  return { reached, invisible };
}

const isFocused = async (field: Locator): Promise<boolean> =>
  (await field.and(field.page().locator(':focus')).count()) === 1;

describe.skipIf(!hasBrowser)('for people without a mouse or without sight', { timeout: 120_000 }, () => {
  let stage: Stage;
  const problems: string[] = [];
  beforeAll(async () => {
    stage = await openStage(problems);
    const { page } = stage;
    await openContact(stage, 'Carter');
    await sendTracked(page, 'Rates', 'Hello John,\n\nour new rates.');
    await page.getByText('Answers “Rates”').waitFor();
    await answerAsCustomer(page, 'We are unhappy with the delay, but want to buy 20 more seats.');
    await tabCard(page).getByText('Analyzed by', { exact: false }).first().waitFor();
    await answerAsCustomer(page, 'Please cancel that order.', 'Somebody unknown');
    await sidebar(page).getByText('Is this John Carter?').waitFor();
    await tabCard(page).getByText('Is this John Carter?').waitFor();
  }, 90_000);
  afterAll(() => stage?.close());

  test('axe finds no serious problem on the contact record, with its tabs, panels and forms', async () => {
    const { page } = stage;
    expect(await seriousProblems(page)).toEqual([]);
    await tabCard(page).getByRole('button', { name: 'Open', exact: true }).first().click();
    await tabCard(page).getByRole('button', { name: 'Edit analysis' }).first().click();
    await tabCard(page).getByLabel('Response type').waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await choose(page, 'More', 'Log a reply');
    await page.getByRole('dialog', { name: 'Log a reply' }).waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: /Activities/ }).click();
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Reply tracking' }).click();
  });

  test.each([
    ['App home', 'Analysis accuracy'],
    ['App settings', 'System status'],
    ['Mailboxes', 'Mail of Ana Souza'],
  ])('axe finds no serious problem on %s', async (link, sign) => {
    const { page } = stage;
    await page.getByRole('link', { name: link }).click();
    await page.getByText(sign).first().waitFor();
    expect(await seriousProblems(page)).toEqual([]);
  });

  test.each([
    ['Contact record', 'Is this John Carter?'],
    ['App home', 'Analysis accuracy'],
    ['App settings', 'System status'],
  ])('Tab reaches everything on %s, and shows where it is', async (link, sign) => {
    const { page } = stage;
    if (link === 'Contact record') await openContact(stage, 'Carter');
    else await page.getByRole('link', { name: link }).click();
    // A fresh page, so that Tab starts at its top.
    await page.reload();
    await page.getByText(sign).first().waitFor();
    const { reached, invisible } = await tabThrough(page, 200);
    expect(reached.size).toBeGreaterThan(10);
    expect(invisible).toEqual([]);
    expect(await page.evaluate(UNREACHED)).toEqual([]);
  });

  test('a reply is logged with the keyboard alone', async () => {
    const { page } = stage;
    await openContact(stage, 'Nakamura');
    await sidebar(page).getByRole('button', { name: 'More', exact: true }).first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Log a reply' });
    await panel.waitFor();
    const text = panel.getByLabel('What did they say?');
    for (let n = 0; n < 20 && !(await isFocused(text)); n++) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type('He liked the demo.');
    const save = panel.getByRole('button', { name: 'Save' });
    for (let n = 0; n < 5 && !(await isFocused(save)); n++) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await panel.waitFor({ state: 'hidden' });
    await tabCard(page).getByText('He liked the demo.').first().waitFor();
    expect(problems).toEqual([]);
  });
});
