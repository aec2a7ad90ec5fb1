import { Router } from 'express';
import { z } from 'zod';
import { errorFacts } from '../../lib/error-facts.ts';
import { ensureProperties } from '../../lib/hubspot/properties.ts';
import { API_VERSION } from '../../lib/hubspot/version.ts';
import { bringsReplies } from '../../lib/mail/mail-exchange.ts';
import { countFailedMails } from '../../lib/outbox/attention.ts';
import { missingScopes, optionalScopesLacking } from '../../lib/portals/scopes.ts';
import type { Caller } from '../caller.ts';
import type { CardDependencies } from '../dependencies.ts';
import type { HealthCheck, HealthProblem, HealthView } from '../dto/settings.ts';
import { reads } from '../endpoint.ts';
import { forwardsTo } from './settings.ts';

const FAILED_DAYS = 7;
const nothing = z.object({});

/** Is everything working? Each part by itself, and what helps where it is not. */
export function healthRoutes(dependencies: CardDependencies): Router {
  const { sql, now, log, portalClient, replyDomain, mailDomain, resolveMx, readSenderDomains, ai } = dependencies;
  const routes = Router();
  routes.get(
    '/health',
    reads(dependencies, nothing, async (caller): Promise<HealthView> => {
      const checks = [
        await connection(caller),
        scopes(caller),
        await properties(caller),
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
    if (!bringsReplies(records)) {
      return bad('mail_domain', 'error', 'mx_missing', [replyDomain]);
    }
    // Forwards come from this domain, so that their answers come back to us.
    const senders = await readSenderDomains().catch(() => undefined);
    if (senders && !senders.includes(replyDomain.toLowerCase())) {
      return bad('mail_domain', 'error', 'sender_not_authenticated', [replyDomain]);
    }
    if (senders === null) return bad('mail_domain', 'warning', 'sender_unchecked', [replyDomain]);
    const since = new Date(now().getTime() - FAILED_DAYS * 86_400_000);
    const failed = await countFailedMails(sql, portal.portalId, since);
    if (failed > 0) return bad('mail_domain', 'warning', 'mails_failed', [String(failed)]);
    // Nothing tells whether it was done: HubSpot's list of what is never logged cannot be read.
    return bad('mail_domain', 'ok', 'never_log', [...new Set([replyDomain, mailDomain])]);
  }

  async function forwarding(caller: Caller): Promise<HealthCheck> {
    if (!caller.portal.settings.forward) return bad('forward_target', 'warning', 'forward_off');
    const address = await forwardsTo(sql, caller);
    return address ? good('forward_target', [address]) : bad('forward_target', 'error', 'nobody');
  }

  /** Looked at now, and made where somebody deleted one or a bigger plan has room: what was found once may be old. */
  async function properties({ portal: { portalId } }: Caller): Promise<HealthCheck> {
    const found = await ensureProperties(sql, portalClient(portalId), now()).catch((error: unknown) => {
      log.warn({ portalId, err: errorFacts(error) }, 'the properties could not be checked');
      return null;
    });
    if (!found) return bad('properties', 'warning', 'properties_not_made');
    if (found.conflicts.length > 0) return bad('properties', 'error', 'properties_taken', found.conflicts);
    return found.missing.length > 0
      ? bad('properties', 'warning', 'properties_no_room', found.missing)
      : good('properties');
  }

  function analysis({ portal }: Caller): HealthCheck {
    if (!ai) return bad('ai', 'warning', 'ai_not_configured');
    return portal.settings.ai ? good('ai') : bad('ai', 'warning', 'ai_off');
  }

  return routes;
}

function scopes({ portal }: Caller): HealthCheck {
  // Also required ones: a release may want more than the portal granted when it connected.
  const { declined, notInPlan } = optionalScopesLacking(portal.scopes);
  const missing = [...missingScopes(portal.scopes), ...declined];
  // Nothing to do about it here: all that this account can grant is granted.
  if (missing.length === 0 && notInPlan.length > 0) return bad('scopes', 'ok', 'not_in_plan', notInPlan);
  if (missing.length === 0) return good('scopes');
  return bad('scopes', missingScopes(portal.scopes).length > 0 ? 'error' : 'warning', 'scopes_missing', missing);
}

const good = (name: HealthCheck['name'], names: string[] = []): HealthCheck => ({
  name,
  state: 'ok',
  problem: null,
  names,
});

const bad = (
  name: HealthCheck['name'],
  state: HealthCheck['state'],
  problem: HealthProblem,
  names: string[] = [],
): HealthCheck => ({ name, state, problem, names });
