import { Router } from 'express';
import { tickActionItem } from '../../lib/conversations/action-items.ts';
import { type Correction, reviewAnalysis } from '../../lib/conversations/corrections.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import type { Tx } from '../../lib/queue.ts';
import type { Caller } from '../caller.ts';
import { ofPortal } from '../contacts.ts';
import type { CardDependencies } from '../dependencies.ts';
import { rowId } from '../dto/result.ts';
import { confirmAnalysisInput, correctionInput, type MessageChanged, tickInput } from '../dto/timeline.ts';
import { notFound, writes } from '../endpoint.ts';
import { author, type People } from '../people.ts';
import { messageView } from '../views/message-view.ts';

/** A person's word on what came in: what it says, and what is done. */
export function reviewRoutes(dependencies: CardDependencies, people: People): Router {
  const { now, keyring } = dependencies;
  const routes = Router();

  routes.post(
    '/messages/:messageId/correction',
    writes(dependencies, correctionInput, (caller, params, { version, fields }) =>
      review(caller, params, { version, correction: fields }),
    ),
  );

  routes.post(
    '/messages/:messageId/confirmation',
    writes(dependencies, confirmAnalysisInput, (caller, params, { version }) =>
      review(caller, params, { version, correction: {} }),
    ),
  );

  routes.post(
    '/action-items/:actionItemId',
    writes(dependencies, tickInput, async (caller, params, { done }) => {
      const { portalId } = caller.portal;
      const id = rowId.parse(params.actionItemId);
      const by = author(await people(caller));
      return async (tx) => {
        if (!(await tickActionItem(tx.sql, { portalId, id, done, by }, now()))) throw notFound('action item');
        return { ok: true };
      };
    }),
  );

  async function review(
    caller: Caller,
    params: Record<string, string>,
    { version, correction }: { version: number; correction: Correction },
  ): Promise<(tx: Tx) => Promise<{ ok: true } & MessageChanged>> {
    const id = rowId.parse(params.messageId);
    const by = author(await people(caller));
    return async (tx) => {
      const message = ofPortal(await getMessage(tx.sql, id), caller, 'message');
      await reviewAnalysis(tx, { portal: caller.portal, message, version, by, correction }, now());
      return { ok: true, message: await messageView(tx.sql, id, keyring) };
    };
  }

  return routes;
}
