import express from 'express';
import { createFaults } from '../faults.ts';
import { listen } from '../http.ts';
import { openStore } from '../store.ts';
import type { AppIdentity, World } from './api/call.ts';
import { createLimits } from './api/limits.ts';
import type { Pipeline } from './api/pipeline.ts';
import { createRecorder } from './api/recorder.ts';
import { associationsOf } from './crm/linked-records.ts';
import { findRecord, recordsOf } from './crm/records.ts';
import { createFetchProxy } from './fetch-proxy.ts';
import { createInbox } from './inbox.ts';
import { grantPrivateToken, grantTokens } from './oauth/tokens.ts';
import { createWebhooks } from './outgoing/webhooks.ts';
import { blockedWorkflow, callWorkflowAction } from './outgoing/workflow-actions.ts';
import { createPerson } from './person.ts';
import { addPortal, requirePortal } from './portals.ts';
import { createRouter } from './router.ts';
import { PLANS } from './seed.ts';
import type { HubSpotControls, HubSpotOptions, HubSpotStandIn } from './stand-in.ts';
import { openState } from './state.ts';
import { timelineOf } from './timeline.ts';

export type { HubSpotOptions, HubSpotStandIn } from './stand-in.ts';

const APP: AppIdentity = {
  appId: 990011,
  clientId: '2b5e9c1a-77d4-4c0e-9a35-6f1d0b8e4a21',
  clientSecret: 'c4a81f3e-0d52-4f6b-8e97-13ab5d7f9c60',
};

/** Starts, or goes on where the directory's last process stopped. */
export async function startHubSpot(options: HubSpotOptions): Promise<HubSpotStandIn> {
  const { clock, app: identity = APP, origins = {} } = options;
  const store = openStore(options.dataDir, 'hubspot');
  const state = openState(store);
  const faults = createFaults(store, clock, ['daily', 'ten-secondly']);
  const recorder = createRecorder(store);
  const webhooks = createWebhooks({ store, clock, app: identity, origins, retryMs: options.webhooks?.retryMs });
  const world: World = {
    state,
    clock,
    app: identity,
    tell: webhooks.tell,
    settings: { searchLagMs: 0, journal: true, redirectUrls: options.redirectUrls ?? null },
  };
  const first = state.portals.values()[0] ?? addPortal(world, options.portal);
  const defaultId = first.id;
  if (options.webhooks) webhooks.setTarget(options.webhooks.targetUrl, options.webhooks.subscriptions);
  let permitted = options.permittedUrls ?? [];
  store.commit();

  const pipeline: Pipeline = { store, world, faults, recorder, limits: createLimits(clock) };
  const controls: HubSpotControls = {
    app: identity,
    portal: (portalId = defaultId) => requirePortal(state, portalId),
    addPortal: (portal) => commit(addPortal(world, portal)),
    install({ portalId = defaultId, scopes } = {}) {
      const portal = requirePortal(state, portalId);
      const granted = (scopes ?? portal.grantableScopes).filter((scope) => portal.grantableScopes.includes(scope));
      return commit(grantTokens(state, clock, portalId, portal.users[0]?.id ?? 0, granted));
    },
    privateToken(portalId = defaultId) {
      return commit(
        grantPrivateToken(state, portalId, requirePortal(state, portalId).users[0]?.id ?? 0, PLANS.enterprise.scopes),
      );
    },
    contact: (id, portalId = defaultId) => findRecord(world, portalId, 'contacts', id),
    contacts: (portalId = defaultId) => recordsOf(world, portalId, 'contacts'),
    record: (objectType, id, portalId = defaultId) => findRecord(world, portalId, objectType, id),
    related(objectType, id, toType, portalId = defaultId) {
      const record = findRecord(world, portalId, objectType, id);
      const ends = record ? associationsOf(world, record, toType) : [];
      return ends.flatMap((end) => findRecord(world, portalId, toType, end.id) ?? []);
    },
    timeline(id, portalId = defaultId, objectType = 'contacts') {
      const record = findRecord(world, portalId, objectType, id);
      return record ? timelineOf(world, record) : [];
    },
    inbox: createInbox(world, store.commit, { portalId: defaultId }),
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
    blockedWorkflow: (callbackId) => blockedWorkflow(world, callbackId),
    registerEventTypes(types) {
      for (const type of types) state.eventTypes.put(type.name, type);
      store.commit();
    },
    journal(open) {
      world.settings.journal = open;
    },
    redirects(urls) {
      world.settings.redirectUrls = urls;
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
    express().use(createRouter(pipeline, controls, { auto: options.autoConsent ?? false, portalId: defaultId })),
    options.port,
  );
  return {
    ...controls,
    url: server.url,
    async close() {
      webhooks.close();
      await server.close();
      store.close();
    },
  };
}
