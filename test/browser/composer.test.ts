import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { seriousProblems } from './axe.ts';
import {
  answerAsCustomer,
  hasBrowser,
  openContact,
  SCREENS,
  screen,
  sendTracked,
  sidebar,
  stageOfTests,
  tabCard,
  tabTo,
} from './support.ts';

const WIDTHS: [number, string][] = [
  [400, 'composer-400'],
  [1024, 'composer-1024'],
  [1440, 'composer-1440'],
];

/** Replying where one reads. The tests build on each other. */
describe.skipIf(!hasBrowser)('the composer', { timeout: 60_000 }, () => {
  const stage = stageOfTests(async (stage) => {
    const { page } = stage;
    await openContact(stage, 'Carter');
    await sendTracked(page, 'Rates', 'Hello John,\n\nour new rates.');
    await page.getByText('Answers “Rates”').waitFor();
    await answerAsCustomer(page, 'Please send me the price list for 40 seats. We want to buy now.');
    await sidebar(page).getByText('Waiting for your reply').waitFor();
    await tabCard(page).getByText('Analyzed by', { exact: false }).first().waitFor();
  });

  const panel = () => stage.page.getByRole('dialog', { name: 'Reply' });
  async function reply(): Promise<Locator> {
    await sidebar(stage.page).getByRole('button', { name: 'Reply', exact: true }).click();
    await panel().getByLabel('Message').waitFor();
    return panel();
  }

  test('the AI’s draft is marked as one, names what nobody said, and can’t be sent until it is edited', async () => {
    const { page, sandbox } = stage;
    const form = await reply();
    expect(await form.getByLabel('Subject').inputValue()).toBe('Re: Rates');
    await form.getByRole('button', { name: 'Draft with AI' }).click();
    await form.getByText('AI draft', { exact: true }).waitFor();
    await form.getByText('Not found in the conversation or your templates: 19.90', { exact: false }).waitFor();
    await screen(page, 'ai-draft');
    expect(await seriousProblems(page)).toEqual([]);
    const { length } = sandbox.sendgrid.messages();
    await form.getByRole('button', { name: 'Send', exact: true }).click();
    await form.getByText('AI draft', { exact: true }).waitFor();
    await form.getByRole('button', { name: 'Confirm draft' }).click();
    await form.getByRole('button', { name: 'Send', exact: true }).click();
    await form.getByText('A placeholder such as', { exact: false }).waitFor();
    expect(sandbox.sendgrid.messages()).toHaveLength(length);
  });

  test('what was begun survives a reload', async () => {
    const { page } = stage;
    const kept = page.waitForResponse(
      (response) =>
        response.url().endsWith('/page/api/fetch') && (response.request().postData() ?? '').includes('/draft'),
    );
    await panel().getByLabel('Message').fill('The list is attached to our offer of last week.');
    await kept;
    await page.reload();
    await sidebar(page).getByText('Waiting for your reply').waitFor();
    const form = await reply();
    expect(await form.getByLabel('Message').inputValue()).toBe('The list is attached to our offer of last week.');
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'hidden' });
  });

  test.each(WIDTHS)('is readable in a window of %i px, with no serious problem', async (width, picture) => {
    const { page } = stage;
    await page.setViewportSize({ width, height: 900 });
    await openContact(stage, 'Carter');
    const form = await reply();
    await page.screenshot({ path: join(SCREENS, `${picture}.png`) });
    expect(await seriousProblems(page)).toEqual([]);
    expect(await fitsSideways(page)).toBe(true);
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'hidden' });
  });

  test('is filled in and sent by the keyboard alone, and what waited is answered', async () => {
    const { page, sandbox } = stage;
    const button = sidebar(page).getByRole('button', { name: 'Reply', exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
    const form = panel();
    await form.getByLabel('Message').waitFor();
    await tabTo(page, form.getByLabel('Message'));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('It is 12 a seat, and the list follows.');
    await tabTo(page, form.getByRole('button', { name: 'Send', exact: true }));
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'hidden' });
    await sidebar(page).getByText('Answered').first().waitFor();
    const customer = sandbox.hubspot.contacts().find(({ properties }) => properties.lastname === 'Carter')!;
    const got = () => sandbox.sendgrid.messages(customer.properties.email!).at(-1)!;
    await expect.poll(() => got().subject, { timeout: 15_000 }).toBe('Re: Rates');
    expect(got().text).toContain('It is 12 a seat, and the list follows.');
    expect(got().text).toContain('> Please send me the price list for 40 seats.');
    expect(got().inReplyTo).not.toBeNull();
  });

  test.each([
    [400, 'reply-with-files-400'],
    [1440, 'reply-with-files-1440'],
  ])('files and formatting go out from the page over the record, in a window of %i px', async (width, picture) => {
    const { page, sandbox } = stage;
    await page.setViewportSize({ width, height: 900 });
    await openContact(stage, 'Carter');
    await answerAsCustomer(page, `The drawing for ${width}, please.`);
    await sidebar(page).getByText(`The drawing for ${width}, please.`).first().waitFor();
    const form = await reply();
    await form.getByLabel('Message').fill('Here is');
    await form.getByRole('button', { name: 'Add files or formatting' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add files or formatting' });
    const inside = dialog.frameLocator('iframe');
    const editor = inside.getByRole('textbox', { name: 'Message' });
    await editor.waitFor();
    expect(await editor.innerText()).toBe('Here is');
    await editor.focus();
    await page.keyboard.press('Control+End');
    await inside.getByRole('button', { name: 'Bold' }).click();
    await page.keyboard.type(' the drawing');
    await inside.getByLabel('Files').setInputFiles([
      { name: 'drawing.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 x') },
      { name: 'run.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
    ]);
    await inside.getByRole('button', { name: 'Send' }).click();
    await inside.getByText('“run.exe” is a file type that can run programs', { exact: false }).waitFor();
    const frame = page.frames().find((one) => one.url().includes('/pages/compose/'))!;
    expect(await frame.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.screenshot({ path: join(SCREENS, `${picture}.png`) });
    await inside
      .getByLabel('Files')
      .setInputFiles([{ name: 'drawing.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 x') }]);
    await inside.getByRole('button', { name: 'Send' }).click();
    await inside.getByText('Sent. You can close this window.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await form.waitFor({ state: 'hidden' });
    await sidebar(page).getByText('Answered').first().waitFor();
    const customer = sandbox.hubspot.contacts().find(({ properties }) => properties.lastname === 'Carter')!;
    const got = () => sandbox.sendgrid.messages(customer.properties.email!).at(-1)!;
    await expect
      .poll(() => got().attachments.map(({ filename }) => filename), { timeout: 15_000 })
      .toEqual(['drawing.pdf']);
    expect(got().html).toMatch(/<(b|strong)>\s*the drawing/);
    expect(got().text).toContain(`> The drawing for ${width}, please.`);
  });

  test('axe finds no serious problem on that page', async () => {
    const { page } = stage;
    await openContact(stage, 'Carter');
    const form = await reply();
    await form.getByRole('button', { name: 'Add files or formatting' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add files or formatting' });
    await dialog.frameLocator('iframe').getByRole('textbox', { name: 'Message' }).waitFor();
    const address = (await dialog.locator('iframe').getAttribute('src'))!;
    await dialog.getByRole('button', { name: 'Close' }).click();
    const bare = await page.context().newPage();
    await bare.setViewportSize({ width: 400, height: 800 });
    await bare.route(address, async (route) => {
      const response = await route.fetch();
      const { 'content-security-policy': _, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    await bare.goto(address);
    expect(await seriousProblems(bare)).toEqual([]);
    await bare.close();
  });

  test('a reply for tomorrow stands as scheduled, and can be called off', async () => {
    const { page } = stage;
    await answerAsCustomer(page, 'And for 60 seats?');
    await sidebar(page).getByText('And for 60 seats?').first().waitFor();
    const form = await reply();
    await form.getByLabel('Message').fill('I will ask.');
    await form.getByLabel('Send later').check();
    await form.getByRole('button', { name: 'Schedule' }).click();
    await form.waitFor({ state: 'hidden' });
    await tabCard(page).getByText('Scheduled').first().waitFor();
    await tabCard(page).getByRole('button', { name: 'Open', exact: true }).first().click();
    await tabCard(page).getByText('Will be sent', { exact: false }).waitFor();
    await screen(page, 'scheduled-reply');
    await tabCard(page).getByRole('button', { name: 'Don’t send' }).click();
    await tabCard(page).getByText('Taken back').first().waitFor();
    await sidebar(page).getByText('Waiting for your reply').waitFor();
    const again = await reply();
    expect(await again.getByLabel('Message').inputValue()).toBe('I will ask.');
    await page.keyboard.press('Escape');
  });

  test('without AI the button leads to the templates', async () => {
    const { page, sandbox } = stage;
    await sandbox.app.context.sql`update portals set settings = settings || '{"ai": false}'`;
    await openContact(stage, 'Carter');
    await page.reload();
    const form = await reply();
    await form.getByRole('button', { name: 'Draft a reply' }).click();
    await form.getByText('AI is off for this account.', { exact: false }).waitFor();
    await form.getByRole('button', { name: 'Save as template' }).click();
    await form.getByLabel('Template name').fill('Asking');
    await form.getByRole('button', { name: 'Save template' }).click();
    await form.getByLabel('Template', { exact: true }).selectOption({ label: 'Asking' });
    await screen(page, 'templates');
    expect(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });
});

const fitsSideways = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(
    '[...document.querySelectorAll("dialog[open], dialog[open] *")].every((one) => one.getBoundingClientRect().right <= innerWidth + 1)',
  );
