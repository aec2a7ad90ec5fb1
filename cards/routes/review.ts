import { Router } from 'express';
import { acceptSender } from '../../lib/conversations/accept-sender.ts';
import { tickActionItem } from '../../lib/conversations/action-items.ts';
import { type Correction, reviewAnalysis } from '../../lib/conversations/corrections.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import { once } from '../../lib/database/once.ts';
import type { Caller } from '../caller.ts';
import { ofPortal } from '../contacts.ts';
import type { CardDependencies } from '../dependencies.ts';
import { confirmationInput, rowId } from '../dto/result.ts';
import { confirmAnalysisInput, correctionInput, type MessageChanged, tickInput } from '../dto/timeline.ts';
import { notFound, writes } from '../endpoint.ts';
import { author, type People } from '../people.ts';
import { messageView } from '../views/message-view.ts';

/** A person's word on what came in: who wrote it, what it says, what is done. */
export function reviewRoutes(dependencies: CardDependencies, people: People): Router {
  const { queue, now, log } = dependencies;
  const routes = Router();

  routes.post(
    '/messages/:messageId/accept-sender',
    writes(log, confirmationInput, async (caller, params, { key }) => {
      const { portal } = caller;
      const id = rowId.parse(params.messageId);
      const by = author(await people(caller));
      return queue.transact((tx, enqueue) =>
        once(tx, { portalId: portal.portalId, key }, now(), async () => {
          const message = ofPortal(await getMessage(tx, id), caller, 'message');
          await acceptSender(tx, { portal, message, by }, now());
          await enqueue('sync', { portalId: portal.portalId });
          return { ok: true as const, message: await messageView(tx, id) };
        }),
      );
    }),
  );

  routes.post(
    '/messages/:messageId/correction',
    writes(log, correctionInput, (caller, params, { key, version, fields }) =>
      review(caller, params, { key, version, correction: fields }),
    ),
  );

  routes.post(
    '/messages/:messageId/confirmation',
    writes(log, confirmAnalysisInput, (caller, params, { key, version }) =>
      review(caller, params, { key, version, correction: {} }),
    ),
  );

  routes.post(
    '/action-items/:actionItemId',
    writes(log, tickInput, async (caller, params, { key, done }) => {
      const { portalId } = caller.portal;
      const id = rowId.parse(params.actionItemId);
      const by = author(await people(caller));
      return queue.transact((tx) =>
        once(tx, { portalId, key }, now(), async () => {
          if (!(await tickActionItem(tx, { portalId, id, done, by }, now()))) throw notFound('action item');
          return { ok: true as const };
        }),
      );
    }),
  );

  async function review(
    caller: Caller,
    params: Record<string, string>,
    { key, version, correction }: { key: string; version: number; correction: Correction },
  ): Promise<{ ok: true } & MessageChanged> {
    const { portal } = caller;
    const id = rowId.parse(params.messageId);
    const by = author(await people(caller));
    return queue.transact((tx, enqueue) =>
      once(tx, { portalId: portal.portalId, key }, now(), async () => {
        const message = ofPortal(await getMessage(tx, id), caller, 'message');
        await reviewAnalysis(tx, { portal, message, version, by, correction }, now());
        await enqueue('sync', { portalId: portal.portalId });
        return { ok: true as const, message: await messageView(tx, id) };
      }),
    );
  }

  return routes;
}
