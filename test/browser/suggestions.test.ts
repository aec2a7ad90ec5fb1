import { describe, expect, test } from 'vitest';
import { until } from '../sandbox/play/until.ts';
import { seriousProblems } from './axe.ts';
import {
  answerAsCustomer,
  hasBrowser,
  openContact,
  screen,
  sendTracked,
  sidebar,
  stageOfTests,
  tabCard,
} from './support.ts';

/** A reply that names somebody else and a time: what the rep is offered, does, and does not want. */
describe.skipIf(!hasBrowser)('what a reply suggests', { timeout: 120_000 }, () => {
  const stage = stageOfTests();

  const people = () =>
    stage.sandbox.hubspot
      .contacts()
      .filter(({ properties }) => properties.lastname === 'Gil')
      .map(({ properties }) => properties.email);

  test('the reply refers to Rosa, and asks to be written to in March', async () => {
    const { page } = stage;
    await openContact(stage, 'Oliveira');
    await sendTracked(page, 'Ovens', 'Hello Mariana, shall we talk about the new ovens?');
    await page.getByText('Answers “Ovens”').waitFor();
    await answerAsCustomer(
      page,
      'I am the wrong person for this. Please talk to Rosa Gil, rosa.gil@padariasol.example. We have no budget this year. Write to me again in March.',
    );
    await sidebar(page).getByRole('button', { name: 'Create contact Rosa Gil' }).waitFor();
    await tabCard(page).getByRole('button', { name: 'Create contact Rosa Gil' }).waitFor();
    expect(people()).toEqual([]);
  });

  test.each([400, 1024, 1440])(
    'at %i px in three languages it is offered in the reader’s words, and nothing is cut off',
    async (width) => {
      const { page } = stage;
      await page.setViewportSize({ width, height: 1000 });
      for (const [language, label] of [
        ['pt', 'Criar contato Rosa Gil'],
        ['es', 'Crear contacto Rosa Gil'],
        ['en', 'Create contact Rosa Gil'],
      ] as const) {
        await page.getByLabel('Language').selectOption(language);
        await page.getByRole('button', { name: label }).first().waitFor();
      }
      if (width === 1440) await screen(page, 'suggestions-1440');
      const fits =
        "[...document.querySelectorAll('.column')].every((column) => column.scrollWidth <= column.clientWidth)";
      expect(await page.evaluate(fits)).toBe(true);
      expect(await seriousProblems(page)).toEqual([]);
    },
  );

  test('a double click makes one contact, which both cards then name', async () => {
    const { page } = stage;
    await sidebar(page).getByRole('button', { name: 'Create contact Rosa Gil' }).dblclick();
    await sidebar(page).getByText('Rosa Gil is now a contact.').waitFor();
    await sidebar(page).getByRole('link', { name: 'Open contact' }).waitFor();
    expect(people()).toEqual(['rosa.gil@padariasol.example']);
    await tabCard(page).getByText('Rosa Gil is now a contact.').waitFor();
  });

  test('March is dismissed, and stays away after a reload', async () => {
    const { page } = stage;
    await sidebar(page).getByText('asked you to come back: “in March”').waitFor();
    await sidebar(page).getByRole('button', { name: 'Dismiss' }).click();
    await sidebar(page).getByText('asked you to come back').waitFor({ state: 'detached' });
    await openContact(stage, 'Oliveira');
    await sidebar(page).getByText('Rosa Gil is now a contact.').waitFor();
    expect(await sidebar(page).getByText('asked you to come back').count()).toBe(0);
    const tasks = () =>
      stage.sandbox.hubspot.timeline(stage.sandbox.hubspot.contacts()[0]!.id).filter(({ kind }) => kind === 'task');
    expect(tasks().filter(({ properties }) => properties.hs_task_subject?.includes('as they asked'))).toEqual([]);
  });

  test('an absence with its return becomes a task on that day', async () => {
    const { page, sandbox } = stage;
    const contact = sandbox.hubspot.contacts().find(({ properties }) => properties.lastname === 'Carter')!;
    await openContact(stage, 'Carter');
    await sendTracked(page, 'Rates', 'Hello John, our new rates.');
    await page.getByText('Answers “Rates”').waitFor();
    const back = new Date(sandbox.clock.now().getTime() + 30 * 86_400_000);
    const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(back);
    await answerAsCustomer(page, `I am out of the office and will be back on ${day}. Your email is not forwarded.`);
    await sidebar(page)
      .getByRole('button', { name: /^Remind me on / })
      .click();
    await sidebar(page)
      .getByText(/^We’ll remind you on /)
      .waitFor();
    const isReminder = ({ kind, properties }: { kind: string; properties: Record<string, string> }) =>
      kind === 'task' && properties.hs_task_subject === 'John Carter is back: write again';
    const task = await until(() => sandbox.hubspot.timeline(contact.id).find(isReminder) ?? null, 'the task is there');
    expect(Date.parse(task.properties.hs_timestamp!)).toBeGreaterThan(back.getTime() - 86_400_000);
  });
});
