import {
  Alert,
  Button,
  Dropdown,
  EmptyState,
  ErrorState,
  LoadingButton,
  LoadingSpinner,
  Select,
  Tag,
  Text,
  TextArea,
} from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SidebarCard } from '../../../app/cards/SidebarCard.tsx';
import { playBackend, refusal, words } from '../backend.ts';
import { analysis, message, summary } from '../fixtures.ts';
import { mount } from '../mount.tsx';

afterEach(() => vi.restoreAllMocks());

const SUMMARY = 'GET /contacts/123/summary';

function show(language = 'en') {
  const renderer = createRenderer('crm.record.sidebar');
  const { context, actions } = renderer.mocks;
  const user = { ...context.user, language };
  const variables = { APP_URL: 'https://app.example' };
  mount(renderer, <SidebarCard context={{ ...context, user, variables }} actions={actions} />);
  return renderer;
}

const texts = (card: ReturnType<typeof show>) => card.findAll(Text).map(({ text }) => text);

describe('sidebar card', () => {
  test('says that it loads, then what waits, what the reply says and on which words that rests', async () => {
    playBackend({ [SUMMARY]: summary() });
    const card = show();
    expect(card.find(LoadingSpinner).props.label).toBe('Loading');
    await card.waitFor(() => card.find(Select, { name: 'status' }));
    expect(card.findAll(Text).map(words)).toContain('Opportunity:  ●●●●○ High');
    expect(card.findAll(Tag).map(({ text }) => text)).toContain('High value');
    expect(texts(card)).toContain('They want prices for 40,000 emails.');
    expect(card.find(Select, { name: 'status' }).props.value).toBe('replied');
  });

  test('speaks Portuguese and Spanish', async () => {
    playBackend({ [SUMMARY]: summary() });
    const card = show('pt-br');
    await card.waitFor(() => card.find(Select, { name: 'status' }));
    expect(card.find(Select, { name: 'status' }).props.label).toBe('Status da prospecção');
    const spanish = show('es-mx');
    await spanish.waitFor(() => spanish.find(Select, { name: 'status' }));
    expect(spanish.find(Select, { name: 'status' }).props.label).toBe('Estado de prospección');
  });

  test('a contact without replies gets a hint instead of an empty card', async () => {
    playBackend({ [SUMMARY]: summary({ waiting: null, latestReply: null, replyCount: 0 }) });
    const card = show();
    await card.waitFor(() => card.find(EmptyState));
    expect(card.find(EmptyState).props.title).toBe('No replies yet');
  });

  test('a paused account is told so', async () => {
    playBackend({ [SUMMARY]: summary({ paused: true }) });
    const card = show();
    await card.waitFor(() => card.find(Alert));
    expect(card.find(Alert).props.title).toBe('Paused');
  });

  test('a failure names what helps, and a click tries again', async () => {
    let attempts = 0;
    playBackend({ [SUMMARY]: () => (++attempts === 1 ? refusal('not_connected') : summary()) });
    const card = show();
    await card.waitFor(() => card.find(ErrorState));
    expect(words(card.find(ErrorState))).toContain('isn’t connected to this account');
    card.find(ErrorState).find(Button).trigger('onClick');
    await card.waitFor(() => card.find(Select, { name: 'status' }));
  });

  test('“No reply needed” is sent once however often it is clicked, with a key, and the properties are read again', async () => {
    const { posts } = playBackend({ [SUMMARY]: summary(), 'POST /contacts/123/done': {} });
    const card = show();
    await card.waitFor(() => card.find(Select, { name: 'status' }));
    const button = () => card.find(Dropdown.ButtonItem, (node) => node.text === 'No reply needed');
    button().trigger('onClick');
    button().trigger('onClick');
    await card.waitFor(() => expect(texts(card)).toContain('Marked done.'));
    expect(posts()).toEqual([
      { method: 'POST', path: '/contacts/123/done', body: { key: expect.stringMatching(/^[\w-]{16,64}$/) } },
    ]);
    await vi.waitFor(() => expect(card.mocks.actions.refreshObjectProperties.calls.length).toBeGreaterThan(0));
  });

  test('a try after no answer carries the key of the first', async () => {
    let attempts = 0;
    const { posts } = playBackend({
      [SUMMARY]: summary(),
      'POST /contacts/123/done': () => {
        if (++attempts === 1) throw new Error('connection lost');
        return {};
      },
    });
    const card = show();
    await card.waitFor(() => card.find(Select, { name: 'status' }));
    const button = () => card.find(Dropdown.ButtonItem, (node) => node.text === 'No reply needed');
    button().trigger('onClick');
    await card.waitFor(() => expect(card.find(Alert).props.title).toBe('Something went wrong'));
    button().trigger('onClick');
    await card.waitFor(() => expect(posts()).toHaveLength(2));
    expect(posts()[1]?.body?.key).toBe(posts()[0]?.body?.key);
  });

  test('a refused status goes back to what it was', async () => {
    playBackend({ [SUMMARY]: summary(), 'POST /contacts/123/status': refusal('not_allowed') });
    const card = show();
    await card.waitFor(() => card.find(Select, { name: 'status' }));
    card.find(Select, { name: 'status' }).trigger('onChange', 'converted' as never);
    await card.waitFor(() => expect(words(card.find(Alert))).toContain('Only people listed'));
    expect(card.find(Select, { name: 'status' }).props.value).toBe('replied');
  });

  test('an unknown sender is named and can be accepted', async () => {
    const held = message({
      mail: {
        kind: 'human',
        fullyRead: true,
        absence: null,
        trust: 'unknown',
        authenticatedDomain: null,
        held: true,
        ignored: false,
        bankChange: false,
        acceptedBy: null,
      },
    });
    const { posts } = playBackend({
      [SUMMARY]: summary({ latestReply: null, unidentified: [held] }),
      [`POST /messages/${held.id}/accept-sender`]: { message: held },
    });
    const card = show();
    await card.waitFor(() => expect(card.find(Alert).props.title).toBe('Is this John Carter?'));
    expect(words(card.find(Alert))).toContain('john@northwind.example');
    card.find(Alert).find(LoadingButton).trigger('onClick');
    await card.waitFor(() => expect(posts()[0]?.body).toMatchObject({ is: 'contact' }));
  });

  test('a sender whose check failed looks like the warning that it is, and is trusted only by who says so twice', async () => {
    const forged = message({
      mail: {
        kind: 'human',
        fullyRead: true,
        absence: null,
        trust: 'failed',
        authenticatedDomain: null,
        held: true,
        ignored: false,
        bankChange: false,
        acceptedBy: null,
      },
    });
    const { posts } = playBackend({
      [SUMMARY]: summary({ latestReply: null, unidentified: [forged] }),
      [`POST /messages/${forged.id}/accept-sender`]: { message: forged },
    });
    const card = show();
    await card.waitFor(() => expect(card.find(Alert).props.variant).toBe('danger'));
    expect(words(card.find(Alert))).toContain('failed authentication');
    const button = () => card.find(Alert).find(LoadingButton);
    button().trigger('onClick');
    await card.waitFor(() => expect(button().text).toBe('Trust anyway'));
    expect(posts()).toHaveLength(0);
    button().trigger('onClick');
    await card.waitFor(() => expect(posts()[0]?.body).toMatchObject({ confirmed: true }));
  });

  test.each([
    ['en', 'We couldn’t read this email fully'],
    ['pt', 'Não conseguimos ler este e-mail por completo'],
    ['es', 'No pudimos leer este correo por completo'],
  ])(
    'words that are missing are said to be (%s), with what to do until somebody has looked',
    async (language, title) => {
      const mail = { ...message().mail!, fullyRead: false };
      playBackend({ [SUMMARY]: summary({ latestReply: message({ mail }) }) });
      const card = show(language);
      await card.waitFor(() => expect(card.find(Alert).props.title).toBe(title));
      expect(words(card.find(Alert))).not.toBe('');
      playBackend({
        [SUMMARY]: summary({ latestReply: message({ mail, analysis: analysis({ confirmedBy: 'Ana' }) }) }),
      });
      const looked = show(language);
      await looked.waitFor(() => expect(looked.find(Alert).props.title).toBe(title));
      expect(words(looked.find(Alert))).toBe('');
    },
  );

  test('an unsure analysis asks for a person, who confirms the version on the screen', async () => {
    const unsure = message({ analysis: analysis({ checkWanted: true, version: 3 }) });
    const { posts } = playBackend({
      [SUMMARY]: summary({ latestReply: unsure }),
      [`POST /messages/${unsure.id}/confirmation`]: { message: unsure },
    });
    const card = show();
    await card.waitFor(() => expect(card.find(Alert).props.title).toBe('Needs your review'));
    card.find(Alert).find(LoadingButton).trigger('onClick');
    await card.waitFor(() => expect(posts()[0]?.body).toMatchObject({ version: 3 }));
  });

  test('a correction sends only what was changed', async () => {
    const { posts } = playBackend({
      [SUMMARY]: summary(),
      [`POST /messages/${message().id}/correction`]: { message: message() },
    });
    const card = show();
    await card.waitFor(() => card.find(Select, { name: 'status' }));
    card.find(Button, (node) => node.text === 'Edit analysis').trigger('onClick');
    await card.waitFor(() => card.find(Select, { name: 'response_type' }));
    card.find(Select, { name: 'response_type' }).trigger('onChange', 'needs_handling' as never);
    await card.waitFor(() => expect(card.find(Select, { name: 'response_type' }).props.value).toBe('needs_handling'));
    card.find(LoadingButton, (node) => node.text === 'Save' && node.props.size === 'small').trigger('onClick');
    await card.waitFor(() => expect(posts()).toHaveLength(1));
    expect(posts()[0]?.body).toMatchObject({ version: 1, fields: { response_type: 'needs_handling' } });
  });

  test('a reply that is still being analyzed is looked for again', async () => {
    let looks = 0;
    playBackend({
      [SUMMARY]: () =>
        ++looks < 2 ? summary({ latestReply: message({ analysis: null, analysisState: 'waiting' }) }) : summary(),
    });
    const card = show();
    await card.waitFor(() => expect(card.find(LoadingSpinner).props.label).toBe('Analyzing reply…'));
    await card.waitFor(() => expect(card.findAll(Text).map(words)).toContain('Opportunity:  ●●●●○ High'), {
      timeoutInMs: 5_000,
    });
  });

  test('logging a call without words says what is missing, with words it is sent', async () => {
    const { posts } = playBackend({ [SUMMARY]: summary(), 'POST /contacts/123/log': { message: message() } });
    const card = show();
    await card.waitFor(() => card.find(Select, { name: 'status' }));
    const panel = () => card.find(Dropdown.ButtonItem, (node) => node.text === 'Log a reply').props.overlay!;
    const save = () => panel().find(LoadingButton, (node) => node.text === 'Save');
    save().trigger('onClick');
    await card.waitFor(() => expect(panel().find(TextArea).props.validationMessage).toBe('Enter what was said.'));
    expect(posts()).toHaveLength(0);
    panel()
      .find(TextArea)
      .trigger('onInput', 'They want to buy.' as never);
    await card.waitFor(() => expect(panel().find(TextArea).props.value).toBe('They want to buy.'));
    save().trigger('onClick');
    await card.waitFor(() => expect(posts()).toHaveLength(1));
    expect(posts()[0]?.body).toMatchObject({ direction: 'incoming', channel: 'call', text: 'They want to buy.' });
    await card.waitFor(() => expect(card.mocks.actions.closeOverlay.calls).toEqual([['log-reply']]));
  });
});
