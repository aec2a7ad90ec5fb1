import { createRemoteRoot, type RemoteChannel } from '@remote-ui/core';
import * as RemoteUI from '@remote-ui/react';
import { createEndpoint, fromWebWorker, retain } from '@remote-ui/rpc';
import * as React from 'react';
import * as ReactJsxRuntime from 'react/jsx-runtime';
import type { ExtensionApi, Place } from './extension.tsx';

/**
 * Plays HubSpot's worker: the globals that `@hubspot/ui-extensions` 0.17 expects, a bundle as HubSpot's builder makes it,
 * and a Remote UI root whose tree the page draws.
 */
type RenderCallback = (api: Pick<ExtensionApi, 'context' | 'actions'>) => React.ReactElement;

const RENEWED_AFTER_MS = [300, 2_000];

/** Where on the app's pages we are, as the page router asks for it. */
let place: Place = { path: '/', params: {} };
const followers = new Set<() => void>();
const follow = (follower: () => void) => {
  followers.add(follower);
  return () => followers.delete(follower);
};
function goTo(next: Place): void {
  place = next;
  for (const follower of followers) follower();
}

const worker = self as unknown as Worker & { importScripts(url: string): void };
const endpoint = createEndpoint(fromWebWorker(worker));
let callback: RenderCallback | undefined;

async function render(bundleUrl: string, channel: RemoteChannel, api: ExtensionApi, at: Place): Promise<void> {
  goTo(at);
  retain(channel);
  retain(api);
  const { context, actions, fetch } = api;
  Object.assign(self, {
    __HUBSPOT_EXTENSION_WORKER__: true,
    React,
    ReactJsxRuntime,
    RemoteUI,
    logger: console,
    hsWorkerAPI: { useAppPageLocation: () => React.useSyncExternalStore(follow, () => place) },
    extend_V2: (given: RenderCallback) => {
      callback = given;
    },
    hsFetch: async (url: string, options: Parameters<ExtensionApi['fetch']>[1]) => {
      const { status, body } = await fetch(String(url), options);
      return new Response(body, { status, headers: { 'content-type': 'application/json' } });
    },
  });
  worker.importScripts(bundleUrl);
  if (!callback) throw new Error(`${bundleUrl} does not call hubspot.extend.`);
  const root = createRemoteRoot(channel);
  const app = RemoteUI.createRoot(root);
  app.render(callback({ context, actions }));
  await root.mount();
  // HubSpot hands new actions while a card is open; each is a function of another thread and returns a promise.
  for (const delay of RENEWED_AFTER_MS) {
    setTimeout(() => callback && app.render(callback({ context, actions: { ...actions } })), delay);
  }
}

endpoint.expose({ render, goTo });
