import { join } from 'node:path';
import express from 'express';
import { describe, expect, test } from 'vitest';
import { WRITTEN_MAILS } from '../mail/fixtures/written.ts';
import { listen } from '../sandbox/http.ts';
import { handOver, prepareExchange } from '../support/mail-programs.ts';
import { settled } from '../support/settled.ts';
import { seriousProblems } from './axe.ts';
import { choose, hasBrowser, openContact, SCREENS, stageOfTests } from './support.ts';

const PICTURED = WRITTEN_MAILS.find(({ file }) => file === 'outlook-desktop-pt')!;
const LAST_NAME = PICTURED.from.name.split(' ').slice(1).join(' ');
const WIDTHS: [number, string][] = [
  [400, 'whole-email-400'],
  [1024, 'whole-email-1024'],
  [1440, 'whole-email-1440'],
];

/** The whole email over the record, as its sender wrote it. */
describe.skipIf(!hasBrowser)('the whole email', { timeout: 60_000 }, () => {
  const stage = stageOfTests(async (stage) => {
    const { sandbox } = stage;
    await handOver(sandbox, await prepareExchange(sandbox, PICTURED));
    await settled(sandbox);
  });

  const dialog = () => stage.page.getByRole('dialog', { name: 'Full email' });
  const open = async () => {
    const { page } = stage;
    const loaded = page.waitForResponse((response) => response.url().includes('/pictures/'));
    await choose(page, 'More', 'View full email');
    // Nothing runs in the frame, a test's own look into it included: what was loaded tells.
    expect((await loaded).status()).toBe(200);
    return (await dialog().locator('iframe').getAttribute('src')) ?? '';
  };
  const close = async () => {
    await dialog().getByRole('button', { name: 'Close' }).click();
    await dialog().waitFor({ state: 'hidden' });
  };

  test.each(WIDTHS)('is shown over the record in a window of %i px', async (width, picture) => {
    const { page } = stage;
    await page.setViewportSize({ width, height: 900 });
    await openContact(stage, LAST_NAME);
    const address = await open();
    // `screen` would put a style into the frame, which its policy refuses.
    await page.screenshot({ path: join(SCREENS, `${picture}.png`) });
    await close();
    // The same page without its policy, in which axe may run.
    const bare = await page.context().newPage();
    await bare.setViewportSize({ width: Math.min(width, 900), height: 700 });
    await bare.route(address, async (route) => {
      const response = await route.fetch();
      const { 'content-security-policy': _, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    await bare.goto(address);
    await bare.getByRole('heading', { level: 1, name: PICTURED.subject }).waitFor();
    await bare.getByText(PICTURED.from.address, { exact: false }).first().waitFor();
    expect(await bare.locator('.email img').evaluateAll(areDrawn)).toEqual([true]);
    expect(await bare.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await seriousProblems(bare)).toEqual([]);
    await bare.close();
  });

  test('another site can’t frame it, and what runs beside the stand-in can', async () => {
    const { page } = stage;
    await openContact(stage, LAST_NAME);
    const address = await open();
    await close();
    const elsewhere = await listen(
      express().get('/', (_request, response) => response.send(`<iframe src="${address}"></iframe>`)),
    );
    const framed = async (origin: string) => {
      const other = await page.context().newPage();
      await other.goto(origin, { waitUntil: 'load' });
      const shown = other.frames().map((frame) => frame.url());
      await other.close();
      return shown.includes(address);
    };
    expect(await framed(elsewhere.url)).toBe(true);
    expect(await framed(elsewhere.url.replace('127.0.0.1', 'localhost'))).toBe(false);
    await elsewhere.close();
  });
});

/** Runs in the page: whether each picture was loaded and holds more than a pixel. */
const areDrawn = (images: unknown[]): boolean[] =>
  (images as { complete: boolean; naturalWidth: number }[]).map((one) => one.complete && one.naturalWidth > 1);
