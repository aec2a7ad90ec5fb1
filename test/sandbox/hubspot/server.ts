import express from 'express';
import type { Clock } from '../clock/clock.ts';
import { createFaults, type FaultRequest } from '../faults.ts';
import { listen } from '../http.ts';
import { openStore } from '../store.ts';
import { accountRoutes } from './account.ts';
import { API_VERSION, type AppIdentity, type Route, type World } from './api.ts';
import { appEventRoutes } from './app-events.ts';
import { associationRoutes } from './associations.ts';
import { automationRoutes } from './automation.ts';
import { answerAuthorize } from './consent-page.ts';
import { controlRouter } from './control.ts';
import { createFetchProxy, type FetchProxy } from './fetch-proxy.ts';
import { fileRoutes } from './files.ts';
import { createLimits } from './limits.ts';
import { mergeRoutes } from './merges.ts';
import { type CrmObject, type EventType, openState, type Portal } from './model.ts';
import { answerOAuth } from './oauth.ts';
import { objectBatchRoutes } from './object-batches.ts';
import { objectRoutes } from './objects.ts';
import type { OriginMap } from './origins.ts';
import { ownerRoutes } from './owners.ts';
import { createPerson, type Person } from './person.ts';
import { callRoute, type Pipeline, serve } from './pipeline.ts';
import { addPortal, type PortalOptions, requirePortal } from './portals.ts';
import { preferenceRoutes } from './preferences.ts';
import { propertyRoutes } from './properties.ts';
import { propertyGroupRoutes } from './property-groups.ts';
import { createRecorder, type RecordedCall } from './recorder.ts';
import { findRecord, recordsOf } from './records.ts';
import { notFound } from './refusal.ts';
import { searchRoutes } from './search.ts';
import { SCOPES } from './seed.ts';
import { type TimelineItem, timelineOf } from './timeline.ts';
import { grantPrivateToken, grantTokens, type TokenGrant } from './tokens.ts';
import type { Subscription } from './webhook-events.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';
import { type ActionAnswer, type ActionRequest, callWorkflowAction } from './workflow-actions.ts';

export type HubSpotOptions = {
  port?: number;
  dataDir?: string;
  clock: Clock;
  app?: AppIdentity;
  portal?: PortalOptions;
  /** Consent without asking. */
  autoConsent?: boolean;
  webhooks?: { targetUrl: string; subscriptions?: Subscription[]; retryMs?: number[] };
  permittedUrls?: string[];
  origins?: OriginMap;
};

export type HubSpotStandIn = {
  /** Base of the API, of the consent page and of the controls under `/sandbox`. */
  url: string;
  app: AppIdentity;
  portal(portalId?: number): Portal;
  addPortal(options: PortalOptions): Portal;
  /** Installs the app without the browser's way through consent. */
  install(options?: { portalId?: number; scopes?: string[] }): TokenGrant;
  /** A token for a reader's own script, with every scope. */
  privateToken(portalId?: number): string;
  contact(id: string, portalId?: number): CrmObject | null;
  contacts(portalId?: number): CrmObject[];
  timeline(contactId: string, portalId?: number): TimelineItem[];
  calls(): RecordedCall[];
  clearCalls(): void;
  fault(fault: FaultRequest): string;
  clearFaults(): void;
  person: Person;
  webhooks: Webhooks;
  fetch: FetchProxy;
  permitUrls(prefixes: string[]): void;
  mapOrigin(origin: string, target: string): void;
  callAction(request: ActionRequest): Promise<ActionAnswer>;
  registerEventTypes(types: EventType[]): void;
  /** How long the search does not see new records. */
  searchLag(ms: number): void;
  close(): Promise<void>;
};

/** Literal paths stand before those with a parameter in the same place. */
const ROUTES: Route[] = [
  ...objectBatchRoutes,
  ...searchRoutes,
  ...mergeRoutes,
  ...associationRoutes,
  ...objectRoutes,
  ...propertyGroupRoutes,
  ...propertyRoutes,
  ...ownerRoutes,
  ...accountRoutes,
  ...appEventRoutes,
  ...fileRoutes,
  ...preferenceRoutes,
  ...automationRoutes,
];

const APP: AppIdentity = {
  appId: 990011,
  clientId: '2b5e9c1a-77d4-4c0e-9a35-6f1d0b8e4a21',
  clientSecret: 'c4a81f3e-0d52-4f6b-8e97-13ab5d7f9c60',
};

