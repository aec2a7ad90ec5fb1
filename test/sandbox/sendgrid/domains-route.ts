import express, { type Router } from 'express';
import { problem } from './mail-send.ts';

/** GET /v3/whitelabel/domains: the authenticated domains, paged (twilio/sendgrid-oai, domain_authentication). */
export function domainsRoute({ apiKey, senderDomains }: { apiKey: string; senderDomains: string[] | null }): Router {
  const router = express.Router();
  router.get('/v3/whitelabel/domains', (request, response) => {
    if (request.get('authorization') !== `Bearer ${apiKey}`) {
      const { status, body } = problem(401, 'The provided authorization grant is invalid, expired, or revoked');
      response.status(status).json(body);
      return;
    }
    const { limit = '50', offset = '0' } = request.query as Record<string, string>;
    const all = (senderDomains ?? []).map((domain, at) => ({
      id: at + 1,
      user_id: 4711,
      subdomain: `em${at + 1}`,
      domain,
      username: 'sandbox',
      ips: [],
      custom_spf: false,
      default: at === 0,
      legacy: false,
      automatic_security: true,
      valid: true,
      dns: {},
    }));
    response.json(all.slice(Number(offset), Number(offset) + Number(limit)));
  });
  return router;
}
