import {
  Button,
  EmptyState,
  ErrorState,
  Input,
  Link,
  LoadingButton,
  Modal,
  Select,
  StatusTag,
  Text,
  TextArea,
  Toggle,
} from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SettingsPage } from '../../../app/settings/SettingsPage.tsx';
import type { AuditItem, AuditView } from '../../../cards/dto/settings.ts';
import { playBackend, refusal, words } from '../backend.ts';
import { analysis, health, settings } from '../fixtures.ts';
import { mount } from '../mount.tsx';

afterEach(() => vi.restoreAllMocks());

function show() {
  const renderer = createRenderer('settings');
  const { context, actions } = renderer.mocks;
  mount(
    renderer,
    <SettingsPage context={{ ...context, variables: { APP_URL: 'https://app.example' } }} actions={actions} />,
  );
  return renderer;
}
const labeled = (text: string) => (node: { text: string | null }) => node.text === text;
const noHistory: AuditView = { entries: [], next: null };
const base = { 'GET /settings': settings(), 'GET /health': health, 'GET /settings/audit': noHistory };

describe('settings page', () => {
  test('shows where forwards go and what works', async () => {
    playBackend(base);
    const page = show();
    await page.waitFor(() => expect(page.findAll(StatusTag).map(({ text }) => text)).toContain('Limited'));
    const texts = page.findAll(Text).map(({ text }) => text);
    expect(texts.some((text) => text?.includes('ana@vendas.example'))).toBe(true);
    expect(texts.some((text) => text?.includes('sales-email-read'))).toBe(true);
  });

  test('says who changed what, and earlier changes on demand', async () => {
    const entry = (n: number, told: Pick<AuditItem, 'action' | 'details'>): AuditItem =>
      ({
        id: `0193a5c0-0000-7000-8000-00000000000${n}`,
        at: '2026-11-22T12:00:00.000Z',
        by: { userId: '8150101', name: 'Ana Souza' },
        contact: n > 1 ? { hubspotId: '1', name: 'John Carter' } : null,
        ...told,
      }) as AuditItem;
    const changes = [
      { name: 'dailyCap', from: 500, to: 200 },
      { name: 'editors', from: [], to: ['8150101'] },
    ];
    const first: AuditView = {
      entries: [
        entry(1, { action: 'settings_changed', details: { changes } }),
        entry(2, { action: 'sender_judged', details: { as: 'colleague' } }),
      ],
      next: 'cursor',
    };
    const fields = [{ name: 'response_type', from: 'standard', to: 'high_value' }];
    const second: AuditView = {
      entries: [entry(3, { action: 'analysis_corrected', details: { changes: fields } })],
      next: null,
    };
    playBackend({ ...base, 'GET /settings/audit': first, 'GET /settings/audit?before=cursor': second });
    const page = show();
    await page.waitFor(() =>
      expect(words(page.getRootNode())).toContain('accepted a reply from a colleague of John Carter'),
    );
    expect(words(page.getRootNode())).toContain(
      'Ana Souza changed: Daily tracked email limit (500 → 200); Who may change settings',
    );
    page.find(LoadingButton, labeled('Show earlier changes')).trigger('onClick');
    await page.waitFor(() =>
      expect(words(page.getRootNode())).toContain('corrected the analysis of a reply from John Carter: Response type'),
    );
    expect(page.maybeFind(LoadingButton, labeled('Show earlier changes'))).toBeNull();
  });

  test('a choice is saved as it is made, alone', async () => {
    const { posts } = playBackend({ ...base, 'POST /settings': { portal: { ...settings().portal, tasks: false } } });
    const page = show();
    await page.waitFor(() => page.find(Toggle, { name: 'tasks' }));
    page.find(Toggle, { name: 'tasks' }).trigger('onChange', false as never);
    await page.waitFor(() => expect(page.mocks.actions.addAlert.calls).toHaveLength(1));
    expect(posts()[0]?.body).toMatchObject({ settings: { tasks: false } });
    expect(page.find(Toggle, { name: 'tasks' }).props.checked).toBe(false);
  });

  test('after a lost answer the same choice is repeated, and another one is its own', async () => {
    const { posts } = playBackend({ ...base, 'POST /settings': refusal('unavailable') });
    const page = show();
    await page.waitFor(() => page.find(Toggle, { name: 'tasks' }));
    const choices = [{ tasks: false }, { tasks: false }, { forward: false }];
    for (const [n, choice] of choices.entries()) {
      page.find(Toggle, { name: Object.keys(choice)[0]! }).trigger('onChange', false as never);
      await page.waitFor(() => expect(posts()).toHaveLength(n + 1));
      await page.waitFor(() => expect(page.find(Toggle, { name: 'tasks' }).props.readOnly).toBe(false));
    }
    const [first, again, other] = posts().map(({ body }) => body?.key);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('a refused choice goes back', async () => {
    playBackend({ ...base, 'POST /settings': refusal('not_allowed') });
    const page = show();
    await page.waitFor(() => page.find(Select, { name: 'language' }));
    page.find(Select, { name: 'language' }).trigger('onChange', 'pt' as never);
    await page.waitFor(() => expect(words(page.getRootNode())).toContain('Only people listed'));
    expect(page.find(Select, { name: 'language' }).props.value).toBe('en');
  });

  test('who may not change the settings can look at them, and set their own address', async () => {
    playBackend({ ...base, 'GET /settings': settings({ canChange: false }) });
    const page = show();
    await page.waitFor(() => page.find(Toggle, { name: 'tasks' }));
    expect(page.find(Toggle, { name: 'tasks' }).props.readOnly).toBe(true);
    expect(page.find(Input, { name: 'forward-address-portal' }).props.readOnly).toBe(true);
    expect(page.find(Input, { name: 'forward-address-user' }).props.readOnly).toBe(false);
  });

  test('an address is checked before it is asked to confirm', async () => {
    const { posts } = playBackend({ ...base, 'POST /settings/forward-address': {} });
    const page = show();
    await page.waitFor(() => page.find(Input, { name: 'forward-address-user' }));
    const field = () => page.find(Input, { name: 'forward-address-user' });
    const save = () => page.findAll(LoadingButton, labeled('Send confirmation'))[1]!;
    field().trigger('onInput', 'nobody' as never);
    await page.waitFor(() => expect(field().props.value).toBe('nobody'));
    save().trigger('onClick');
    await page.waitFor(() => expect(field().props.validationMessage).toBe('Enter a valid email address.'));
    field().trigger('onInput', 'ana@privat.example' as never);
    await page.waitFor(() => expect(field().props.value).toBe('ana@privat.example'));
    save().trigger('onClick');
    await page.waitFor(() => expect(posts()).toHaveLength(1));
    expect(posts()[0]?.body).toMatchObject({ scope: 'user', address: 'ana@privat.example' });
  });

  test('a test reply shows each step until all are done', async () => {
    const steps = (...states: string[]) => ({
      testId: 't1',
      steps: ['received', 'placed', 'forwarded', 'analyzed', 'written'].map((step, n) => ({
        step,
        state: states[n],
        reason: null,
      })),
    });
    let looks = 0;
    playBackend({
      ...base,
      'POST /test-reply': steps('done', 'waiting', 'waiting', 'waiting', 'waiting'),
      'GET /test-reply/t1': () =>
        ++looks === 1
          ? steps('done', 'done', 'waiting', 'waiting', 'waiting')
          : steps('done', 'done', 'skipped', 'done', 'done'),
    });
    const page = show();
    await page.waitFor(() => page.find(LoadingButton, labeled('Send a test reply')));
    page.find(LoadingButton, labeled('Send a test reply')).trigger('onClick');
    await page.waitFor(
      () => {
        const states = page.findAll(StatusTag).map(({ text }) => text);
        expect(states.filter((text) => text === 'Done')).toHaveLength(4);
        expect(states).toContain('Skipped');
      },
      { timeoutInMs: 5_000 },
    );
  });

  test('the analysis can be tried on any text', async () => {
    const { posts } = playBackend({ ...base, 'POST /analysis/try': { analysis: analysis().fields, analyst: 'rules' } });
    const page = show();
    const reply = () => page.find(TextArea, { name: 'try-text' });
    await page.waitFor(() => reply());
    reply().trigger('onInput', 'We want to buy.' as never);
    await page.waitFor(() => expect(page.find(LoadingButton, labeled('Analyze')).props.disabled).toBe(false));
    page.find(LoadingButton, labeled('Analyze')).trigger('onClick');
    await page.waitFor(() => expect(page.findAll(Text).map(words)).toContain('Opportunity: ●●●●○ High'));
    expect(posts()[0]?.body).toMatchObject({ text: 'We want to buy.' });
  });

  test('a failure to load is shown', async () => {
    playBackend({ ...base, 'GET /settings': refusal('not_connected') });
    const page = show();
    await page.waitFor(() => page.find(ErrorState));
  });
});

describe('disconnecting', () => {
  const opener = (page: ReturnType<typeof show>) => page.find(Button, labeled('Disconnect this account'));
  const dialog = (page: ReturnType<typeof show>) => opener(page).props.overlay!;
  const confirm = (page: ReturnType<typeof show>) => dialog(page).find(LoadingButton, labeled('Disconnect'));

  test('the first click asks, the second one does it, and the page says how to come back', async () => {
    const { posts } = playBackend({ ...base, 'POST /disconnect': {} });
    const page = show();
    await page.waitFor(() => opener(page));
    expect(opener(page).props.onClick).toBeUndefined();
    expect(dialog(page).find(Modal).props.title).toBe('Disconnect Reply Tracking from this account?');
    expect(words(dialog(page))).toContain('delete our data after 30 days');
    expect(posts()).toEqual([]);
    confirm(page).trigger('onClick');
    await page.waitFor(() => page.find(EmptyState));
    expect(posts()).toMatchObject([{ path: '/disconnect', body: { key: expect.any(String) } }]);
    expect(page.mocks.actions.closeOverlay.calls).toEqual([['disconnect']]);
    expect(page.find(EmptyState).props.title).toBe('Reply Tracking is disconnected from this account.');
    expect(page.find(Link).props.href).toBe('https://app.example/oauth/install');
    expect(page.findAll(Toggle)).toEqual([]);
  });

  test('“Cancel” only closes the question', async () => {
    const { posts } = playBackend(base);
    const page = show();
    await page.waitFor(() => opener(page));
    dialog(page).find(Button, labeled('Cancel')).trigger('onClick');
    expect(page.mocks.actions.closeOverlay.calls).toEqual([['disconnect']]);
    expect(posts()).toEqual([]);
  });

  test('it shows that it is at work, then a failure; the next try carries the same key', async () => {
    let answer: (result: object) => void = () => {};
    const { posts } = playBackend({
      ...base,
      'POST /disconnect': () => new Promise<object>((done) => (answer = done)),
    });
    const page = show();
    await page.waitFor(() => opener(page));
    confirm(page).trigger('onClick');
    await page.waitFor(() => expect(confirm(page).props.loading).toBe(true));
    expect(dialog(page).find(Button, labeled('Cancel')).props.disabled).toBe(true);
    answer(refusal('unavailable'));
    await page.waitFor(() => expect(words(dialog(page))).toContain('Your work is safe; try again.'));
    expect(confirm(page).props.loading).toBe(false);
    confirm(page).trigger('onClick');
    await page.waitFor(() => expect(posts()).toHaveLength(2));
    expect(posts()[1]?.body?.key).toBe(posts()[0]?.body?.key);
    // The first try had got through.
    answer(refusal('not_connected'));
    await page.waitFor(() => page.find(EmptyState));
  });

  test('whoever may not change the settings is not offered it', async () => {
    playBackend({ ...base, 'GET /settings': settings({ canChange: false }) });
    const page = show();
    await page.waitFor(() => page.find(Toggle, { name: 'tasks' }));
    expect(page.findAll(Button, labeled('Disconnect this account'))).toEqual([]);
  });

  test.each([
    ['pt-br', 'Desconectar esta conta'],
    ['es', 'Desconectar esta cuenta'],
  ])('speaks %s', async (language, label) => {
    playBackend(base);
    const renderer = createRenderer('settings');
    const { context, actions } = renderer.mocks;
    const user = { ...context.user, language };
    mount(renderer, <SettingsPage context={{ ...context, user }} actions={actions} />);
    await renderer.waitFor(() => renderer.find(Button, labeled(label)));
  });
});
