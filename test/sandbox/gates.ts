import { Router } from 'express';
import type { HeldStep } from '../../lib/jobs/context.ts';

/** Holds background steps back until they are released: `POST /{step}/release`. */
export function createGates(hold: HeldStep[]) {
  const closed = new Map(hold.map((step) => [step, Promise.withResolvers<void>()]));
  const release = (step: HeldStep) => {
    closed.get(step)?.resolve();
    closed.delete(step);
  };
  const router = Router();
  router.get('/', (_request, response) => void response.json({ held: [...closed.keys()] }));
  router.post('/:step/release', (request, response) => {
    release(request.params.step as HeldStep);
    response.json({ held: [...closed.keys()] });
  });
  return {
    router,
    release,
    releaseAll: () => [...closed.keys()].forEach(release),
    pass: async (step: HeldStep) => closed.get(step)?.promise,
  };
}
