import { fileURLToPath } from 'node:url';
import { Router } from 'express';

const FILE = fileURLToPath(new URL('../api/openapi.json', import.meta.url));

/** `/openapi.json`: what the pages inside HubSpot call, for whoever reads it; made by `npm run docs`. */
export function createOpenApi(): Router {
  const routes = Router();
  routes.get('/openapi.json', (_request, response) => response.sendFile(FILE));
  return routes;
}
