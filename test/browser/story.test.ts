import { describe, expect, test } from 'vitest';
import {
  answerAsCustomer,
  choose,
  hasBrowser,
  openContact,
  property,
  screen,
  sendTracked,
  shown,
  sidebar,
  stageOfTests,
  tabCard,
} from './support.ts';

/** What a sales team does in a day, on the real bundles in a real browser. The tests build on each other. */
describe.skipIf(!hasBrowser)('a day with the cards', { timeout: 120_000 }, () => {
  const stage = stageOfTests();

  test('a tracked email is sent, answered by the customer, and stands in both cards with its analysis', async () => {
    const { page } = stage;
    await openContact(stage, 'Carter');
    await sendTracked(page, 'Freight rates for 2027', 'Hello John,\n\nwould you like to see our new rates?\n\nAna');
    await tabCard(page).getByText('Freight rates for 2027').first().waitFor();
    await page.getByText('Answers “Freight rates for 2027”').waitFor();

    const words =
      'Hi Ana, yes please send me the price list. We ship about 400 pallets a month and want to upgrade now.';
    await answerAsCustomer(page, words);
    for (const card of [tabCard(page), sidebar(page)]) {
      await card.getByText('We ship about 400 pallets a month', { exact: false }).first().waitFor();
      await shown(card, 'High value').waitFor();
      await card.getByText('400 pallets a month', { exact: false }).first().waitFor();
    }
    await sidebar(page).getByText('Waiting for your reply').waitFor();
    await expect
      .poll(() => property(page, 'reply_response_type').textContent(), { timeout: 15_000 })
      .toBe('High value');
    await screen(page, 'contact-record');

    await page.getByRole('tab', { name: /Activities/ }).click();
    await page.getByText('Email received').first().waitFor();
    await screen(page, 'activities');
  });

  test('the reply lies in the rep’s mailbox', async () => {
    const { page } = stage;
    await page.getByRole('link', { name: 'Mailboxes' }).click();
    await page.getByRole('button', { name: /John Carter.*Freight rates/ }).click();
    await page
      .locator('.mail-head')
      .getByText(/reply\+/)
      .first()
      .waitFor();
    await screen(page, 'mailbox');
  });

  test('a phone call is logged in the sidebar and found analyzed on the timeline and in the properties', async () => {
    const { page } = stage;
    await openContact(stage, 'Fernández');
    await choose(page, 'More', 'Log a reply');
    const panel = page.getByRole('dialog', { name: 'Log a reply' });
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Enter what was said.').waitFor();
    await panel.getByLabel('Customer').check();
    await panel.getByLabel('Channel').selectOption({ label: 'Phone call' });
    await panel
      .getByLabel('What did they say?')
      .fill('She is angry: the invoice is wrong again and she wants to cancel.');
    await screen(page, 'log-a-reply');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.waitFor({ state: 'hidden' });
    await tabCard(page).getByText('Phone call · Reply').waitFor();
    await tabCard(page).getByText('Logged by Ana Souza').waitFor();
    await shown(tabCard(page), 'Needs handling').waitFor();
    await expect
      .poll(() => property(page, 'reply_response_type').textContent(), { timeout: 15_000 })
      .toBe('Needs handling');
    await page.getByRole('tab', { name: /Activities/ }).click();
    await page.locator('.activity-note').getByText('the invoice is wrong again', { exact: false }).first().waitFor();
  });

  test('what was logged can be edited, and says so', async () => {
    const { page } = stage;
    await page.getByRole('tab', { name: 'Reply tracking' }).click();
    await tabCard(page).getByRole('button', { name: 'Edit', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Edit logged reply' });
    await panel
      .getByLabel('What did they say?')
      .fill('She was angry, but it is settled: the invoice was right after all. Thanks.');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.waitFor({ state: 'hidden' });
    await tabCard(page).getByText('· edited').waitFor();
    await tabCard(page).getByText('it is settled', { exact: false }).first().waitFor();
  });

  test('the outreach status is changed in the card and stands on the timeline', async () => {
    const { page } = stage;
    await sidebar(page).getByLabel('Outreach status').selectOption({ label: 'Interested' });
    await page.getByText('Outreach status set to Interested').waitFor();
    await tabCard(page).getByText('Outreach status: Replied → Interested').waitFor();
    await tabCard(page).getByText('by Ana Souza').first().waitFor();
    await expect
      .poll(() => property(page, 'reply_outreach_status').getByRole('combobox').inputValue(), { timeout: 15_000 })
      .toBe('interested');
  });

  test('a new forward address counts once its link was opened, and the next forward goes there', async () => {
    const { page, sandbox } = stage;
    await page.getByRole('link', { name: 'App settings' }).click();
    const field = page.getByRole('textbox', { name: 'Just me' });
    await field.fill('not an address');
    await page.getByRole('button', { name: 'Send confirmation' }).nth(1).click();
    await page.getByText('Enter a valid email address.').waitFor();
    await field.fill('ana.privat@post.example');
    await page.getByRole('button', { name: 'Send confirmation' }).nth(1).click();
    await page.getByText('Confirmation pending').waitFor();
    await screen(page, 'settings');

    await expect.poll(() => sandbox.sendgrid.mailbox('ana.privat@post.example').length).toBe(1);
    const [asked] = sandbox.sendgrid.mailbox('ana.privat@post.example');
    const link = /https?:\/\/\S+confirm-address\/\S+/.exec(asked?.text ?? '')?.[0] ?? '';
    const confirmation = await page.context().newPage();
    await confirmation.goto(link);
    await confirmation.getByRole('button', { name: /confirm/i }).click();
    await confirmation.getByText('Confirmed.').waitFor();
    await confirmation.close();

    await openContact(stage, 'Carter');
    await answerAsCustomer(page, 'One more thing: please call me on Friday.');
    await expect.poll(() => sandbox.sendgrid.mailbox('ana.privat@post.example').length, { timeout: 15_000 }).toBe(2);
    await page.getByRole('link', { name: 'App settings' }).click();
    await page.getByText('Confirmed', { exact: true }).waitFor();
  });

  test('a response type is corrected: the property follows, the analyst’s own word stays', async () => {
    const { page } = stage;
    await openContact(stage, 'Carter');
    const latest = tabCard(page).locator('.hs-tile').first();
    await latest.getByText('One more thing').first().waitFor();
    await latest.getByRole('button', { name: 'Edit analysis' }).click();
    await latest.getByLabel('Response type').selectOption({ label: 'Needs handling' });
    await latest.getByRole('button', { name: 'Save' }).click();
    await latest.getByText('Corrected by Ana Souza').waitFor();
    await expect
      .poll(() => property(page, 'reply_response_type').textContent(), { timeout: 15_000 })
      .toBe('Needs handling');
    await latest.getByRole('button', { name: 'Edit analysis' }).click();
    await latest.getByText('Suggested: ').waitFor();
    await latest.getByRole('button', { name: 'Cancel' }).click();
  });

  test('an unknown sender holds everything back until a person accepts them', async () => {
    const { page } = stage;
    await openContact(stage, 'Shah');
    await sendTracked(page, 'Appointments online', 'Hello Priya,\n\nmay I show you our calendar?');
    await page.getByText('Answers “Appointments online”').waitFor();
    await answerAsCustomer(page, 'Great, we want to buy it today. Please send the contract.', 'Somebody unknown');
    await sidebar(page).getByText('Is this Priya Shah?').waitFor();
    // A stranger's word about himself is no rating: no type, no score, no to-do until somebody knows him.
    expect(await sidebar(page).getByText('High value').count()).toBe(0);
    expect(await property(page, 'reply_response_type').textContent()).toBe('–');
    await screen(page, 'unknown-sender');
    await sidebar(page).getByRole('button', { name: 'It’s Priya Shah' }).click();
    await sidebar(page).getByText('Sender trusted by Ana Souza').waitFor();
    await expect
      .poll(() => property(page, 'reply_response_type').textContent(), { timeout: 15_000 })
      .toBe('High value');
  });

  test('an action item is reworded, made a task, ticked, and stands in the message with who and when', async () => {
    const { page } = stage;
    const item = sidebar(page).getByRole('checkbox').first();
    await sidebar(page).getByRole('button', { name: 'More', exact: true }).nth(1).click();
    await sidebar(page).getByRole('button', { name: 'Edit', exact: true }).first().click();
    await sidebar(page).getByLabel('Next step').fill('Send the contract with the new terms');
    await sidebar(page).getByRole('button', { name: 'Save' }).click();
    await sidebar(page).getByLabel('Send the contract with the new terms').waitFor();
    await item.check();
    await tabCard(page).getByText('Done by Ana Souza', { exact: false }).waitFor();
  });

  test('“Done” ends the waiting, and can be taken back', async () => {
    const { page } = stage;
    await choose(page, 'Done', 'No reply needed');
    await sidebar(page).getByText('Done. No reply needed.').waitFor();
    await sidebar(page).getByRole('button', { name: 'Undo' }).click();
    await sidebar(page).getByText('Waiting for your reply').first().waitFor();
    await choose(page, 'Done', 'No reply needed');
    await sidebar(page).getByText('Done. No reply needed.').waitFor();
    await expect.poll(() => property(page, 'reply_waiting_since').textContent(), { timeout: 15_000 }).toBe('–');
  });

  test('the home page lists who waits, and how often the analysis was corrected', async () => {
    const { page } = stage;
    await page.getByRole('link', { name: 'App home' }).click();
    await page.getByRole('link', { name: 'John Carter' }).first().waitFor();
    // One analysis was corrected, in its type alone.
    await expect.poll(() => page.getByText('1 of 1 corrected').count()).toBe(1);
    expect(await page.getByText('0 of 1 corrected').count()).toBe(5);
    await screen(page, 'home');
  });

  test('the pages speak Portuguese and Spanish', async () => {
    const { page } = stage;
    await openContact(stage, 'Carter');
    await page.getByLabel('Language').selectOption('pt');
    await sidebar(page).getByLabel('Status da prospecção').waitFor();
    await tabCard(page).getByRole('button', { name: 'Enviar e-mail rastreado' }).waitFor();
    await screen(page, 'contact-record-pt');
    await page.getByLabel('Language').selectOption('es');
    await sidebar(page).getByLabel('Estado de prospección').waitFor();
    await page.getByLabel('Language').selectOption('en');
    await sidebar(page).getByLabel('Outreach status').waitFor();
  });

  test('the settings run a test reply through the whole product', async () => {
    const { page } = stage;
    await openContact(stage, 'Ibáñez');
    await page.getByRole('link', { name: 'App settings' }).click();
    await page.getByRole('button', { name: 'Send a test reply' }).click();
    await expect.poll(() => page.getByText('Done', { exact: true }).count(), { timeout: 30_000 }).toBe(5);
    await page.getByLabel('Customer reply').fill('We want the Pro plan for 20 people. Please send a quote.');
    await page.getByRole('button', { name: 'Analyze', exact: true }).click();
    await page.getByText(/Analyzed by/).waitFor();
  });

  test('the account is disconnected, after a second word, and connected again by the link', async () => {
    const { page, sandbox } = stage;
    const { sql } = sandbox.app.database;
    await openContact(stage, 'Carter');
    await page.getByRole('link', { name: 'App settings' }).click();
    const state = async () => (await sql<{ state: string }[]>`select state from portals`)[0]?.state;
    await page.getByRole('button', { name: 'Disconnect this account' }).click();
    const question = page.getByRole('dialog', { name: 'Disconnect Reply Tracking from this account?' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    expect(await state()).toBe('connected');

    await page.getByRole('button', { name: 'Disconnect this account' }).click();
    await question.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await page.getByText('Reply Tracking is disconnected from this account.').waitFor();
    await question.waitFor({ state: 'hidden' });
    expect(await state()).toBe('uninstalled');

    await page.getByRole('link', { name: 'Reconnect' }).click();
    await expect.poll(state, { timeout: 15_000 }).toBe('connected');
  });
});
