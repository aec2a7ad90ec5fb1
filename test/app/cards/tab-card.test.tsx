import {
  Button,
  Checkbox,
  EmptyState,
  ErrorState,
  Input,
  LoadingButton,
  SearchInput,
  Select,
  StatusTag,
  Text,
  TextArea,
  Tile,
} from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { useState } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { CardHost } from '../../../app/cards/card.tsx';
import { TabCard } from '../../../app/cards/TabCard.tsx';
import type { TimelineMessage } from '../../../cards/dto/timeline.ts';
import { playBackend, refusal, words } from '../backend.ts';
import { analysis, composer, message, replyAddress } from '../fixtures.ts';
import { mount } from '../mount.tsx';

afterEach(() => vi.restoreAllMocks());

const TIMELINE = 'GET /contacts/123/timeline';
const COMPOSER = 'GET /contacts/123/composer';
const ADDRESS = 'GET /contacts/123/reply-address';

function show(changes: Partial<CardHost['actions']> = {}) {
  const renderer = createRenderer('crm.record.tab');
  const { context, actions } = renderer.mocks;
  const variables = { APP_URL: 'https://app.example' };
  mount(renderer, <TabCard context={{ ...context, variables }} actions={{ ...actions, ...changes }} />);
  return renderer;
}

const texts = (card: ReturnType<typeof show>) => card.findAll(Text).map(({ text }) => text);
const page = (messages: TimelineMessage[], total: number) => ({
  contactName: 'John Carter',
  messages,
  suggestions: [],
  nextCursor: null,
  total,
  waiting: 1,
});
/** Opens a composer as HubSpot does: its panel is there, and hears that it was opened. */
async function openComposer(card: ReturnType<typeof createRenderer>, label = 'Send tracked email') {
  const panel = () => card.find(Button, labeled(label)).props.overlay!;
  (panel().childNodes[0] as unknown as { trigger(name: string): void }).trigger('onOpen');
  await card.waitFor(() => panel().find(TextArea));
  return panel;
}

const labeled = (text: string) => (node: { text: string | null }) => node.text === text;

