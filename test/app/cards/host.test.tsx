import { ErrorState, Select } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import type { CardHost } from '../../../app/cards/card.tsx';
import { SidebarCard } from '../../../app/cards/SidebarCard.tsx';
import { playBackend } from '../backend.ts';
import { summary } from '../fixtures.ts';
import { mount } from '../mount.tsx';

afterEach(() => vi.restoreAllMocks());

/** As HubSpot's host does: every action returns a promise, and the actions are renewed while the card is open. */
test('a card outlives new actions of its host, and a change counts once', async () => {
  const backend = playBackend({ 'GET /contacts/123/summary': summary() });
  const renderer = createRenderer('crm.record.sidebar');
  const callbacks: (() => void)[] = [];
  const promising = (): CardHost['actions'] => ({
    addAlert: () => Promise.resolve(),
    refreshObjectProperties: () => Promise.resolve(),
    onCrmPropertiesUpdate: (_properties, callback) => Promise.resolve(void callbacks.push(callback)),
    closeOverlay: () => Promise.resolve(),
    copyTextToClipboard: () => Promise.resolve(),
    openIframeModal: () => Promise.resolve(),
  });
  let renew: () => void = () => {};
  function Host() {
    const [actions, setActions] = useState(promising);
    renew = () => setActions(promising());
    const { context } = renderer.mocks;
    return <SidebarCard context={{ ...context, variables: { APP_URL: 'https://app.example' } }} actions={actions} />;
  }
  mount(renderer, <Host />);
  // What a busy machine needs, and a quiet one does not.
  const patience = { timeout: 10_000 };
  await renderer.waitFor(() => renderer.find(Select, { name: 'status' }), { timeoutInMs: patience.timeout });
  for (let n = 1; n <= 3; n++) {
    renew();
    await vi.waitFor(() => expect(callbacks).toHaveLength(n + 1), patience);
  }
  expect(renderer.findAll(ErrorState)).toEqual([]);
  expect(backend.calls).toHaveLength(1);
  for (const callback of callbacks) callback();
  await vi.waitFor(() => expect(backend.calls).toHaveLength(2), patience);
});
