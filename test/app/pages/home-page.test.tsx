import {
  Alert,
  Button,
  Checkbox,
  Dropdown,
  EmptyState,
  ErrorState,
  Link,
  LoadingButton,
  ProgressBar,
  Select,
  StatisticsItem,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { HomePage } from '../../../app/pages/HomePage.tsx';
import { playBackend, refusal, words } from '../backend.ts';
import { home } from '../fixtures.ts';
import { mount } from '../mount.tsx';

afterEach(() => vi.restoreAllMocks());

function show(language = 'en') {
  const renderer = createRenderer('pages');
  const { context, actions } = renderer.mocks;
  const user = { ...context.user, language };
  mount(
    renderer,
    <HomePage context={{ ...context, user, variables: { APP_URL: 'https://app.example' } }} actions={actions} />,
  );
  return renderer;
}
const labeled = (text: string) => (node: { text: string | null }) => node.text === text;

describe('home page', () => {
  test('shows how many wait, and who with a link to the record', async () => {
    playBackend({ 'GET /home': home() });
    const page = show();
    await page.waitFor(() => page.find(StatisticsItem));
    expect(page.findAll(StatisticsItem).map(({ props }) => props.number)).toEqual([1, 1, 1, 1]);
    expect(page.find(Link).props.href).toBe('https://app.hubspot.com/contacts/4711001/record/0-1/123');
    expect(page.findAll(TableRow).some((row) => words(row).includes('Overdue'))).toBe(true);
  });

  test.each([
    ['en', 'Paused'],
    ['pt', 'Em pausa'],
    ['es', 'En pausa'],
  ])('a paused account is told so in %s, and no other is', async (language, title) => {
    playBackend({ 'GET /home': { ...home(), paused: true } });
    const paused = show(language);
    await paused.waitFor(() => paused.find(StatisticsItem));
    expect(paused.find(Alert).props.title).toBe(title);
    playBackend({ 'GET /home': home() });
    const page = show(language);
    await page.waitFor(() => page.find(StatisticsItem));
    expect(page.maybeFind(Alert)).toBeNull();
  });

  test('the share of corrected fields stands per field', async () => {
    playBackend({ 'GET /home': home() });
    const page = show();
    await page.waitFor(() => page.find(ProgressBar));
    expect(page.findAll(ProgressBar).map(({ props }) => [props.title, props.value, props.maxValue])).toEqual([
      ['Response type', 1, 4],
      ['Sentiment', 0, 4],
    ]);
  });

  test.each([
    [
      'a failed step is tried again',
      'Retry',
      'POST /effects/retry',
      { effectIds: ['0193a5c0-0000-7000-8000-0000000000ee'] },
    ],
    [
      'a late reply is attached',
      'Add to contact',
      'POST /late-replies/0193a5c0-0000-7000-8000-0000000000bb/attach',
      {},
    ],
    [
      'an unsure analysis is confirmed',
      'Looks right',
      'POST /messages/0193a5c0-0000-7000-8000-000000000001/confirmation',
      { version: 1 },
    ],
  ])('%s', async (_, button, endpoint, body) => {
    const { posts } = playBackend({ 'GET /home': home(), [endpoint]: {} });
    const page = show();
    await page.waitFor(() => page.find(LoadingButton, labeled(button)));
    page.find(LoadingButton, labeled(button)).trigger('onClick');
    await page.waitFor(() => expect(page.mocks.actions.addAlert.calls).toHaveLength(1));
    expect(`POST ${posts()[0]?.path}`).toBe(endpoint);
    expect(posts()[0]?.body).toMatchObject(body);
  });

  test('what an unknown sender holds back says what frees it', async () => {
    const [failed] = home().attention;
    const held = {
      ...failed!,
      state: 'held',
      reason: null,
      nextStep: null,
      waitsFor: 'sender',
      canRetry: false,
    } as const;
    playBackend({ 'GET /home': home({ attention: [held] }) });
    const page = show();
    await page.waitFor(() => expect(words(page.getRootNode())).toContain('confirm the sender'));
  });

  test.each([
    [
      'en',
      '2 updates aren’t in HubSpot yet.',
      'Fix the issue HubSpot reported, then retry.',
      'Contact properties: HubSpot refused it (400).',
      'Retry all',
    ],
    [
      'pt-br',
      '2 atualizações ainda não estão no HubSpot.',
      'Corrija o que o HubSpot apontou e tente de novo.',
      'Propriedades do contato: O HubSpot recusou (400).',
      'Tentar tudo de novo',
    ],
    [
      'es',
      '2 actualizaciones aún no están en HubSpot.',
      'Corrige lo que HubSpot indicó y reintenta.',
      'Propiedades del contacto: HubSpot lo rechazó (400).',
      'Reintentar todo',
    ],
  ])(
    'what failed of one contact is one issue, in the words of its reader: %s',
    async (language, says, help, detail, all) => {
      const [failed] = home().attention;
      const task = { ...failed!, effectId: '0193a5c0-0000-7000-8000-0000000000ef', step: 'task' } as const;
      const { posts } = playBackend({ 'GET /home': home({ attention: [failed!, task] }), 'POST /effects/retry': {} });
      const page = show(language);
      await page.waitFor(() => page.find(Text, labeled(says)));
      page.find(Text, labeled(help));
      page.find(Text, labeled(`${detail} “"Region" is required.”`));
      page.find(LoadingButton, labeled(all)).trigger('onClick');
      await page.waitFor(() => expect(page.mocks.actions.addAlert.calls).toHaveLength(1));
      expect(posts()[0]?.body).toMatchObject({ effectIds: [failed!.effectId, task.effectId] });
    },
  );

  test.each([
    ['en', 'Open the forwarded email first: we couldn’t read it fully.'],
    ['pt-br', 'Antes, abra o e-mail encaminhado: não conseguimos lê-lo por completo.'],
    ['es', 'Antes, abre el correo reenviado: no pudimos leerlo por completo.'],
  ])('a reply whose words are missing says what to do first (%s)', async (language, said) => {
    const [unsure] = home().toCheck;
    playBackend({ 'GET /home': home({ toCheck: [{ ...unsure!, fullyRead: false }] }) });
    const page = show(language);
    await page.waitFor(() => page.find(Text, labeled(said)));
  });

  test.each([
    ['Done', 'POST /waiting/done', {}],
    ['Next Monday', 'POST /waiting/snooze', { until: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/) }],
  ])('of one row: %s', async (button, endpoint, body) => {
    const { posts } = playBackend({ 'GET /home': home(), [endpoint]: {} });
    const page = show();
    await page.waitFor(() => page.find(LoadingButton, labeled('Done')));
    const found =
      button === 'Done' ? page.find(LoadingButton, labeled(button)) : page.find(Dropdown.ButtonItem, labeled(button));
    found.trigger('onClick');
    await page.waitFor(() => expect(page.mocks.actions.addAlert.calls).toHaveLength(1));
    expect(`POST ${posts()[0]?.path}`).toBe(endpoint);
    expect(posts()[0]?.body).toMatchObject({ contacts: ['123'], ...body });
  });

  test('several that are ticked are handed over at once', async () => {
    const [first] = home().waiting;
    const waiting = [first!, { ...first!, hubspotId: '124', messageId: '0193a5c0-0000-7000-8000-000000000002' }];
    const { posts } = playBackend({
      'GET /home': home({ waiting, waitingTotal: 2 }),
      'GET /owners': { owners: [{ ownerId: '9', name: 'Diego Ruiz' }] },
      'POST /waiting/hand-over': {},
    });
    const page = show();
    await page.waitFor(() => page.find(Checkbox));
    for (const n of [0, 1]) page.findAll(Checkbox)[n]!.trigger('onChange', true as never);
    await page.waitFor(() => page.find(Text, labeled('2 selected')));
    page.find(Button, labeled('Hand over')).trigger('onClick');
    await page.waitFor(() => page.find(Select, ({ props }) => props.label === 'Hand over to'));
    page.find(Select, ({ props }) => props.label === 'Hand over to').trigger('onChange', '9' as never);
    await page.waitFor(() => expect(posts()).toHaveLength(1));
    expect(posts()[0]).toMatchObject({ path: '/waiting/hand-over', body: { contacts: ['123', '124'], ownerId: '9' } });
  });

  test('whose list it is, is asked for and remembered', async () => {
    const { calls, posts } = playBackend({ 'GET /home': home(), 'POST /home/whose': {} });
    const page = show();
    await page.waitFor(() => page.find(Select, ({ props }) => props.name === 'waiting-whose'));
    page.find(Select, ({ props }) => props.name === 'waiting-whose').trigger('onChange', 'team' as never);
    await page.waitFor(() => expect(calls.some(({ path }) => path === '/home?whose=team')).toBe(true));
    expect(posts()[0]).toMatchObject({ path: '/home/whose', body: { whose: 'team' } });
  });

  test('nobody waiting is good news, not an empty table', async () => {
    playBackend({ 'GET /home': home({ waiting: [], waitingTotal: 0 }) });
    const page = show();
    await page.waitFor(() => expect(page.find(EmptyState).props.title).toBe('No one is waiting'));
  });

  test('a failure to load is shown', async () => {
    playBackend({ 'GET /home': refusal('unavailable') });
    const page = show();
    await page.waitFor(() => page.find(ErrorState));
  });
});
