import { type RequestHandler, Router } from 'express';
import { recordCardSeen } from '../lib/portals/portals.ts';
import { askingOf, rawBody, requireCaller } from './caller.ts';
import type { CardDependencies } from './dependencies.ts';
import { createPeople } from './people.ts';
import { bulkRoutes } from './routes/bulk.ts';
import { composingRoutes } from './routes/composing.ts';
import { contactRoutes } from './routes/contact.ts';
import { draftingRoutes } from './routes/drafting.ts';
import { firstRunRoutes } from './routes/first-run.ts';
import { healthRoutes } from './routes/health.ts';
import { homeRoutes } from './routes/home.ts';
import { numberRoutes } from './routes/numbers.ts';
import { pageRoutes } from './routes/pages.ts';
import { recordRoutes } from './routes/records.ts';
import { reviewRoutes } from './routes/review.ts';
import { senderRoutes } from './routes/senders.ts';
import { sendingRoutes } from './routes/sending.ts';
import { settingsRoutes } from './routes/settings.ts';
import { suggestionRoutes } from './routes/suggestions.ts';
import { timelineRoutes } from './routes/timeline.ts';
import { trialRoutes } from './routes/trial.ts';
import { waitingRoutes } from './routes/waiting.ts';
import { wordsRoutes } from './routes/words.ts';

export type { CardDependencies } from './dependencies.ts';

/** What the pages inside HubSpot call through `hubspot.fetch`; to be mounted at /cards. */
export function createCardRoutes(dependencies: CardDependencies): Router {
  const people = createPeople(dependencies.portalClient, dependencies.now);
  const routes = Router();
  routes.use(rawBody, requireCaller(dependencies));
  routes.use(['/contacts', '/records'], noticeCards(dependencies));
  routes.use(contactRoutes(dependencies, people));
  routes.use(waitingRoutes(dependencies));
  routes.use(timelineRoutes(dependencies, people));
  routes.use(pageRoutes(dependencies));
  routes.use(recordRoutes(dependencies));
  routes.use(bulkRoutes(dependencies, people));
  routes.use(reviewRoutes(dependencies, people));
  routes.use(senderRoutes(dependencies, people));
  routes.use(suggestionRoutes(dependencies, people));
  routes.use(composingRoutes(dependencies, people));
  routes.use(draftingRoutes(dependencies, people));
  routes.use(sendingRoutes(dependencies, people));
  routes.use(settingsRoutes(dependencies, people));
  routes.use(healthRoutes(dependencies));
  routes.use(trialRoutes(dependencies, people));
  routes.use(wordsRoutes(dependencies, people));
  routes.use(homeRoutes(dependencies));
  routes.use(numberRoutes(dependencies));
  routes.use(firstRunRoutes(dependencies));
  return routes;
}

/** Only a card on a record reads from here: with the first one somebody has put the cards there. */
function noticeCards({ sql, now }: Pick<CardDependencies, 'sql' | 'now'>): RequestHandler {
  return async (request, response, next) => {
    const { portal } = askingOf(response).caller;
    if (request.method === 'GET' && portal.cardSeenAt === null) await recordCardSeen(sql, portal.portalId, now());
    next();
  };
}