describe('tab card', () => {
  test('shows the conversation, the address and how far a mail has come', async () => {
    const sent = message({
      id: '2',
      kind: 'sent',
      direction: 'outgoing',
      mail: null,
      analysis: null,
      analysisState: 'none',
      actionItems: [],
      delivery: {
        state: 'failed',
        reason: { code: 'undeliverable', details: { said: 'Mailbox full' } },
        leavesAt: null,
      },
    });
    const change = message({
      id: '3',
      kind: 'status_change',
      direction: null,
      change: { from: 'contacted', to: 'interested', automatic: false },
    });
    playBackend({
      [TIMELINE]: page([message(), sent, change], 3),
      [ADDRESS]: replyAddress,
    });
    const card = show();
    await card.waitFor(() => expect(card.findAll(Button, labeled('Close'))).toHaveLength(1));
    card.find(Button, labeled('Open')).trigger('onClick');
    await card.waitFor(() => expect(card.findAll(Button, labeled('Close'))).toHaveLength(2));
    expect(card.findAll(StatusTag).map(({ text }) => text)).toContain('Failed');
    expect(texts(card)).toContain('Failed: The email could not be delivered. “Mailbox full”');
    expect(texts(card)).toContain('Outreach status: Contacted → Interested');
    expect(texts(card)).toContain('2 earlier addresses are still active');
    expect(texts(card)).toContain('3 of 3');
  });

  test('a contact without mail gets a hint', async () => {
    const none = { state: 'none', address: null, createdAt: null, expiresAt: null, olderActive: 0 };
    playBackend({ [TIMELINE]: page([], 0), [ADDRESS]: none });
    const card = show();
    await card.waitFor(() => expect(card.find(EmptyState).props.title).toBe('Nothing here yet'));
  });

  test('a failure can be tried again', async () => {
    let attempts = 0;
    playBackend({
      [TIMELINE]: () => (++attempts === 1 ? refusal('unavailable') : page([message()], 1)),
      [ADDRESS]: replyAddress,
    });
    const card = show();
    await card.waitFor(() => card.find(ErrorState));
    card.find(ErrorState).find(Button).trigger('onClick');
    await card.waitFor(() => card.find(Tile));
  });

  test('messages are folded but for the newest, with the status they changed inside', async () => {
    const older = message({ id: '2', subject: 'Older', handling: 'answered' });
    const change = message({
      id: '3',
      kind: 'status_change',
      direction: null,
      change: { from: 'contacted', to: 'replied', automatic: true },
    });
    playBackend({ [TIMELINE]: page([message(), change, older], 3), [ADDRESS]: replyAddress });
    const card = show();
    await card.waitFor(() => expect(card.findAll(Button, labeled('Close'))).toHaveLength(1));
    expect(texts(card)).toContain('Older · They want prices for 40,000 emails.');
    expect(texts(card)).not.toContain('Outreach status: Contacted → Replied');
    card.find(Button, labeled('Open')).trigger('onClick');
    await card.waitFor(() => expect(texts(card)).toContain('Outreach status: Contacted → Replied'));
  });

  test('a filter, a search and the way to the first unanswered ask for other messages', async () => {
    const { calls } = playBackend({ [TIMELINE]: page([message()], 1), [ADDRESS]: replyAddress });
    const card = show();
    await card.waitFor(() => card.find(Tile));
    const asked = () => calls.map(({ path }) => path).filter((path) => path.startsWith('/contacts/123/timeline?'));
    card.find(Select, { name: 'timeline-filter' }).trigger('onChange', 'files' as never);
    await card.waitFor(() => expect(asked().at(-1)).toBe('/contacts/123/timeline?filter=files'));
    card.find(Button, labeled('Go to first unanswered (1)')).trigger('onClick');
    await card.waitFor(() => expect(asked().at(-1)).toBe('/contacts/123/timeline?filter=waits'));
    card.find(SearchInput).trigger('onInput', ' price list ' as never);
    await card.waitFor(() => expect(card.find(SearchInput).props.value).toBe(' price list '));
    card.find(Button, labeled('Search')).trigger('onClick');
    await card.waitFor(() => expect(asked().at(-1)).toBe('/contacts/123/timeline?search=price+list'));
  });

  test('older messages are added below', async () => {
    playBackend({
      [TIMELINE]: { ...page([message({ id: '9' })], 2), nextCursor: 'down' },
      [`${TIMELINE}?cursor=down`]: page([message({ id: '1', text: 'the very first', analysis: null })], 2),
      [ADDRESS]: replyAddress,
    });
    const card = show();
    await card.waitFor(() => expect(card.findAll(Button, labeled('Close'))).toHaveLength(1));
    card.find(LoadingButton, labeled('Load earlier')).trigger('onClick');
    await card.waitFor(() => expect(texts(card)).toContain('Re: Freight rates · the very first'));
    expect(card.maybeFind(LoadingButton, labeled('Load earlier'))).toBeNull();
  });

  test('a tracked email is sent with subject and text, and its panel closes', async () => {
    const { posts } = playBackend({
      [TIMELINE]: page([message()], 1),
      [ADDRESS]: replyAddress,
      [COMPOSER]: composer(),
      'POST /contacts/123/draft': {},
      'POST /contacts/123/email': { message: message() },
    });
    const emails = () => posts().filter(({ path }) => path === '/contacts/123/email');
    const card = show();
    await card.waitFor(() => card.find(Tile));
    const panel = await openComposer(card);
    const send = () => panel().find(LoadingButton, labeled('Send'));
    expect(panel().find(Input).props.value).toBe('Re: Freight rates');
    send().trigger('onClick');
    await card.waitFor(() => expect(panel().find(TextArea).props.error).toBe(true));
    expect(emails()).toHaveLength(0);
    panel()
      .find(TextArea)
      .trigger('onInput', 'Here are the prices.' as never);
    await card.waitFor(() => expect(panel().find(TextArea).props.value).toBe('Here are the prices.'));
    send().trigger('onClick');
    await card.waitFor(() => expect(card.mocks.actions.closeOverlay.calls).toEqual([['send-tracked-email']]));
    expect(emails()[0]?.body).toMatchObject({ subject: 'Re: Freight rates', text: 'Here are the prices.' });
  });

  test('a mail that may not go out says why, and the words stay', async () => {
    playBackend({
      [TIMELINE]: page([message()], 1),
      [ADDRESS]: replyAddress,
      [COMPOSER]: composer(),
      'POST /contacts/123/draft': {},
      'POST /contacts/123/email': refusal('opted_out'),
    });
    const card = show();
    await card.waitFor(() => card.find(Tile));
    const panel = await openComposer(card);
    panel()
      .find(TextArea)
      .trigger('onInput', 'Hello' as never);
    await card.waitFor(() => expect(panel().find(TextArea).props.value).toBe('Hello'));
    panel().find(LoadingButton, labeled('Send')).trigger('onClick');
    await card.waitFor(() => expect(words(panel())).toContain('has opted out of email'));
    expect(panel().find(TextArea).props.value).toBe('Hello');
  });

  test('a mail whose answer was lost is one mail, also with other words', async () => {
    const { posts } = playBackend({
      [TIMELINE]: page([message()], 1),
      [ADDRESS]: replyAddress,
      [COMPOSER]: composer(),
      'POST /contacts/123/draft': {},
      'POST /contacts/123/email': refusal('unavailable'),
    });
    const emails = () => posts().filter(({ path }) => path === '/contacts/123/email');
    const card = show();
    await card.waitFor(() => card.find(Tile));
    const panel = await openComposer(card);
    for (const [n, text] of ['Hello', 'Hello again'].entries()) {
      panel()
        .find(TextArea)
        .trigger('onInput', text as never);
      await card.waitFor(() => expect(panel().find(TextArea).props.value).toBe(text));
      panel().find(LoadingButton, labeled('Send')).trigger('onClick');
      await card.waitFor(() => expect(emails()).toHaveLength(n + 1));
      await card.waitFor(() => expect(panel().find(LoadingButton, labeled('Send')).props.loading).toBe(false));
    }
    expect(emails()[1]?.body?.key).toBe(emails()[0]?.body?.key);
  });

  test('another contact begins with an empty form', async () => {
    const none = page([], 0);
    playBackend({
      [TIMELINE]: none,
      [ADDRESS]: replyAddress,
      [COMPOSER]: composer(),
      'GET /contacts/124/composer': composer(),
      'GET /contacts/124/timeline': none,
      'GET /contacts/124/reply-address': replyAddress,
    });
    const card = createRenderer('crm.record.tab');
    const { context, actions } = card.mocks;
    let open = (_contact: number) => {};
    function Record() {
      const [objectId, setObjectId] = useState(123);
      open = setObjectId;
      const variables = { APP_URL: 'https://app.example' };
      return <TabCard context={{ ...context, crm: { ...context.crm, objectId }, variables }} actions={actions} />;
    }
    mount(card, <Record />);
    await card.waitFor(() => card.find(EmptyState));
    const panel = await openComposer(card);
    const text = () => panel().find(TextArea);
    text().trigger('onInput', 'Hello John' as never);
    await card.waitFor(() => expect(text().props.value).toBe('Hello John'));
    open(124);
    await card.waitFor(() => expect(panel().maybeFind(TextArea)).toBeNull());
    await openComposer(card);
    await card.waitFor(() => expect(text().props.value).toBe(''));
  });

  test('ticking an action item is sent, and goes back where it is refused', async () => {
    const { posts } = playBackend({
      [TIMELINE]: page([message()], 1),
      [ADDRESS]: replyAddress,
      [`POST /action-items/${message().actionItems[0]?.id}`]: refusal('not_found'),
    });
    const card = show();
    await card.waitFor(() => card.find(Checkbox));
    card.find(Checkbox).trigger('onChange', true as never);
    await card.waitFor(() => expect(posts()[0]?.body).toMatchObject({ done: true }));
    await card.waitFor(() => expect(card.find(Checkbox).props.checked).toBe(false));
  });

  test('the whole mail is fetched when it is opened, not before', async () => {
    const whole = message({ shortened: true });
    const url = 'https://app.example/pages/email/signed';
    const { calls } = playBackend({
      [TIMELINE]: page([whole], 1),
      [ADDRESS]: replyAddress,
      [`GET /messages/${whole.id}/page`]: { url },
    });
    const open = vi.fn();
    const card = show({ openIframeModal: open });
    await card.waitFor(() => card.find(Tile));
    expect(calls.some(({ path }) => path.startsWith('/messages/'))).toBe(false);
    card.find(Button, labeled('View full email')).trigger('onClick');
    await card.waitFor(() => expect(open).toHaveBeenCalled());
    expect(calls.at(-1)?.path).toBe(`/messages/${whole.id}/page?language=en`);
    expect(open.mock.calls[0]?.[0]).toMatchObject({ uri: url, title: 'Full email' });
  });

  test('what was logged by hand can be edited, other messages cannot', async () => {
    const logged = message({
      id: '7',
      kind: 'logged',
      channel: 'call',
      editable: true,
      revision: 2,
      mail: null,
      text: 'They called.',
    });
    const { posts } = playBackend({
      [TIMELINE]: page([message(), logged], 2),
      [ADDRESS]: replyAddress,
      'POST /messages/7/edit': { message: logged },
    });
    const card = show();
    await card.waitFor(() => card.find(Tile));
    card.find(Button, labeled('Open')).trigger('onClick');
    await card.waitFor(() => expect(card.findAll(Button, labeled('Edit'))).toHaveLength(1));
    const panel = () => card.find(Button, labeled('Edit')).props.overlay!;
    expect(panel().find(TextArea).props.value).toBe('They called.');
    panel().find(LoadingButton, labeled('Save')).trigger('onClick');
    await card.waitFor(() => expect(posts()[0]?.body).toMatchObject({ revision: 2, text: 'They called.' }));
  });

  test('editing a long entry begins with the whole of it', async () => {
    const logged = message({ id: '7', kind: 'logged', editable: true, mail: null, text: 'The begin', shortened: true });
    const { posts } = playBackend({
      [TIMELINE]: page([logged], 1),
      [ADDRESS]: replyAddress,
      'GET /messages/7': { message: logged, text: 'The beginning and the end.', quoted: '', signature: '', cut: false },
      'POST /messages/7/edit': { message: logged },
    });
    const card = show();
    await card.waitFor(() => card.find(Tile));
    const panel = () => card.find(Button, labeled('Edit')).props.overlay!;
    (panel().childNodes[0] as unknown as { trigger(name: string): void }).trigger('onOpen');
    await card.waitFor(() => expect(panel().find(TextArea).props.value).toBe('The beginning and the end.'));
    panel().find(LoadingButton, labeled('Save')).trigger('onClick');
    await card.waitFor(() => expect(posts()[0]?.body).toMatchObject({ text: 'The beginning and the end.' }));
  });

  test("a correction names the version that was looked at, also when a colleague's arrives meanwhile", async () => {
    const newer = analysis({ version: 2, correctedBy: 'Ana Souza' });
    let newest = message();
    const { posts } = playBackend({
      [TIMELINE]: () => page([newest], 1),
      [ADDRESS]: replyAddress,
      [`POST /messages/${message().id}/correction`]: refusal('changed_meanwhile'),
    });
    const card = show();
    await card.waitFor(() => card.find(Tile));
    card.find(Button, labeled('Edit analysis')).trigger('onClick');
    await card.waitFor(() => card.find(Select, { name: 'sentiment' }));
    newest = message({ analysis: { ...newer, fields: { ...newer.fields, response_type: 'standard' } } });
    const [, tellOfChange] = card.mocks.actions.onCrmPropertiesUpdate.calls[0]!;
    (tellOfChange as () => void)();
    await card.waitFor(() => expect(words(card.getRootNode())).toContain('Corrected by Ana Souza'));
    card.find(Select, { name: 'sentiment' }).trigger('onChange', 'negative' as never);
    await card.waitFor(() => expect(card.find(Select, { name: 'sentiment' }).props.value).toBe('negative'));
    card.findAll(LoadingButton, labeled('Save')).at(-1)!.trigger('onClick');
    await card.waitFor(() => expect(posts()[0]?.body).toMatchObject({ version: 1, fields: { sentiment: 'negative' } }));
    expect(posts()[0]?.body?.fields).toEqual({ sentiment: 'negative' });
  });
});
