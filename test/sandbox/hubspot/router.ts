import express, { type Router } from 'express';
import { API_VERSION, type Route } from './api/call.ts';
import { callRoute, type Pipeline, serve } from './api/pipeline.ts';
import { notFound } from './api/refusal.ts';
import { controlRouter } from './control.ts';
import { associationRoutes } from './crm/associations.ts';
import { mergeRoutes } from './crm/merges.ts';
import { objectBatchRoutes } from './crm/object-batches.ts';
import { objectRoutes } from './crm/objects.ts';
import { ownerRoutes } from './crm/owners.ts';
import { propertyRoutes } from './crm/properties.ts';
import { propertyGroupRoutes } from './crm/property-groups.ts';
import { searchRoutes } from './crm/search.ts';
import { answerAuthorize } from './oauth/consent-page.ts';
import { answerOAuth } from './oauth/token-endpoint.ts';
import { accountRoutes } from './services/account.ts';
import { appEventRoutes } from './services/app-events.ts';
import { automationRoutes } from './services/automation.ts';
import { fileRoutes } from './services/files.ts';
import { journalRoutes } from './services/journal.ts';
import { preferenceRoutes } from './services/preferences.ts';
import type { HubSpotControls } from './stand-in.ts';

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

/** The API, the consent page and the controls; what is none of them is recorded and answered 404. */
export function createRouter(
  pipeline: Pipeline,
  standIn: HubSpotControls,
  consent: { auto: boolean; portalId: number },
): Router {
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
  journalRoutes(pipeline, routes);
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
