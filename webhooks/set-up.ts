import { Router } from 'express';
import { type SettingProblem, whereFound } from '../lib/config.ts';
import { escapeHtml } from '../lib/html.ts';
import { sendPage } from './links/page.ts';

const RETRY_SECONDS = 300;

/**
 * What a server answers before all its settings are there: the app's id and secret exist only after the first upload, and
 * some hosts want a running server before that. `/` says what is missing, `/readyz` that it is not ready and why, `/healthz`
 * that a restart helps nothing. Whatever else comes, a mail above all, is refused with 503, which SendGrid and HubSpot repeat.
 */
export function createSetUp(missing: SettingProblem[]): Router {
  const routes = Router();
  const settings = `missing: ${missing.map(({ name }) => name).join(', ')}`;
  routes.get('/healthz', (_request, response) => void response.json({ ok: true, settings }));
  routes.get(['/readyz', '/health'], (_request, response) => {
    response.status(503).json({ ok: false, settings });
  });
  routes.get('/', (_request, response) => {
    const items = missing.map(({ name, says }) => {
      const purpose = says.slice(says.indexOf(': ') + 2);
      return `<li><b>${name}</b>: ${escapeHtml(purpose)} (${escapeHtml(whereFound(name))})</li>`;
    });
    const body = `<p>The server runs and takes no mail yet: these settings are missing.</p><ul>${items.join('')}</ul>
<p>Set them in the server's environment and start it again. <code>npm run admin -- doctor</code> looks at those that are there.</p>`;
    sendPage(response, { status: 503, language: 'en', title: 'Reply Tracking is being set up', body });
  });
  routes.use((request, response) => {
    const error = 'This server is being set up. Send it again later.';
    const answer = () => void response.status(503).set('retry-after', String(RETRY_SECONDS)).json({ error });
    // Whoever still sends when the answer comes sees a broken connection in its place.
    request.resume().once('end', answer);
  });
  return routes;
}
