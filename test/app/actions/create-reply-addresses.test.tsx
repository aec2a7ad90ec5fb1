import { Alert, LoadingButton, ProgressBar, Text } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CreateReplyAddresses } from '../../../app/actions/CreateReplyAddresses.tsx';
import { playBackend, refusal, words } from '../backend.ts';
import { mount } from '../mount.tsx';

afterEach(() => vi.restoreAllMocks());

const ADDRESSES = 'POST /reply-addresses';

function show(count: number, language = 'en') {
  const renderer = createRenderer('crm.bulkActions');
  const { context } = renderer.mocks;
  const crm = { objectTypeId: '0-1', objectIds: Array.from({ length: count }, (_, n) => n + 1) };
  const user = { ...context.user, language };
  mount(
    renderer,
    <CreateReplyAddresses context={{ ...context, user, crm, variables: { APP_URL: 'https://a.example' } }} />,
  );
  return renderer;
}
const all = { created: 45, kept: 4, skipped: 1, noProperty: false };
const press = (action: ReturnType<typeof show>) => action.find(LoadingButton).trigger('onClick');

describe('the bulk action', () => {
  test.each([
    ['en', '120 contacts'],
    ['pt', '120 contatos'],
    ['es', '120 contactos'],
  ])('says for how many contacts (%s)', (language, said) => {
    playBackend({});
    expect(show(120, language).findAll(Text)[0]?.text).toContain(said);
  });

  test('goes part by part, and says what became of all', async () => {
    const backend = playBackend({ [ADDRESSES]: all });
    const action = show(120);
    press(action);
    await action.waitFor(() => expect(action.find(Alert).props.variant).toBe('success'));
    expect(action.find(ProgressBar).props.value).toBe(120);
    expect(words(action.find(Alert))).toContain('135 addresses created. 12 already had one');
    const asked = backend.posts().map(({ body }) => (body!.hubspotIds as string[]).length);
    expect(asked).toEqual([50, 50, 20]);
    expect(new Set(backend.posts().map(({ body }) => body?.key)).size).toBe(3);
  });

  test('a part that failed is asked for again under its key', async () => {
    let broken = true;
    const backend = playBackend({ [ADDRESSES]: () => (broken ? refusal('unavailable') : all) });
    const action = show(20);
    press(action);
    await action.waitFor(() => expect(action.find(Alert).props.variant).toBe('danger'));
    broken = false;
    press(action);
    await action.waitFor(() => expect(action.find(Alert).props.variant).toBe('success'));
    expect(new Set(backend.posts().map(({ body }) => body?.key)).size).toBe(1);
  });

  test('without the property it says where to look', async () => {
    playBackend({ [ADDRESSES]: { created: 0, kept: 0, skipped: 0, noProperty: true } });
    const action = show(3);
    press(action);
    await action.waitFor(() => expect(action.find(Alert).props.title).toContain('no property “Reply address”'));
  });
});
