import express, { Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { keepEvents } from '../lib/hubspot/keep-events.ts';
import { signatureProblem } from '../lib/hubspot/signature.ts';
import { hubSpotEvent, kindOf } from '../lib/hubspot/webhook-event.ts';
import type { Queue } from '../lib/queue.ts';
import { refuseQuery, signedRequest } from './hubspot-request.ts';
import type { CountRefusal } from './refusals.ts';

export type HubSpotEventsOptions = {
  publicUrl: string;
  clientSecret: string;
  appId: string;
  queue: Queue;
  now: () => Date;
  refused: CountRefusal;
  log: Logger;
};

/**
 * HubSpot's webhook posts: up to 100 events each, in any order, more than once. The events of a post that concern us are
 * kept as effects and answered with 200 before anything is done; HubSpot waits 5 s and repeats every answer but 2xx for a day, so
 * what we do not want gets a 200 too.
 */
export function createHubSpotEvents(options: HubSpotEventsOptions): Router {
  const { publicUrl, clientSecret, appId, queue, now, refused, log } = options;
  const router = Router();
  router.post('/', refuseQuery, express.raw({ type: () => true, limit: '1mb' }), async (request, response) => {
    const signed = signedRequest(request, publicUrl);
    const problem = signatureProblem(signed, { clientSecret, now: now() });
    if (problem) {
      refused('hubspot_signature');
      response.status(401).json({ message: 'This request is not from HubSpot.' });
      return;
    }
    const events = readEvents(signed.body, log).filter((event) => kindOf(event, appId) !== null);
    const taken = await queue.transact((tx) => keepEvents(tx, events, appId, now()));
    log.info({ events: events.length, taken }, 'events of HubSpot');
    response.json({ taken });
  });
  return router;
}

/** An event that cannot be read is left out and logged: repeating it would not help. */
function readEvents(body: Uint8Array, log: Logger) {
  const posted = z.array(z.unknown()).safeParse(jsonOf(body));
  if (!posted.success) {
    log.error('a signed webhook post is no list of events');
    return [];
  }
  return posted.data.flatMap((one) => {
    const event = hubSpotEvent.safeParse(one);
    if (!event.success)
      log.error({ missing: event.error.issues.map(({ path }) => path.join('.')) }, 'an event could not be read');
    return event.success ? [event.data] : [];
  });
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null;
  }
}
