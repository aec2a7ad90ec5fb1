import { Router } from 'express';
import { z } from 'zod';
import { type FirstFacts, readFirstFacts } from '../../lib/conversations/screens/first-run.ts';
import { appsUrl, contactsUrl } from '../../lib/hubspot/links.ts';
import { bringsReplies } from '../../lib/mail/mail-exchange.ts';
import { recordFirstRunDismissed } from '../../lib/portals/portals.ts';
import type { CardDependencies } from '../dependencies.ts';
import { FIRST_STEPS, type FirstRunView, type FirstStep } from '../dto/first-run.ts';
import { confirmationInput } from '../dto/result.ts';
import { canChange } from '../editors.ts';
import { RefusedError, reads, writes } from '../endpoint.ts';

const nothing = z.object({});

/** The first ten minutes of an account. */
export function firstRunRoutes(dependencies: CardDependencies): Router {
  const { sql, now, replyDomain, resolveMx } = dependencies;
  const routes = Router();

  routes.get(
    '/first-run',
    reads(dependencies, nothing, async (caller): Promise<FirstRunView> => {
      const { portal, userId } = caller;
      const facts = await readFirstFacts(sql, { portalId: portal.portalId, userId });
      // Where mail has come nobody has to ask DNS.
      const mail = facts.mailCame || bringsReplies(await resolveMx(replyDomain).catch(() => []));
      const done = doneOf(facts, { mail, cards: portal.cardSeenAt !== null });
      return {
        shown: portal.firstRunDismissedAt === null && FIRST_STEPS.some((step) => !done[step]),
        steps: FIRST_STEPS.map((step) => ({ step, done: done[step] })),
        canDismiss: canChange(caller),
        appsUrl: appsUrl(portal),
        contactsUrl: contactsUrl(portal),
      };
    }),
  );

  routes.post(
    '/first-run/dismiss',
    writes(dependencies, confirmationInput, async (caller) => {
      if (!canChange(caller)) throw new RefusedError('not_allowed', 'Only the editors of the settings may do this.');
      return async (tx) => {
        await recordFirstRunDismissed(tx.sql, caller.portal.portalId, now());
        return { ok: true };
      };
    }),
  );

  return routes;
}

const doneOf = (
  { forwardConfirmed, sent, testPassed }: FirstFacts,
  { mail, cards }: { mail: boolean; cards: boolean },
): Record<FirstStep, boolean> => ({ mail, forward_address: forwardConfirmed, cards, sent, test: testPassed });
