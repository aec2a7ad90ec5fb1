import { Heading, Link, LoadingButton, StatusTag, Tabs } from '@hubspot/ui-extensions';
import { PageLink } from '@hubspot/ui-extensions/pages';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { HomePage } from '../../../app/pages/HomePage.tsx';
import { FIRST_STEPS, type FirstRunView, type FirstStep } from '../../../cards/dto/first-run.ts';
import { playBackend, words } from '../backend.ts';
import { home, settings } from '../fixtures.ts';
import { mount } from '../mount.tsx';

afterEach(() => vi.restoreAllMocks());

const firstRun = (done: FirstStep[], changes: Partial<FirstRunView> = {}): FirstRunView => ({
  shown: true,
  steps: FIRST_STEPS.map((step) => ({ step, done: done.includes(step) })),
  canDismiss: true,
  appsUrl: 'https://app.hubspot.com/connected-apps/4711001/installed',
  contactsUrl: 'https://app.hubspot.com/contacts/4711001/objects/0-1',
  ...changes,
});

function show(path = '/') {
  const renderer = createRenderer('pages');
  const { context, actions } = renderer.mocks;
  renderer.mocks.setPageLocation({ path, params: {} });
  mount(
    renderer,
    <HomePage context={{ ...context, variables: { APP_URL: 'https://app.example' } }} actions={actions} />,
  );
  return renderer;
}
const labeled = (text: string) => (node: { text: string | null }) => node.text === text;

describe('the first run', () => {
  test('says what is done, and where the rest is done', async () => {
    playBackend({ 'GET /home': home(), 'GET /first-run': firstRun(['mail', 'cards']) });
    const page = show();
    await page.waitFor(() => page.find(Heading, labeled('Get started')));
    expect(words(page.getRootNode())).toContain('2 of 5 done');
    expect(page.findAll(StatusTag, labeled('Done'))).toHaveLength(2);
    const links = page.findAll(PageLink, ({ props }) => props.to === '/you');
    expect(links.map(({ text, props }) => [text, props.to])).toEqual([
      ['Enter the address', '/you'],
      ['Try it', '/you'],
    ]);
    const contacts = page.find(Link, labeled('Open contacts'));
    expect(contacts.props.href).toBe('https://app.hubspot.com/contacts/4711001/objects/0-1');
  });

  test('is gone when all is done, and where it cannot be read home is there without it', async () => {
    playBackend({ 'GET /home': home(), 'GET /first-run': firstRun([...FIRST_STEPS], { shown: false }) });
    const done = show();
    await done.waitFor(() => done.find(Heading, labeled('Issues')));
    expect(done.maybeFind(Heading, labeled('Get started'))).toBeNull();
    playBackend({ 'GET /home': home() });
    const without = show();
    await without.waitFor(() => without.find(Heading, labeled('Issues')));
    expect(without.maybeFind(Heading, labeled('Get started'))).toBeNull();
  });

  test('an admin puts it away, nobody else is offered to', async () => {
    let shown = true;
    const { posts } = playBackend({
      'GET /home': home(),
      'GET /first-run': () => firstRun([], { shown }),
      'POST /first-run/dismiss': () => {
        shown = false;
        return {};
      },
    });
    const page = show();
    await page.waitFor(() => page.find(LoadingButton, labeled('Hide this list')));
    page.find(LoadingButton, labeled('Hide this list')).trigger('onClick');
    await page.waitFor(() => expect(page.maybeFind(Heading, labeled('Get started'))).toBeNull());
    expect(posts()).toHaveLength(1);

    playBackend({ 'GET /home': home(), 'GET /first-run': firstRun([], { canDismiss: false }) });
    const rep = show();
    await rep.waitFor(() => rep.find(Heading, labeled('Get started')));
    expect(rep.maybeFind(LoadingButton, labeled('Hide this list'))).toBeNull();
  });
});

describe('the pages', () => {
  test('one’s own settings have an address of their own: where replies go, the signature, a test reply', async () => {
    const { posts } = playBackend({ 'GET /settings': settings(), 'POST /settings/user': { user: settings().user } });
    const page = show('/you');
    await page.waitFor(() => page.find(Heading, labeled('Your signature')));
    expect(page.findAll(Heading).map(({ text }) => text)).toEqual([
      'Where replies are forwarded',
      'Send a test reply',
      'Your signature',
    ]);
    // What holds for everybody is the admin's, in the app's settings.
    expect(words(page.getRootNode())).not.toContain('Everyone in this account');
    page.find(LoadingButton, labeled('Save')).trigger('onClick');
    await page.waitFor(() => expect(posts().map(({ path }) => path)).toEqual(['/settings/user']));
  });

  test('a tab leads to its page', async () => {
    playBackend({ 'GET /home': home() });
    const page = show();
    expect(page.find(Tabs).props.selected).toBe('toDo');
    page.find(Tabs).trigger('onSelectedChange', 'numbers' as never);
    expect(page.mocks.actions.navigateToPage.calls).toEqual([[{ to: '/numbers' }]]);
  });
});
