import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { WRITTEN_MAILS } from '../mail/fixtures/written.ts';
import { handOver, prepareExchange } from '../support/mail-programs.ts';
import { settled } from '../support/settled.ts';
import { drawsApart } from './in-page.ts';
import { hasBrowser, screen, stageOfTests } from './support.ts';

/** Whose picture stands in the documentation. */
const SHOWN: Record<string, string> = {
  'outlook-desktop-pt': 'mail-outlook-picture',
  'gmail-pt': 'mail-gmail-portuguese',
  'iso-2022-jp': 'mail-japanese',
  'thunderbird-pt': 'mail-answers-between-quotes',
};

/** Forwards as the rep reads them, of answers that twelve mail programs wrote. */
describe.skipIf(!hasBrowser)('mails of many programs in the rep’s mailbox', { timeout: 120_000 }, () => {
  const stage = stageOfTests(async (stage) => {
    const { sandbox } = stage;
    for (const mail of WRITTEN_MAILS) await handOver(sandbox, await prepareExchange(sandbox, mail));
    await settled(sandbox);
    await stage.page.goto(`${sandbox.url}/page/#/mail/${sandbox.hubspot.portal().users[0]!.email}`);
  });

  test.each(WRITTEN_MAILS)('$program ($file)', async ({ file, from, subject, written, files }) => {
    const { page } = stage;
    await page.getByRole('button', { name: `${from.name} (${from.address.split('@')[1]}) ${subject}` }).click();
    await page.getByRole('heading', { level: 1, name: subject, exact: true }).waitFor();
    const text = page.frameLocator('iframe');
    await text.getByText('open in HubSpot').first().waitFor();
    const seen = await text.locator('body').innerText();
    expect(seen).toMatch(/^[^\n]+ · open in HubSpot\n/);
    expect(withoutQuotes(lines(seen))).toContain(lines(written));
    const shown = files.flatMap(({ contentId }) => (contentId ? [true] : []));
    await expect.poll(() => text.locator('img').evaluateAll(areShown)).toEqual(shown);
    for (const { filename } of files) expect(await page.locator('.mail-head').innerText()).toContain(filename);
    const name = SHOWN[file];
    if (name && (await canDraw(page, written))) await screen(page, name);
  });
});

/** The words line by line: how far apart its paragraphs stand is the mail's own formatting, which a forward keeps. */
const lines = (text: string): string => text.trim().replace(/[^\S\n]*\n\s*/g, '\n');

/** Without what is quoted in a text mail and the line that says whose words follow: a forward shows answers among them. */
const withoutQuotes = (text: string): string => text.replace(/^([^>\n]*:\n)?(>.*\n?)+/gm, '');

/** Runs in the page: whether each picture was loaded and holds more than a pixel. */
const areShown = (images: unknown[]): boolean[] =>
  (images as { complete: boolean; naturalWidth: number }[]).map((one) => one.complete && one.naturalWidth > 1);

async function canDraw(page: Page, text: string): Promise<boolean> {
  const [one, other] = text.match(/\p{Script=Han}/gu) ?? [];
  if (!one || !other || (await page.evaluate<boolean>(drawsApart(one, other)))) return true;
  process.stderr.write(
    '\nNOT DRAWN: the picture of a Japanese mail, since no Japanese font is installed (apt-get install fonts-ipafont-gothic).\n\n',
  );
  return false;
}
