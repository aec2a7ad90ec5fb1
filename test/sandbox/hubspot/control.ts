import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import { UnknownFaultError } from '../faults.ts';
import { OPEN_TO_PAGES } from '../http.ts';
import { Refusal } from './api/refusal.ts';
import { requireObjectType } from './crm/object-types.ts';
import { fetchRequestSchema } from './fetch-proxy.ts';
import { actionRequestSchema } from './outgoing/workflow-actions.ts';
import { personActions } from './person-actions.ts';
import type { HubSpotControls } from './stand-in.ts';

const webhookTargetSchema = z.object({
  targetUrl: z.string(),
  subscriptions: z
    .array(
      z.object({
        subscriptionType: z.string(),
        objectType: z.string().optional(),
        propertyName: z.string().optional(),
        active: z.boolean().optional(),
      }),
    )
    .optional(),
});

const eventTypesSchema = z.array(
  z.object({
    name: z.string(),
    properties: z.array(
      z.object({
        name: z.string(),
        type: z.enum(['string', 'number', 'enumeration', 'date']),
        options: z.array(z.string()).optional(),
      }),
    ),
  }),
);

/** The stand-in's functions for pages and scripts: JSON under `/sandbox`. */
export function controlRouter(standIn: HubSpotControls): Router {
  const router = express.Router();
  router.use((request, response, next) => {
    response.set(OPEN_TO_PAGES);
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  });
  router.use(express.json({ limit: '2mb' }));
  const portalOf = (query: unknown) => standIn.portal(query === undefined ? undefined : Number(query)).id;

  router.get('/portal', (request, response) => {
    response.json(standIn.portal(portalOf(request.query.portalId)));
  });
  router.get('/contacts', (request, response) => {
    response.json(standIn.contacts(portalOf(request.query.portalId)));
  });
  router.get('/contacts/:id', (request, response) => {
    const contact = standIn.contact(request.params.id, portalOf(request.query.portalId));
    response.status(contact ? 200 : 404).json(contact ?? { message: 'There is no such contact.' });
  });
  router.get('/contacts/:id/timeline', (request, response) => {
    response.json(standIn.timeline(request.params.id, portalOf(request.query.portalId)));
  });
  router.get('/records/:type/:id', (request, response) => {
    const { type, id } = request.params;
    const record = standIn.record(requireObjectType(type), id, portalOf(request.query.portalId));
    response.status(record ? 200 : 404).json(record ?? { message: 'There is no such record.' });
  });
  router.get('/records/:type/:id/timeline', (request, response) => {
    const { type, id } = request.params;
    response.json(standIn.timeline(id, portalOf(request.query.portalId), requireObjectType(type)));
  });
  router.get('/calls', (_request, response) => {
    response.json(standIn.calls());
  });
  router.delete('/calls', (_request, response) => {
    standIn.clearCalls();
    response.status(204).end();
  });
  router.post('/faults', (request, response) => {
    response.status(201).json({ id: standIn.fault(request.body) });
  });
  router.delete('/faults', (_request, response) => {
    standIn.clearFaults();
    response.status(204).end();
  });
  router.post('/install', (request, response) => {
    response.json(standIn.install(z.object({ portalId: z.number().optional() }).parse(request.body ?? {})));
  });
  router.post('/person', (request, response) => {
    response.json(personActions(standIn.person, request.body) ?? { done: true });
  });
  router.put('/webhooks', (request, response) => {
    const { targetUrl, subscriptions } = webhookTargetSchema.parse(request.body);
    standIn.webhooks.setTarget(targetUrl, subscriptions);
    response.status(204).end();
  });
  router.put('/event-types', (request, response) => {
    standIn.registerEventTypes(eventTypesSchema.parse(request.body));
    response.status(204).end();
  });
  router.post('/workflow-action', async (request, response) => {
    response.json(await standIn.callAction(actionRequestSchema.parse(request.body)));
  });
  router.post('/fetch', async (request, response) => {
    const answer = await standIn.fetch(fetchRequestSchema.parse(request.body));
    response.status(answer.status).type(answer.contentType).send(answer.body);
  });
  router.use((error: unknown, _request: unknown, response: Response, next: (error: unknown) => void) => {
    if (error instanceof z.ZodError) response.status(400).json({ message: z.prettifyError(error) });
    else if (error instanceof UnknownFaultError) response.status(400).json({ message: error.message });
    else if (error instanceof Refusal) response.status(error.status).json(error.body);
    else next(error);
  });
  return router;
}
