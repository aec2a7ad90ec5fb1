import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { buildAsHubSpot, hasBuilder } from '../builder/hubspot-build.ts';
import type { SandboxOptions } from '../sandbox/index.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** False where no browser is installed, which the test run then says loudly. */
export const hasBrowser = CHROMIUM !== undefined;
if (!hasBrowser) {
  process.stderr.write('\nSKIPPED: the browser tests, since no chromium is installed (apt-get install chromium).\n\n');
}

type StageOptions = Pick<Partial<SandboxOptions>, 'resolveMx'>;
export type Stage = { sandbox: TestSandbox; page: Page; close(): Promise<void> };

/** A sandbox of its own with the page open in a browser. Whatever goes wrong in the page fails the test. */
export async function openStage(problems: string[], options: StageOptions = {}): Promise<Stage> {
  // What HubSpot's own builder makes runs here where it is installed, else our build with the same settings.
  const bundles = hasBuilder ? new Map((await buildAsHubSpot()).map(({ uid, code }) => [uid, code])) : undefined;
  const sandbox = await testSandbox({ page: true, bundles, ...options });
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
  const page = await context.newPage();
  // A card that stood idle for two minutes looks every 30 s (app/shared/looks.ts); on a busy machine it gets there.
  page.setDefaultTimeout(50_000);
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return {
    sandbox,
    page,
    async close() {
      await browser.close();
      await sandbox.close();
    },
  };
}

/**
 * The stage of a file's tests, which build on each other: open before the first, closed after the last, and each of them fails
 * where something went wrong in the page. It is filled once it is open.
 */
export function stageOfTests(prepare: (stage: Stage) => Promise<void> = async () => {}, options?: StageOptions): Stage {
  const stage = {} as Stage;
  const problems: string[] = [];
  beforeAll(async () => {
    Object.assign(stage, await openStage(problems, options));
    await prepare(stage);
  }, 180_000);
  afterAll(() => stage.close?.());
  afterEach(() => expect(problems.splice(0)).toEqual([]));
  return stage;
}

/** Until it is focused, as a person finds it: forwards, and around from the end. */
export async function tabTo(page: Page, field: Locator, most = 40): Promise<void> {
  await field.waitFor();
  const isFocused = async () => (await field.and(page.locator(':focus')).count()) > 0;
  for (let n = 0; n < most && !(await isFocused()); n++) await page.keyboard.press('Tab');
  expect(await isFocused()).toBe(true);
}

export const SCREENS = join(import.meta.dirname, '../../docs/screens');

/** The pictures of the documentation come from this run, never from a hand. */
export async function screen(page: Page, name: string): Promise<void> {
  await mkdir(SCREENS, { recursive: true });
  await page.screenshot({
    path: join(SCREENS, `${name}.png`),
    fullPage: true,
    animations: 'disabled',
    style: '.alerts { display: none }',
  });
}

/** A picture that HubSpot shows when somebody chooses cards. */
export async function preview(card: Locator, name: string): Promise<void> {
  const folder = join(import.meta.dirname, '../../app/cards/previews');
  await mkdir(folder, { recursive: true });
  await card.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

export const sidebar = (page: Page): Locator => page.getByRole('region', { name: 'Replies' });
export const tabCard = (page: Page): Locator => page.getByRole('tabpanel', { name: 'Reply tracking' });
export const property = (page: Page, name: string): Locator => page.locator(`[data-property="${name}"] dd`);

/** Opens a contact's record and waits until both cards have drawn. */
export async function openContact({ page, sandbox }: Stage, lastName: string): Promise<string> {
  const contact = sandbox.hubspot.contacts().find(({ properties }) => properties.lastname === lastName);
  if (!contact) throw new Error(`The sandbox has no contact named ${lastName}.`);
  await page.goto(`${sandbox.url}/page/#/contacts/${contact.id}`);
  await page.getByRole('heading', { level: 1, name: lastName }).waitFor();
  await sidebar(page).getByLabel('Outreach status').waitFor();
  await tabCard(page).getByRole('button', { name: 'Send tracked email' }).waitFor();
  return contact.id;
}

export async function sendTracked(page: Page, subject: string, text: string): Promise<void> {
  await tabCard(page).getByRole('button', { name: 'Send tracked email' }).click();
  const panel = page.getByRole('dialog', { name: 'Send a tracked email' });
  await panel.getByLabel('Subject').fill(subject);
  await panel.getByLabel('Message').fill(text);
  await panel.getByRole('button', { name: 'Send' }).click();
  await panel.waitFor({ state: 'hidden' });
}

/** Where a text is to be seen, and not merely a choice of a closed list. */
export const shown = (card: Locator, text: string): Locator => card.getByText(text).filter({ visible: true }).first();

/** What stands in the sidebar's menu behind "More" or "Done". */
export async function choose(page: Page, menu: string, item: string): Promise<void> {
  await sidebar(page).getByRole('button', { name: menu, exact: true }).first().click();
  await sidebar(page).getByRole('button', { name: item, exact: true }).first().click();
}

export async function answerAsCustomer(page: Page, text: string, who?: string): Promise<void> {
  const form = page.getByRole('region', { name: 'Be the customer' });
  if (who) await form.getByLabel('Who answers').selectOption({ label: who });
  await form.getByLabel('Answer', { exact: true }).fill(text);
  await form.getByRole('button', { name: 'Answer as the customer' }).click();
}
