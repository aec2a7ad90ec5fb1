import { Router } from 'express';
import { z } from 'zod';
import { API_VERSION } from '../../lib/hubspot/version.ts';
import { countFailedMails } from '../../lib/outbox/attention.ts';
import { missingScopes, OPTIONAL_SCOPES } from '../../lib/portals/scopes.ts';
import type { Caller } from '../caller.ts';
import type { CardDependencies } from '../dependencies.ts';
import type { HealthCheck, HealthProblem, HealthView } from '../dto/settings.ts';
import { reads } from '../endpoint.ts';
import { forwardsTo } from './settings.ts';

const FAILED_DAYS = 7;
/** Where Inbound Parse wants the MX record to point ("Setting up the Inbound Parse webhook"). */
const SENDGRID_MX = /(^|\.)mx(\.[a-z]+)?\.sendgrid\.net$/i;
const nothing = z.object({});

/** Is everything working? Each part by itself, and what helps where it is not. */
export function healthRoutes(dependencies: CardDependencies): Router {
  const { sql, now, portalClient, replyDomain, resolveMx, ai } = dependencies;
  const routes = Router();
  routes.get(
    '/health',
    reads(dependencies, nothing, async (caller): Promise<HealthView> => {
      const checks = [
        await connection(caller),
        scopes(caller),
        properties(caller),
        await mail(caller),
        await forwarding(caller),
        analysis(caller),
      ];
      return { checks };
    }),
  );

  async function connection({ portal }: Caller): Promise<HealthCheck> {
    if (portal.stoppedUntil && portal.stoppedUntil > now()) return bad('connection', 'warning', 'paused');
    const path = `/account-info/${API_VERSION}/details`;
    const reached = await portalClient(portal.portalId)
      .request({ method: 'GET', path, response: z.unknown() })
      .then(
        () => true,
        () => false,
      );
    return reached ? good('connection') : bad('connection', 'error', 'unreachable');
  }

  async function mail({ portal }: Caller): Promise<HealthCheck> {
    const records = await resolveMx(replyDomain).catch(() => []);
    if (!records.some(({ exchange }) => SENDGRID_MX.test(exchange))) {
      return bad('mail_domain', 'error', 'mx_missing', [replyDomain]);
    }
    const since = new Date(now().getTime() - FAILED_DAYS * 86_400_000);
    const failed = await countFailedMails(sql, portal.portalId, since);
    return failed === 0 ? good('mail_domain') : bad('mail_domain', 'warning', 'mails_failed', [String(failed)]);
  }

  async function forwarding(caller: Caller): Promise<HealthCheck> {
    if (!caller.portal.settings.forward) return bad('forward_target', 'warning', 'forward_off');
    const address = await forwardsTo(sql, caller);
    return address ? good('forward_target', [address]) : bad('forward_target', 'error', 'nobody');
  }

  function analysis({ portal }: Caller): HealthCheck {
    if (!ai) return bad('ai', 'warning', 'ai_not_configured');
    return portal.settings.ai ? good('ai') : bad('ai', 'warning', 'ai_off');
  }

  return routes;
}

function scopes({ portal }: Caller): HealthCheck {
  // Also required ones: a release may want more than the portal granted when it connected.
  const missing = [...missingScopes(portal.scopes), ...OPTIONAL_SCOPES.filter((one) => !portal.scopes.includes(one))];
  if (missing.length === 0) return good('scopes');
  return bad('scopes', missingScopes(portal.scopes).length > 0 ? 'error' : 'warning', 'scopes_missing', missing);
}

function properties({ portal }: Caller): HealthCheck {
  if (portal.propertyConflicts.length > 0) {
    return bad('properties', 'error', 'properties_taken', portal.propertyConflicts);
  }
  return portal.propertiesCheckedAt ? good('properties') : bad('properties', 'warning', 'properties_not_made');
}

const good = (name: HealthCheck['name'], names: string[] = []): HealthCheck => ({
  name,
  state: 'ok',
  problem: null,
  names,
});

const bad = (
  name: HealthCheck['name'],
  state: 'warning' | 'error',
  problem: HealthProblem,
  names: string[] = [],
): HealthCheck => ({ name, state, problem, names });
