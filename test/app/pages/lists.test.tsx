import { Alert, Button, EmptyState, Heading, LoadingButton, Select, Text, TextArea } from '@hubspot/ui-extensions';
import { PageLink } from '@hubspot/ui-extensions/pages';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { HomePage } from '../../../app/pages/HomePage.tsx';
import type { HomeView, UnidentifiedReply } from '../../../cards/dto/home.ts';
import { playBackend, words } from '../backend.ts';
import { home } from '../fixtures.ts';
import { mount } from '../mount.tsx';

afterEach(() => vi.restoreAllMocks());

function show(path: string) {
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
const stranger = (changes: Partial<UnidentifiedReply> = {}): UnidentifiedReply => ({
  hubspotId: '123',
  contactName: 'John Carter',
  messageId: '0193a5c0-0000-7000-8000-000000000009',
  from: 'stranger@elsewhere.example',
  subject: 'Re: Freight rates',
  receivedAt: '2026-11-22T12:00:00.000Z',
  failed: false,
  trust: 'unknown',
  ...changes,
});

describe('the lists of home', () => {
  test.each([
    ['/waiting', 'Awaiting reply'],
    ['/senders', 'Who wrote this?'],
    ['/issues', 'Issues'],
    ['/review', 'Review queue'],
    ['/late', 'Late replies'],
  ])('%s is a page of its own', async (path, title) => {
    playBackend({ 'GET /home': home({ unidentified: [stranger()] }) });
    const page = show(path);
    await page.waitFor(() => page.find(Heading));
    expect(page.findAll(Heading).map(({ text }) => text)).toEqual([title]);
    expect(page.find(PageLink).props.to).toBe('/');
  });

  test.each(['/senders', '/issues', '/review', '/late'])('%s says where nothing is in it', async (path) => {
    const empty: Partial<HomeView> = { attention: [], attentionTotal: 0, lateReplies: [], toCheck: [] };
    playBackend({ 'GET /home': home(empty) });
    const page = show(path);
    await page.waitFor(() => page.find(EmptyState));
  });

  test('who wrote is said in place, and a sender who failed the check is asked about twice', async () => {
    const { posts } = playBackend({
      'GET /home': home({ unidentified: [stranger(), stranger({ messageId: 'm2', trust: 'failed' })] }),
      'POST /messages/0193a5c0-0000-7000-8000-000000000009/accept-sender': {},
      'POST /messages/m2/accept-sender': {},
    });
    const page = show('/senders');
    await page.waitFor(() => page.find(Alert));
    expect(page.findAll(Alert).map(({ props }) => props.title)).toEqual([
      'Is this John Carter?',
      'Possible impersonation',
    ]);
    page.findAll(LoadingButton, labeled('It’s John Carter'))[0]!.trigger('onClick');
    await page.waitFor(() => expect(posts()).toHaveLength(1));
    expect(posts()[0]!.body).toMatchObject({ is: 'contact', confirmed: false });
    page.findAll(LoadingButton, labeled('It’s John Carter'))[1]!.trigger('onClick');
    await page.waitFor(() => page.find(LoadingButton, labeled('Trust anyway')));
    expect(posts()).toHaveLength(1);
    page.find(LoadingButton, labeled('Trust anyway')).trigger('onClick');
    await page.waitFor(() => expect(posts()).toHaveLength(2));
    expect(posts()[1]!.body).toMatchObject({ is: 'contact', confirmed: true });
  });

  test('an unsure analysis is corrected in place, only with what was changed', async () => {
    const [{ messageId }] = home().toCheck as [HomeView['toCheck'][number]];
    const { posts } = playBackend({
      'GET /home': home({ toCheckMore: true }),
      [`POST /messages/${messageId}/correction`]: {},
    });
    const page = show('/review');
    await page.waitFor(() => page.find(Button, labeled('Edit analysis')));
    expect(words(page.getRootNode())).toContain('More follow once these are done.');
    page.find(Button, labeled('Edit analysis')).trigger('onClick');
    await page.waitFor(() => page.find(TextArea));
    page.find(Select, ({ props }) => props.name === 'response_type').trigger('onChange', 'high_value' as never);
    await page.waitFor(() =>
      expect(page.find(Select, ({ props }) => props.name === 'response_type').props.value).toBe('high_value'),
    );
    page.find(LoadingButton, labeled('Save')).trigger('onClick');
    await page.waitFor(() => expect(posts()).toHaveLength(1));
    expect(posts()[0]!.body).toMatchObject({ version: 1, fields: { response_type: 'high_value' } });
    expect(Object.keys(posts()[0]!.body!.fields as object)).toEqual(['response_type']);
  });

  test('a late reply shows its first words', async () => {
    playBackend({ 'GET /home': home() });
    const page = show('/late');
    await page.waitFor(() => page.find(Text, labeled('Sorry for the late answer: we want the offer.')));
  });

  test('whose part is shown holds for every list, and is remembered', async () => {
    const { calls, posts } = playBackend({ 'GET /home': home(), 'POST /home/whose': {} });
    const page = show('/issues');
    await page.waitFor(() => page.find(Select));
    page.find(Select).trigger('onChange', 'mine' as never);
    await page.waitFor(() => expect(calls.map(({ path }) => path)).toContain('/home?whose=mine'));
    expect(posts()[0]!.body).toMatchObject({ whose: 'mine' });
  });
});
