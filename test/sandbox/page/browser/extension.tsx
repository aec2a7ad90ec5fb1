import { createController, createRemoteReceiver, RemoteRenderer } from '@remote-ui/react/host';
import { createEndpoint, fromWebWorker, retain } from '@remote-ui/rpc';
import { useEffect, useMemo, useRef, useState } from 'react';
import { fetchAsHubSpot, type SandboxState } from './api.ts';
import { type Framed, FrameModal } from './frame-modal.tsx';
import { hrefOf } from './ui/buttons.tsx';
import { components } from './ui/index.ts';
import { closeOverlay } from './ui/overlay.tsx';

export type ExtensionApi = {
  context: Record<string, unknown>;
  actions: Record<string, (...values: never[]) => unknown>;
  fetch(
    url: string,
    options: { method?: string; body?: unknown; timeout?: number },
  ): Promise<{ status: number; body: string }>;
};

/** Where on the app's own pages: `/review` with what follows the question mark. */
export type Place = { path: string; params: Record<string, string> };

type ExtensionWorker = {
  render(url: string, channel: unknown, api: ExtensionApi, at: Place): Promise<void>;
  goTo(place: Place): void;
};

type Props = {
  /** `reply_sidebar_card` and the like: which bundle to run. */
  uid: string;
  location: string;
  state: SandboxState;
  language: string;
  hubspotId?: string;
  /** Of a contact unless told otherwise. */
  objectTypeId?: string;
  /** On the app's pages. */
  place?: Place;
  onAlert(message: string): void;
  onRefresh(): void;
  /** Calls back when one of these properties has another value than the last time, until what it returns is called. */
  onWatch?(properties: string[], callback: () => void): () => void;
};

const HOME: Place = { path: '/', params: {} };
const controller = createController(components);

/** Runs one of the product's bundles in a worker and draws what it renders. */
export function Extension({
  uid,
  location,
  state,
  language,
  hubspotId,
  objectTypeId = '0-1',
  place = HOME,
  onAlert,
  onRefresh,
  onWatch,
}: Props) {
  // What a card has drawn goes with it: a click on it has nobody to hear it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a receiver for each worker
  const receiver = useMemo(() => createRemoteReceiver(), [uid, location, state, language, hubspotId, objectTypeId]);
  const tree = useRef({ receiver, count: 0 });
  if (tree.current.receiver !== receiver) tree.current = { receiver, count: tree.current.count + 1 };
  const handlers = useRef({ onAlert, onRefresh, onWatch });
  handlers.current = { onAlert, onRefresh, onWatch };
  const remote = useRef<{ goTo(place: Place): unknown } | null>(null);
  const [framed, setFramed] = useState<Framed | null>(null);

  const at = useRef(place);
  useEffect(() => {
    at.current = place;
    void remote.current?.goTo(place);
  }, [place]);

  useEffect(() => {
    const worker = new Worker(`/page/worker.js?${uid}`);
    const endpoint = createEndpoint<ExtensionWorker>(fromWebWorker(worker));
    const { portal, user, appUrl } = state;
    const stops: (() => void)[] = [];
    const api: ExtensionApi = {
      context: {
        location,
        portal: { id: portal.id, timezone: portal.timeZone },
        user: { ...user, emails: [user.email], roles: [], teams: [], permissions: [], language, locale: language },
        ...(hubspotId && { crm: { objectId: Number(hubspotId), objectTypeId } }),
        extension: { appId: portal.appId, appName: 'Reply Tracking' },
        variables: { APP_URL: appUrl },
      },
      actions: {
        addAlert: ({ message }: { message: string }) => handlers.current.onAlert(message),
        refreshObjectProperties: () => handlers.current.onRefresh(),
        onCrmPropertiesUpdate: (properties: string[], callback: () => void) => {
          retain(callback);
          const stop = handlers.current.onWatch?.(properties, callback);
          if (stop) stops.push(stop);
        },
        reloadPage: () => window.location.reload(),
        copyTextToClipboard: (text: string) => navigator.clipboard?.writeText(text),
        closeOverlay: (id: string) => closeOverlay(id),
        navigateToPage: (to: Parameters<typeof hrefOf>[0]) => {
          window.location.hash = hrefOf(to);
        },
        openIframeModal: (page: Framed['page'], onClose?: () => void) => {
          if (onClose) retain(onClose);
          setFramed({ page, onClose });
        },
      },
      fetch: (url, options) => fetchAsHubSpot(state, url, options),
    };
    remote.current = endpoint.call;
    let drawn = false;
    void endpoint.call.render(`/page/bundles/${uid}.js`, receiver.receive, api, at.current).then(() => {
      drawn = true;
    });
    return () => {
      remote.current = null;
      for (const stop of stops) stop();
      setFramed(null);
      // React ends what is drawn after this, and an open panel then tells its card that it closed: the card goes last.
      if (drawn) setTimeout(() => endpoint.terminate());
      else endpoint.terminate();
    };
  }, [uid, location, state, language, hubspotId, objectTypeId, receiver]);

  return (
    <>
      <RemoteRenderer key={tree.current.count} receiver={receiver} controller={controller} />
      {framed && (
        <FrameModal
          page={framed.page}
          onClose={() => {
            setFramed(null);
            framed.onClose?.();
          }}
        />
      )}
    </>
  );
}
