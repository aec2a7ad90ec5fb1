import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import { UnknownFaultError } from '../faults.ts';
import { OPEN_TO_PAGES } from '../http.ts';
import type { SendGridControls } from './stand-in.ts';

const inboundSchema = z.strictObject({
  /** The raw mail, as text or as base64. */
  eml: z.string().optional(),
  emlBase64: z.base64().optional(),
  envelope: z.object({ from: z.string(), to: z.array(z.string()) }).optional(),
  mode: z.enum(['raw', 'parsed']).optional(),
  spf: z.string().optional(),
  dkim: z.string().optional(),
  sign: z.boolean().optional(),
  url: z.string().optional(),
});
const outcomeSchema = z.strictObject({
  address: z.string(),
  outcome: z.enum(['delivered', 'bounce', 'dropped', 'deferred', 'silent']),
  delayMs: z.number().nonnegative().optional(),
});
const eventSchema = z.strictObject({
  messageId: z.string(),
  event: z.enum(['processed', 'delivered', 'bounce', 'dropped', 'deferred', 'spamreport', 'unsubscribe']),
  details: z.record(z.string(), z.unknown()).optional(),
});
const targetsSchema = z.strictObject({ inboundUrl: z.string().optional(), eventUrl: z.string().optional() });

/** Lists of mails at the root, controls under `/sandbox`, for pages and scripts. */
export function controlRouter(standIn: SendGridControls): Router {
  const router = express.Router();
  router.use((request, response, next) => {
    response.set(OPEN_TO_PAGES);
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  });
  router.use(express.json({ limit: '80mb' }));
  router.get('/messages', (request, response) => {
    response.json(standIn.messages(typeof request.query.to === 'string' ? request.query.to : undefined));
  });
  router.get('/messages/:id.eml', (request, response) => {
    const eml = standIn.eml(request.params.id);
    if (eml) response.type('message/rfc822').send(eml);
    else response.status(404).json({ message: 'There is no such mail.' });
  });
  router.get('/mailboxes/:address', (request, response) => {
    response.json(standIn.mailbox(request.params.address));
  });
  router.get('/sandbox/inbound', (_request, response) => {
    response.json(standIn.inboundPosts());
  });
  router.post('/sandbox/inbound', async (request, response) => {
    const { eml, emlBase64, ...rest } = inboundSchema.parse(request.body);
    const bytes = emlBase64 ? Buffer.from(emlBase64, 'base64') : Buffer.from(eml ?? '');
    response.json(await standIn.postInbound({ ...rest, eml: bytes }));
  });
  router.get('/sandbox/events', (_request, response) => {
    response.json(standIn.events());
  });
  router.post('/sandbox/events', (request, response) => {
    const { messageId, event, details } = eventSchema.parse(request.body);
    standIn.tellEvent(messageId, event, details);
    response.status(204).end();
  });
  router.post('/sandbox/outcomes', (request, response) => {
    const { address, outcome, delayMs } = outcomeSchema.parse(request.body);
    standIn.answerFor(address, outcome, delayMs);
    response.status(204).end();
  });
  router.put('/sandbox/targets', (request, response) => {
    const { inboundUrl, eventUrl } = targetsSchema.parse(request.body);
    if (inboundUrl) standIn.setInboundTarget(inboundUrl);
    if (eventUrl) standIn.setEventTarget(eventUrl);
    response.status(204).end();
  });
  router.post('/sandbox/faults', (request, response) => {
    response.status(201).json({ id: standIn.fault(request.body) });
  });
  router.delete('/sandbox/faults', (_request, response) => {
    standIn.clearFaults();
    response.status(204).end();
  });
  router.use((error: unknown, _request: unknown, response: Response, next: (error: unknown) => void) => {
    if (error instanceof z.ZodError) response.status(400).json({ message: z.prettifyError(error) });
    else if (error instanceof UnknownFaultError) response.status(400).json({ message: error.message });
    else next(error);
  });
  return router;
}
