import { Button, LoadingButton, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { SidebarCard } from '../../../app/cards/SidebarCard.tsx';
import type { Suggestion } from '../../../cards/dto/suggestions.ts';
import { playBackend, words } from '../backend.ts';
import { summary } from '../fixtures.ts';
import { mount } from '../mount.tsx';

afterEach(() => vi.restoreAllMocks());

const rosa = (changes: Partial<Suggestion> = {}): Suggestion => ({
  messageId: 'm1',
  key: 'person:0123456789abcdef0123',
  kind: 'referral',
  person: { name: 'Rosa Gil', address: null },
  hasCompany: false,
  day: null,
  words: null,
  state: 'open',
  contact: null,
  problem: null,
  ...changes,
});

function show(suggestion: Suggestion, language = 'en') {
  const backend = playBackend({
    'GET /contacts/123/summary': summary({ suggestions: [suggestion] }),
    'POST /messages/m1/suggestions/take': {},
    'POST /messages/m1/suggestions/link': {},
    'POST /messages/m1/suggestions/dismiss': {},
    'POST /effects/retry': {},
  });
  const renderer = createRenderer('crm.record.sidebar');
  const { context, actions } = renderer.mocks;
  const user = { ...context.user, language };
  mount(renderer, <SidebarCard context={{ ...context, user, variables: {} }} actions={actions} />);
  const primary = () =>
    renderer.find(LoadingButton, ({ props }) => props.size === 'small' && props.variant === 'primary');
  return { ...backend, renderer, primary };
}

test.each([
  ['en', rosa(), 'Create contact Rosa Gil', 'John Carter referred you to Rosa Gil.'],
  [
    'pt',
    rosa({ kind: 'colleague', hasCompany: true }),
    'Adicionar Rosa Gil à empresa',
    'Rosa Gil respondeu no lugar de John Carter.',
  ],
  ['es', rosa({ kind: 'colleague' }), 'Crear contacto Rosa Gil', 'Rosa Gil respondió en lugar de John Carter.'],
  [
    'en',
    rosa({ kind: 'return', person: null, day: '2026-12-07', words: '2026-12-05' }),
    'Remind me on Dec 7, 2026',
    'John Carter won’t read your emails before then.',
  ],
  [
    'es',
    rosa({ kind: 'later', person: null, day: '2027-03-01', words: 'en marzo' }),
    'Recordarme el 1 mar 2027',
    'John Carter pidió retomar el tema: “en marzo”.',
  ],
] as const)('%s: one button and one line', async (language, suggestion, label, why) => {
  const { renderer, primary, posts } = show(suggestion, language);
  await renderer.waitFor(() => expect(primary().text).toBe(label));
  expect(renderer.findAll(Text).map(words)).toContain(why);
  primary().trigger('onClick');
  primary().trigger('onClick');
  await renderer.waitFor(() => expect(posts()).toHaveLength(1));
  expect(posts()[0]?.body).toMatchObject({ suggestion: suggestion.key });
});

test('somebody who is a contact already is linked, not created', async () => {
  const contact = { hubspotId: '77', url: 'https://app.hubspot.com/contacts/1/record/0-1/77' };
  const { renderer, primary, posts } = show(rosa({ state: 'exists', contact }));
  await renderer.waitFor(() => expect(primary().text).toBe('Link Rosa Gil'));
  primary().trigger('onClick');
  await renderer.waitFor(() => expect(posts()).toHaveLength(1));
  expect(posts()[0]).toMatchObject({ path: '/messages/m1/suggestions/link', body: { hubspotId: '77' } });
});

test('while HubSpot is written it says so, and looks again', async () => {
  const { renderer } = show(rosa({ state: 'busy' }));
  await renderer.waitFor(() => expect(renderer.find(LoadingSpinner).props.label).toBe('Saving to HubSpot…'));
});

test('a failure says why and what helps, and is tried again or dismissed', async () => {
  const problem = {
    reason: { code: 'hubspot_limited' as const, details: {} },
    nextStep: 'retry' as const,
    effectId: 'e1',
  };
  const { renderer, primary, posts } = show(rosa({ state: 'failed', problem }));
  await renderer.waitFor(() =>
    expect(renderer.findAll(Text).map(words)).toContain('Not saved. HubSpot asks to slow down. Try again.'),
  );
  primary().trigger('onClick');
  await renderer.waitFor(() =>
    expect(posts()[0]).toMatchObject({ path: '/effects/retry', body: { effectIds: ['e1'] } }),
  );
  renderer.find(Button, ({ text }) => text === 'Dismiss').trigger('onClick');
  await renderer.waitFor(() => expect(posts()[1]).toMatchObject({ path: '/messages/m1/suggestions/dismiss' }));
});
