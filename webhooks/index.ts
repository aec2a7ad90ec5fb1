import { Router } from 'express';
import type { Config } from '../lib/config.ts';
import { createHubSpotClient } from '../lib/hubspot/client.ts';
import type { AccessTokenDependencies } from '../lib/hubspot/oauth/tokens.ts';
import { observedClient, observedWait } from '../lib/hubspot/observed-client.ts';
import { createPortalClient } from '../lib/hubspot/portal-client.ts';
import type { JobContext } from '../lib/jobs/context.ts';
import { createHubSpotEvents } from './hubspot-events.ts';
import { createInboundParse } from './inbound-parse.ts';
import { createAnswerPage } from './links/answer.ts';
import { createAttachments } from './links/attachments.ts';
import { createConfirmAddress } from './links/confirm-address.ts';
import { createOAuthRoutes } from './links/install.ts';
import { createLatePage } from './links/late.ts';
import { createNumbersDownload } from './links/numbers.ts';
import { createOpenRecord } from './links/open.ts';
import { createUnsubscribe } from './links/unsubscribe.ts';
import { createComposePage } from './pages/compose.ts';
import { createEmailPage } from './pages/email.ts';
import { framedBy } from './pages/framed.ts';
import type { Receiver } from './probes.ts';
import type { CountRefusal } from './refusals.ts';
import { createSendGridEvents } from './sendgrid-events.ts';
import { createWorkflowActions } from './workflow-actions.ts';

// A workflow action asks HubSpot up to three times and answers within 5 s; what takes longer HubSpot asks for again.
const ACTION_REQUEST_MS = 1500;

/** Everything that machines and links in mails call. */
export function createWebhooks(
  config: Config,
  context: JobContext,
  tokens: AccessTokenDependencies,
  { receiver, refused }: { receiver: Receiver; refused: CountRefusal },
): Router {
  const { sql, queue, now, log, observe, keyring, signingKey, publicUrl, replyDomain } = context;
  const { inboundSecrets: secrets, inboundPublicKeys, eventPublicKeys } = config.sendgrid;
  const { clientSecret, appId } = config.hubspot;
  const client = createHubSpotClient({ baseUrl: config.hubspot.baseUrl, timeoutMs: ACTION_REQUEST_MS });
  const prompt = observedClient(client, observe);
  const portalClient = (portalId: number) =>
    createPortalClient({ ...tokens, client: prompt, wait: observedWait(observe) }, portalId);

  const router = Router();
  router.use(
    '/webhooks/inbound-parse',
    createInboundParse({
      queue,
      keyring,
      signingKey,
      replyDomain,
      secrets,
      publicKeys: inboundPublicKeys,
      ...receiver,
      now,
      refused,
      observe,
      log,
    }),
  );
  router.use(
    '/webhooks/sendgrid-events',
    createSendGridEvents({ sql, queue, publicKeys: eventPublicKeys, now, refused }),
  );
  router.use(
    '/webhooks/hubspot-events',
    createHubSpotEvents({ publicUrl, clientSecret, appId, queue, now, refused, log }),
  );
  router.use(
    '/webhooks/workflow-actions',
    createWorkflowActions({
      sql,
      queue,
      portalClient,
      publicUrl,
      clientSecret,
      signingKey,
      keyring,
      replyDomain,
      now,
      refused,
      log,
    }),
  );
  router.use('/webhooks/unsubscribe', createUnsubscribe({ sql, queue, signingKey, now, log }));
  router.use('/webhooks/confirm-address', createConfirmAddress({ sql, signingKey, now, log }));
  router.use('/webhooks/answer', createAnswerPage({ sql, queue, keyring, signingKey, now, log }));
  router.use('/webhooks/late', createLatePage({ sql, queue, keyring, signingKey, now, log }));
  router.use('/oauth', createOAuthRoutes({ ...tokens, publicUrl, hubSpotAppId: appId, queue, log }));
  router.use('/o', createOpenRecord({ sql, signingKey }));
  router.use('/numbers', createNumbersDownload({ sql, signingKey, now }));
  router.use('/attachments', createAttachments({ sql, signingKey, keyring, now }));
  const ancestors = framedBy(config.hubspot.baseUrl);
  router.use(
    '/pages/email',
    createEmailPage({ sql, keyring, signingKey, mailReader: context.mailReader, ancestors, now }),
  );
  router.use('/pages/compose', createComposePage({ ...context, ancestors }));
  return router;
}
