import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  answerAsCustomer,
  hasBrowser,
  openContact,
  preview,
  screen,
  sendTracked,
  shown,
  sidebar,
  stageOfTests,
  tabCard,
} from './support.ts';

/** The same reply seen from the contact, from its company and from its deal. */
describe.skipIf(!hasBrowser)('a reply on the account', { timeout: 120_000 }, () => {
  const stage = stageOfTests();

  const related = (object: 'companies' | 'deals', contactId: string) =>
    stage.sandbox.hubspot.related('contacts', contactId, object)[0]!.id;

  test('the customer answers', async () => {
    const { page } = stage;
    await openContact(stage, 'Oliveira');
    await sendTracked(page, 'Ovens for three shops', 'Hello Mariana, shall we talk about the new ovens?');
    await page.getByText('Answers “Ovens for three shops”').waitFor();
    await answerAsCustomer(page, 'Yes please, send me the prices. We want to upgrade all three shops now.');
    await shown(tabCard(page), 'High value').waitFor();
    await shown(sidebar(page), 'Waiting for your reply').waitFor();
    await preview(tabCard(page), 'contact-tab');
    await preview(sidebar(page), 'contact-sidebar');
  });

  test.each([
    ['companies', 'company-record'],
    ['deals', 'deal-record'],
  ] as const)('on %s the card says who waits, the tab has the reply, and HubSpot the email', async (object, name) => {
    const { page, sandbox } = stage;
    const contact = sandbox.hubspot.contacts()[0]!;
    await page.goto(`${sandbox.url}/page/#/${object}/${related(object, contact.id)}`);
    await sidebar(page).getByText('1 reply here is waiting for yours').waitFor();
    await sidebar(page).getByRole('link', { name: 'Mariana Oliveira' }).waitFor();
    const tab = page.getByRole('region', { name: 'Conversations' });
    await tab.getByRole('link', { name: 'Mariana Oliveira' }).waitFor();
    await tab.getByText('Email received').waitFor();
    await screen(page, name);
    if (object === 'companies') {
      await preview(sidebar(page), 'record-sidebar');
      await preview(tab.locator('.panel').first(), 'record-tab');
    }
    await tab.getByRole('button', { name: 'Open', exact: true }).click();
    await tab.getByText('We want to upgrade all three shops now.').first().waitFor();
    await tab.getByRole('button', { name: 'Reply', exact: true }).first().click();
    await page.getByRole('dialog').getByLabel('Message').waitFor();
    await page.keyboard.press('Escape');
  });

  test('a workflow that waits for a reply stands still until one comes, and goes on with what it says', async () => {
    const { page } = stage;
    await openContact(stage, 'Shah');
    await sendTracked(page, 'Rates for the clinic', 'Hello Priya, shall we talk about the new rates?');
    await page.getByText('Answers “Rates for the clinic”').waitFor();
    const workflow = page.getByRole('region', { name: 'Workflow' });
    const output = (name: string) => workflow.locator(`[data-output="${name}"] dd`);
    await workflow.getByRole('button', { name: 'Run “Wait for a reply”' }).click();
    await workflow.getByText('Blocked: waits for a reply').waitFor();
    expect(await workflow.locator('[data-output]').count()).toBe(0);
    await answerAsCustomer(page, 'Yes please, send me the prices. We want to upgrade all three clinics now.');
    await workflow.getByText('Went on').waitFor();
    expect(await output('outcome').textContent()).toBe('replied');
    expect(await output('response_type').textContent()).toBe('high_value');
    // What it goes on to read is on the record by then.
    expect(
      stage.sandbox.hubspot.contacts().find(({ properties }) => properties.lastname === 'Shah')?.properties,
    ).toMatchObject({
      reply_response_type: 'high_value',
    });
    await workflow.scrollIntoViewIfNeeded();
    await screen(page, 'workflow-went-on');
  });

  test('the logo is what its drawing shows', async () => {
    const page = await stage.page.context().newPage();
    const root = join(import.meta.dirname, '../..');
    const svg = await readFile(join(root, 'docs/logo.svg'), 'utf8');
    await page.setContent(`<body style="margin: 0"><div style="width: 512px">${svg}</div></body>`);
    await page.locator('svg').screenshot({ path: join(root, 'app/app-logo.png'), omitBackground: true });
    await page.close();
  });

  test.each([400, 1024])('at %i px nothing is cut off', async (width) => {
    const { page, sandbox } = stage;
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${sandbox.url}/page/#/companies/${related('companies', sandbox.hubspot.contacts()[0]!.id)}`);
    await sidebar(page).getByText('1 reply here is waiting for yours').waitFor();
    // HubSpot's columns have their own widths; what counts is that our cards stay within theirs.
    const fits =
      "[...document.querySelectorAll('.column')].every((column) => column.scrollWidth <= column.clientWidth)";
    expect(await page.evaluate(fits)).toBe(true);
  });
});
