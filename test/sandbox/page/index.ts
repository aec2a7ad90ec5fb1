import { join } from 'node:path';
import express, { type Router } from 'express';
import { z } from 'zod';
import { buildCards } from '../../../lib/cli/build-cards.ts';
import type { Clock } from '../clock/clock.ts';
import type { HubSpotStandIn } from '../hubspot/server.ts';
import type { SendGridStandIn } from '../sendgrid/server.ts';
import { buildBrowser } from './build-browser.ts';
import { contactView, recordView } from './contact-view.ts';
import { inlineImage } from './inline-images.ts';
import { answerMail, dropEml, listMailboxes, type MailWorld, mailView } from './mail.ts';
import type { SandboxState } from './views.ts';

export type PageOptions = {
  hubspot: HubSpotStandIn;
  sendgrid: SendGridStandIn;
  clock: Clock;
  /** The app as HubSpot knows it: what the cards call, through HubSpot's proxy. */
  appUrl: string;
  replyDomain: string;
  /** Language that the page starts with; HubSpot takes it from the user's profile. */
  language?: string;
  /** Called after the clock jumped, so that what fell due can start. */
  onClock?: () => void;
  /** Bundles as HubSpot's own builder makes them, by uid; without them they are built here. */
  bundles?: Map<string, string>;
};

const replySchema = z.object({
  mailId: z.string(),
  from: z.email(),
  fromName: z.string(),
  text: z.string().min(1),
  all: z.boolean(),
  authentication: z.enum(['pass', 'none', 'fail']),
});

/**
 * The sandbox's web page: a contact record as HubSpot lays it out, with the product's real bundles running in workers,
 * the app's home and settings, and everybody's mailbox. To be mounted at the root.
 */
export async function createPage(options: PageOptions): Promise<Router> {
  const { hubspot, sendgrid, clock, appUrl, replyDomain, language = 'en' } = options;
  const [browser, built] = await Promise.all([buildBrowser(), options.bundles ?? ownBundles()]);
  const mailWorld: MailWorld = { sendgrid, hubspot, replyDomain };

  const page = express.Router({ strict: true });
  page.get('/', (_request, response) => response.redirect('/page/'));
  page.get('/page', (_request, response) => response.redirect('/page/'));
  page.get('/page/', (_request, response) => response.sendFile(join(import.meta.dirname, 'browser/index.html')));
  page.get('/page/styles.css', (_request, response) =>
    response.sendFile(join(import.meta.dirname, 'browser/styles.css')),
  );
  page.get('/page/:script.js', (request, response, next) => {
    const script = browser[request.params.script as keyof typeof browser];
    if (script === undefined) next();
    else response.type('text/javascript').send(script);
  });
  page.get('/page/bundles/:uid.js', (request, response) => {
    const code = built.get(request.params.uid);
    if (code === undefined) response.status(404).json({ message: 'There is no such bundle.' });
    else response.type('text/javascript').send(code);
  });

  const api = express.Router();
  api.post('/eml', express.raw({ type: () => true, limit: '40mb' }), async (request, response) => {
    await dropEml(mailWorld, request.body, z.email().parse(request.query.to));
    response.json({ accepted: true });
  });
  api.use(express.json({ limit: '2mb' }));
  api.get('/state', (_request, response) => response.json(state()));
  api.get('/contacts/:id', async (request, response) => {
    const view = await contactView({ hubspot, sendgrid, replyDomain }, request.params.id);
    if (view) response.json(view);
    else response.status(404).json({ message: 'There is no such contact.' });
  });
  api.get('/records/:object/:id', async (request, response) => {
    const object = z.enum(['companies', 'deals', 'tickets']).parse(request.params.object);
    const view = await recordView(hubspot, object, request.params.id);
    if (view) response.json(view);
    else response.status(404).json({ message: 'There is no such record.' });
  });
  api.post('/contacts/:id/properties', (request, response) => {
    hubspot.person.setProperties(request.params.id, z.record(z.string(), z.string()).parse(request.body));
    response.status(204).end();
  });
  api.post('/contacts/:id/workflow', async (request, response) => {
    const url = `${appUrl}/webhooks/workflow-actions/wait-for-reply`;
    const run = { url, portalId: hubspot.portal().id, contactId: request.params.id, inputFields: { days: '7' } };
    response.json({ callbackId: (await hubspot.callAction(run)).callbackId });
  });
  api.get('/workflows/:callbackId', (request, response) => {
    response.json(hubspot.blockedWorkflow(request.params.callbackId));
  });
  api.get('/mailboxes', (_request, response) => response.json(listMailboxes(mailWorld)));
  api.get('/mailboxes/:address', (request, response) => {
    const { address } = request.params;
    response.json(
      sendgrid
        .mailbox(address)
        .map((message) => mailView(message, address))
        .reverse(),
    );
  });
  api.get('/mails/:id/images/:contentId', async (request, response) => {
    const eml = sendgrid.eml(request.params.id);
    const image = eml && (await inlineImage(eml, request.params.contentId));
    if (!image) response.status(404).json({ message: 'There is no such picture.' });
    // `nosniff`: what calls itself a picture must not become a page.
    else
      response
        .type(image.mimeType)
        .set('x-content-type-options', 'nosniff')
        .send(Buffer.from(image.content as ArrayBuffer));
  });
  api.post('/reply', async (request, response) => {
    await answerMail(mailWorld, replySchema.parse(request.body));
    response.json({ accepted: true });
  });
  api.post('/clock', (request, response) => {
    const now = clock.advance(z.object({ advance: z.string() }).parse(request.body).advance);
    options.onClock?.();
    response.json({ now: now.toISOString() });
  });
  api.post('/fetch', async (request, response) => {
    const answer = await hubspot.fetch(request.body);
    response.status(answer.status).type(answer.contentType).send(answer.body);
  });
  api.use((error: unknown, _request: express.Request, response: express.Response, next: express.NextFunction) => {
    if (response.headersSent) next(error);
    else response.status(400).send(error instanceof z.ZodError ? z.prettifyError(error) : String(error));
  });
  page.use('/page/api', api);
  return page;

  function state(): SandboxState {
    const { id, name, timeZone, users } = hubspot.portal();
    const seen = users.map((user) => ({
      id: user.id,
      email: user.email,
      firstName: user.firstName,
      lastName: user.lastName,
    }));
    return {
      portal: { id, name, timeZone, appId: hubspot.app.appId },
      user: seen[0]!,
      users: seen,
      contacts: hubspot.contacts().map(({ id: hubspotId, properties }) => ({
        id: hubspotId,
        name: `${properties.firstname ?? ''} ${properties.lastname ?? ''}`.trim(),
        company: properties.company ?? '',
      })),
      appUrl,
      language,
      now: clock.now().toISOString(),
    };
  }
}

async function ownBundles(): Promise<Map<string, string>> {
  return new Map((await buildCards()).map(({ uid, code }) => [uid, code]));
}
