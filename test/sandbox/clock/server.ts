import express, { type Router } from 'express';
import { z } from 'zod';
import { type Listening, listen, OPEN_TO_PAGES } from '../http.ts';
import { type Clock, DurationError } from './clock.ts';

const moveSchema = z.union([
  z.strictObject({ advance: z.union([z.number(), z.string()]) }),
  z.strictObject({ set: z.iso.datetime({ offset: true }) }),
]);

/** GET tells the time as `{now}`; POST `{advance: '+24h' | '+90d' | ms}` or `{set: ISO time}` moves it. */
export function clockRouter(clock: Clock): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set(OPEN_TO_PAGES);
    next();
  });
  router.get('/', (_request, response) => {
    response.json({ now: clock.now().toISOString() });
  });
  router.post('/', express.json({ type: () => true }), (request, response) => {
    const move = moveSchema.safeParse(request.body);
    if (!move.success) {
      response.status(400).json({ message: 'Send {"advance": "+24h"} or {"set": "2027-01-01T09:00:00Z"}.' });
      return;
    }
    try {
      if ('advance' in move.data) clock.advance(move.data.advance);
      else clock.set(new Date(move.data.set));
    } catch (error) {
      if (!(error instanceof DurationError)) throw error;
      response.status(400).json({ message: error.message });
      return;
    }
    response.json({ now: clock.now().toISOString() });
  });
  return router;
}

export function startClock(options: { clock: Clock; port?: number }): Promise<Listening> {
  return listen(express().use(clockRouter(options.clock)), options.port);
}
