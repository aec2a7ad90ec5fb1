import { Button, EmptyState, LineChart, Link, Select, Tab, TableRow } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { HomePage } from '../../../app/pages/HomePage.tsx';
import { homeWords } from '../../../app/pages/words/index.ts';
import type { Figures, NumbersView } from '../../../cards/dto/numbers.ts';
import { playBackend, words } from '../backend.ts';
import { home } from '../fixtures.ts';

afterEach(() => vi.restoreAllMocks());

const figures = (changes: Partial<Figures> = {}): Figures => ({
  sent: 0,
  delivered: 0,
  bounced: 0,
  mailed: 0,
  mailedReplied: 0,
  mailedPositive: 0,
  replies: 0,
  highValue: 0,
  needsHandling: 0,
  positive: 0,
  optedOut: 0,
  answered: 0,
  withDeadline: 0,
  inTime: 0,
  medianMinutes: null,
  slowMinutes: null,
  ...changes,
});
const now = figures({
  sent: 40,
  delivered: 38,
  mailed: 20,
  mailedReplied: 8,
  mailedPositive: 3,
  replies: 9,
  answered: 6,
  withDeadline: 4,
  inTime: 3,
  medianMinutes: 75,
  slowMinutes: 3000,
});
const numbers = (changes: Partial<NumbersView> = {}): NumbersView => ({
  from: '2026-10-30',
  to: '2026-11-26',
  beforeFrom: '2026-10-02',
  beforeTo: '2026-10-29',
  now,
  before: figures({ sent: 20, mailed: 10, mailedReplied: 3 }),
  weeks: [
    { week: '2026-11-09', ...figures({ mailed: 10, mailedReplied: 5 }) },
    { week: '2026-11-16', ...figures({ mailed: 10, mailedReplied: 3 }) },
  ],
  reps: [{ rep: 'ana@vendas.example', name: 'Ana Souza', team: 'Sul', ...now }],
  byTeam: [{ team: 'Sul', ...now }],
  subjects: [
    { subject: 'Prices', workflow: false, ...figures({ mailed: 10, mailedPositive: 1 }) },
    { subject: 'Pilot', workflow: true, ...figures({ mailed: 10, mailedPositive: 2 }) },
    { subject: 'Rare', workflow: false, ...figures({ mailed: 1, mailedPositive: 1 }) },
  ],
  languages: [{ language: 'pt', ...figures({ replies: 9 }) }],
  teams: ['Sul'],
  csvUrl: 'https://app.example/numbers/x',
  ...changes,
});

function show(view: NumbersView, language = 'en') {
  const backend = playBackend({
    'GET /home': home(),
    'GET /numbers': view,
    'GET /numbers/list': { items: [], next: null, contactUrl: 'https://app.hubspot.com/c/' },
  });
  const page = createRenderer('pages');
  page.mocks.setPageLocation({ path: '/numbers', params: {} });
  const { context, actions } = page.mocks;
  const user = { ...context.user, language };
  page.render(
    <HomePage context={{ ...context, user, variables: { APP_URL: 'https://app.example' } }} actions={actions} />,
  );
  return { page, ...backend };
}
const rowOf = (rows: { text: string | null }[], first: string) =>
  rows.find((row) =>
    words(row as never)
      .trim()
      .startsWith(first),
  )!;

describe('numbers of the home page', () => {
  test('each number stands beside the one before, shares with their change in points', async () => {
    const { page } = show(numbers());
    await page.waitFor(() => page.find(LineChart));
    expect(page.findAll(Tab).map(({ props }) => props.title)).toEqual(['To do', 'Numbers', 'My settings']);
    const rows = page.findAll(TableRow);
    expect(words(rowOf(rows, 'Tracked emails sent') as never)).toMatch(/40\s+20\s+\+100%/);
    expect(words(rowOf(rows, 'Reply rate') as never)).toMatch(/40%\s+30%\s+\+10/);
    expect(words(rowOf(rows, 'Response time, median') as never)).toMatch(/75 min\s+–\s+–/);
    expect(words(rowOf(rows, 'Response time, 90%') as never)).toContain('2.1 d');
  });

  test('the line has words beside it, and the best subject of enough people comes first', async () => {
    const { page } = show(numbers());
    await page.waitFor(() => page.find(LineChart));
    expect(words(page.getRootNode())).toContain('Best week: Nov 9, 2026 with 50%');
    const subjects = page
      .findAll(TableRow)
      .map((row) => words(row))
      .filter((text) => /^\s*(Prices|Pilot|Rare)/.test(text));
    expect(subjects.map((text) => text.trim().split(/\s/)[0])).toEqual(['Pilot', 'Prices', 'Rare']);
    expect(page.findAll(Link).some(({ props }) => JSON.stringify(props.href).includes('/numbers/x'))).toBe(true);
  });

  test('a number opens the list behind it, of the same period and part', async () => {
    const { page, calls } = show(numbers());
    await page.waitFor(() => page.find(LineChart));
    const row = page.findAll(TableRow).find((each) => /Ana Souza\s+Sul/.test(words(each)))!;
    row.find(Button).trigger('onClick');
    await page.waitFor(() => expect(words(page.getRootNode())).toContain('There is nothing behind this number.'));
    const { path } = calls.find((call) => call.path.startsWith('/numbers/list'))!;
    expect(Object.fromEntries(new URLSearchParams(path.split('?')[1]))).toMatchObject({
      whose: 'everyone',
      number: 'replies',
      rep: 'ana@vendas.example',
    });
  });

  test('each number says what it counts, in the words of the page for users', async () => {
    const { page } = show(numbers());
    await page.waitFor(() => page.find(LineChart));
    const rate = page.findAll(TableRow).find((row) => words(row).trim().startsWith('Reply rate'))!;
    const { overlay } = rate.find(Button).props;
    expect(words(overlay as never)).toContain(homeWords.en.report.means.replyRate);
  });

  test('a team and a workflow are lines of their own, with their own list behind each number', async () => {
    const { page, calls } = show(numbers());
    await page.waitFor(() => page.find(LineChart));
    const opened = async (line: RegExp) => {
      const row = page.findAll(TableRow).find((each) => line.test(words(each)))!;
      row.find(Button).trigger('onClick');
      await page.waitFor(() => expect(words(page.getRootNode())).toContain('There is nothing behind this number.'));
      const { path } = calls.findLast((call) => call.path.startsWith('/numbers/list'))!;
      return Object.fromEntries(new URLSearchParams(path.split('?')[1]));
    };
    expect(await opened(/^\s*Sul\s/)).toMatchObject({ team: 'Sul', number: 'replies' });
    await opened(/^\s*Pilot\s+Emails from workflows/);
    await page.waitFor(() =>
      expect(calls.some(({ path }) => /subject=Pilot/.test(path) && /workflow=yes/.test(path))).toBe(true),
    );
  });

  test('a choice asks anew', async () => {
    const { page, calls } = show(numbers());
    await page.waitFor(() => page.find(LineChart));
    page.find(Select, ({ props }) => props.name === 'whose').trigger('onChange', 'team' as never);
    await page.waitFor(() => expect(calls.some(({ path }) => path.includes('whose=team'))).toBe(true));
  });

  test.each([
    ['en', 'No numbers in this period'],
    ['pt', 'Nenhum número neste período'],
    ['es', 'Sin números en este período'],
  ])('without any, it says what will stand there (%s)', async (language, title) => {
    const { page } = show(numbers({ now: figures(), before: figures() }), language);
    await page.waitFor(() => page.find(EmptyState, ({ props }) => props.title === title));
  });
});
