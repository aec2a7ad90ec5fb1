import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { TimelinePage } from '../../cards/dto/timeline.ts';
import { createCaller, customerMail, hubspotIdOf, sendTracked } from '../cards/support.ts';
import { until } from '../sandbox/play/until.ts';
import { passTime } from '../support/sandbox.ts';
import { settled } from '../support/settled.ts';
import { seriousProblems } from './axe.ts';
import { TOO_WIDE } from './in-page.ts';
import { hasBrowser, openContact, screen, sidebar, stageOfTests, tabCard, tabTo } from './support.ts';

// The whole page once around.
const MOST_TABS = 250;
const DAY_S = 86_400;
const WEEKS = 4;
const A_WEEK = 5;
/** Of these no reply is answered before the rep sits down. */
const OPEN = new Set([17, 18, 19]);
const SAYS = [
  'Thanks, we will look at it with the team and come back to you.',
  'Could you send me the price for 40 seats?',
  'The export has been failing since Monday and nobody helps us.',
  'Yes, Wednesday at four is good.',
];

/** A month of one customer, worked through without a mouse. The tests build on each other. */
describe.skipIf(!hasBrowser)('a month of 60 messages', { timeout: 120_000 }, () => {
  let contact: string;
  const stage = stageOfTests(async (stage) => {
    const { sandbox } = stage;
    const caller = createCaller(sandbox);
    contact = hubspotIdOf(sandbox, 'Carter');
    for (let week = 0; week < WEEKS; week++) {
      await Promise.all(Array.from({ length: A_WEEK }, (_, n) => exchange(week * A_WEEK + n)));
      await passTime(sandbox, 7 * DAY_S);
    }
    await settled(sandbox);

    async function exchange(n: number): Promise<void> {
      const subject = `Delivery ${n + 1}`;
      const { replyTo, to } = await sendTracked(sandbox, caller, contact, subject);
      await customerMail(sandbox, { from: to, to: replyTo, subject: `Re: ${subject}`, text: SAYS[n % SAYS.length]! });
      const reply = await until(
        async () => {
          const { messages } = await caller.get<TimelinePage>(`/contacts/${contact}/timeline?search=${n + 1}`);
          return messages.find(
            ({ kind, subject: each, analysis }) => kind === 'reply' && each === `Re: ${subject}` && analysis,
          );
        },
        `the reply to "${subject}" is analyzed`,
        60,
      );
      if (OPEN.has(n)) return;
      await caller.post(`/contacts/${contact}/email`, {
        subject: reply.subject,
        text: 'Done, thank you.',
        answeredMessageId: reply.id,
      });
    }
  });

  const waiting = async () => {
    const { messages } = await createCaller(stage.sandbox).get<TimelinePage>(
      `/contacts/${contact}/timeline?filter=waits`,
    );
    return messages.length;
  };

  test('what waits is found, read, answered and put aside by the keyboard alone', async () => {
    const { page } = stage;
    await openContact(stage, 'Carter');
    const before = await waiting();
    expect(before).toBeGreaterThan(0);
    await press(page, tabCard(page).getByRole('button', { name: `Go to first unanswered (${before})` }));
    await tabCard(page).getByText(`${before} of ${before}`).waitFor();
    await press(page, tabCard(page).getByRole('button', { name: 'Reply', exact: true }).first());
    const form = page.getByRole('dialog', { name: 'Reply' });
    await tabTo(page, form.getByLabel('Message'), MOST_TABS);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('We look at it today and call you by four.');
    await press(page, form.getByRole('button', { name: 'Send', exact: true }));
    await form.waitFor({ state: 'hidden' });
    await expect.poll(waiting, { timeout: 20_000 }).toBe(before - 1);
    if (before > 1) {
      await press(page, sidebar(page).getByRole('button', { name: 'Done', exact: true }).first());
      await press(page, sidebar(page).getByRole('button', { name: 'No reply needed', exact: true }).first());
      await expect.poll(waiting, { timeout: 20_000 }).toBe(0);
    }
  });

  test('an old message is found by its words and opened, without a mouse', async () => {
    const { page } = stage;
    await page.reload();
    await openContact(stage, 'Carter');
    const search = tabCard(page).getByRole('searchbox');
    await tabTo(page, search, MOST_TABS);
    await page.keyboard.type('Delivery 3');
    await press(page, tabCard(page).getByRole('button', { name: 'Search' }));
    await tabCard(page).getByText('3 of 3').waitFor();
    await press(page, tabCard(page).getByRole('button', { name: 'Open', exact: true }).first());
    await tabCard(page).getByText(SAYS[2]!).first().waitFor();
  });

  // A window of 1440 px at 200 % has 720 px (WCAG 2.2, 1.4.4 and 1.4.10: nothing is lost, nothing scrolls sideways).
  test.each([400, 720, 1024, 1440])('at %i px the month is readable, and nothing scrolls sideways', async (width) => {
    const { page } = stage;
    await page.setViewportSize({ width, height: 1000 });
    await openContact(stage, 'Carter');
    expect(await page.evaluate(TOO_WIDE)).toEqual([]);
    expect(await seriousProblems(page)).toEqual([]);
    if (width === 720) await screen(page, 'month-of-messages');
  });
});

async function press(page: Page, button: Locator): Promise<void> {
  await tabTo(page, button, MOST_TABS);
  await page.keyboard.press('Enter');
}
