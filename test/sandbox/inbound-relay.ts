import express, { Router } from 'express';
import type { SendGridStandIn } from './sendgrid/server.ts';

/**
 * Takes an Inbound Parse post from anybody, signs it as SendGrid would and hands it to the app; the answer is the app's.
 * A post that is signed already, rightly or wrongly, goes on as it is.
 */
export function inboundRelay({ sendgrid, appUrl }: { sendgrid: SendGridStandIn; appUrl: string }): Router {
  const router = Router();
  router.all('/{*rest}', express.raw({ type: () => true, limit: '200mb' }), async (request, response) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const given = Object.entries(request.headers).filter(
      ([name]) => name === 'content-type' || name.startsWith('x-twilio'),
    );
    const signed = request.headers['x-twilio-email-event-webhook-signature'] !== undefined;
    const headers = { ...Object.fromEntries(given), ...(signed ? {} : sendgrid.signInbound(body)) } as Record<
      string,
      string
    >;
    const method = request.method === 'GET' ? 'GET' : 'POST';
    const answer = await fetch(`${appUrl}/webhooks/inbound-parse${request.path}`, {
      method,
      headers,
      ...(method === 'POST' ? { body } : {}),
    });
    response
      .status(answer.status)
      .type(answer.headers.get('content-type') ?? 'text/plain')
      .send(await answer.text());
  });
  return router;
}