export async function startHubSpot(options: HubSpotOptions): Promise<HubSpotStandIn> {
  const { clock, app: identity = APP, origins = {} } = options;
  const store = openStore(options.dataDir, 'hubspot');
  const state = openState(store);
  const faults = createFaults(store, clock);
  const recorder = createRecorder(store);
  const webhooks = createWebhooks({ store, clock, app: identity, origins, retryMs: options.webhooks?.retryMs });
  const world: World = { state, clock, app: identity, tell: webhooks.tell, settings: { searchLagMs: 0 } };
  const first = state.portals.values()[0] ?? addPortal(world, options.portal);
  const defaultId = first.id;
  if (options.webhooks) webhooks.setTarget(options.webhooks.targetUrl, options.webhooks.subscriptions);
  let permitted = options.permittedUrls ?? [];
  store.commit();

  const pipeline: Pipeline = { store, world, faults, recorder, limits: createLimits(clock) };
  const standIn: Omit<HubSpotStandIn, 'url' | 'close'> = {
    app: identity,
    portal: (portalId = defaultId) => requirePortal(state, portalId),
    addPortal: (portal) => commit(addPortal(world, portal)),
    install({ portalId = defaultId, scopes } = {}) {
      const portal = requirePortal(state, portalId);
      return commit(grantTokens(state, clock, portalId, portal.users[0]?.id ?? 0, scopes ?? portal.grantableScopes));
    },
    privateToken(portalId = defaultId) {
      return commit(grantPrivateToken(state, portalId, requirePortal(state, portalId).users[0]?.id ?? 0, SCOPES.all));
    },
    contact: (id, portalId = defaultId) => findRecord(world, portalId, 'contacts', id),
    contacts: (portalId = defaultId) => recordsOf(world, portalId, 'contacts'),
    timeline(contactId, portalId = defaultId) {
      const contact = findRecord(world, portalId, 'contacts', contactId);
      return contact ? timelineOf(world, contact) : [];
    },
    calls: recorder.calls,
    clearCalls: recorder.clear,
    fault: faults.add,
    clearFaults: faults.clear,
    person: createPerson(world, store.commit, { portalId: defaultId }),
    webhooks,
    fetch: createFetchProxy(world, () => permitted, origins),
    permitUrls(prefixes) {
      permitted = prefixes;
    },
    mapOrigin(origin, target) {
      origins[origin] = target;
    },
    callAction: (request) => callWorkflowAction(world, origins, request),
    registerEventTypes(types) {
      for (const type of types) state.eventTypes.put(type.name, type);
      store.commit();
    },
    searchLag(ms) {
      world.settings.searchLagMs = ms;
    },
  };
  function commit<T>(result: T): T {
    store.commit();
    return result;
  }

  const server = await listen(
    express().use(router(pipeline, standIn, { auto: options.autoConsent ?? false, portalId: defaultId })),
    options.port,
  );
  return {
    ...standIn,
    url: server.url,
    async close() {
      webhooks.close();
      await server.close();
      store.close();
    },
  };
}

function router(
  pipeline: Pipeline,
  standIn: Omit<HubSpotStandIn, 'url' | 'close'>,
  consent: { auto: boolean; portalId: number },
) {
  const routes = express.Router();
  routes.use('/sandbox', controlRouter(standIn));
  routes.get(['/oauth/authorize', '/oauth/:portalId/authorize'], (request, response) => {
    answerAuthorize(pipeline.world, request, response, consent);
    pipeline.store.commit();
  });
  routes.use(express.raw({ type: () => true, limit: '60mb' }));
  for (const [path, action] of [
    ['', 'token'],
    ['/introspect', 'introspect'],
    ['/revoke', 'revoke'],
  ] as const) {
    routes.post(`/oauth/${API_VERSION}/token${path}`, (request, response) =>
      serve(pipeline, request, response, ({ contentType, raw }) =>
        answerOAuth(pipeline.world, action, contentType, raw),
      ),
    );
  }
  for (const route of ROUTES) {
    routes[route.method](route.paths, (request, response) =>
      serve(pipeline, request, response, (exchange) => callRoute(pipeline, route, exchange)),
    );
  }
  routes.use((request, response) =>
    serve(pipeline, request, response, () => {
      throw notFound(`There is no ${request.method} ${request.path}`);
    }),
  );
  return routes;
}
