import { Router } from 'express';
import { changeActionItem, getActionItem, tickActionItem } from '../../lib/conversations/action-items.ts';
import { type Correction, reviewAnalysis } from '../../lib/conversations/corrections.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import { addEffects } from '../../lib/outbox/add-effects.ts';
import type { Tx } from '../../lib/queue.ts';
import type { Caller } from '../caller.ts';
import { ofPortal } from '../contacts.ts';
import type { CardDependencies } from '../dependencies.ts';
import { confirmationInput, rowId } from '../dto/result.ts';
import {
  confirmAnalysisInput,
  correctionInput,
  itemChangeInput,
  type MessageChanged,
  tickInput,
} from '../dto/timeline.ts';
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

  routes.post(
    '/action-items/:actionItemId/change',
    writes(dependencies, itemChangeInput, async ({ portal: { portalId } }, params, { key: _key, dueAt, ...rest }) => {
      const id = rowId.parse(params.actionItemId);
      const change = { ...rest, dueAt: dueAt == null ? dueAt : new Date(dueAt) };
      return async (tx) => {
        if (!(await changeActionItem(tx.sql, { portalId, id, change }, now()))) throw notFound('action item');
        return { ok: true };
      };
    }),
  );

  routes.post(
    '/action-items/:actionItemId/task',
    writes(dependencies, confirmationInput, async (caller, params) => {
      const id = rowId.parse(params.actionItemId);
      return async (tx) => {
        const item = ofPortal(await getActionItem(tx.sql, id), caller, 'action item');
        const { portalId, contactId, conversationId, messageId } = item;
        const about = { portalId, contactId, conversationId, messageId };
        const details = { type: 'action_item', actionItemId: id };
        await addEffects(tx, [{ ...about, kind: 'task', key: `task:item:${id}`, details }], now());
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
