import { Router } from 'express';
import { AnalystError } from '../../lib/analysis/index.ts';
import { openActionItems } from '../../lib/conversations/action-items.ts';
import { getContact } from '../../lib/conversations/contacts.ts';
import { getMessage, isTrusted } from '../../lib/conversations/messages.ts';
import { errorFacts } from '../../lib/error-facts.ts';
import { readMergeValues } from '../../lib/hubspot/merge-values.ts';
import { analysisInput } from '../../lib/jobs/analyze.ts';
import { listTemplates } from '../../lib/portals/templates.ts';
import { ofPortal } from '../contacts.ts';
import type { CardDependencies } from '../dependencies.ts';
import type { DraftedReply } from '../dto/compose.ts';
import { confirmationInput, rowId } from '../dto/result.ts';
import { notFound, posts, RefusedError } from '../endpoint.ts';
import type { People } from '../people.ts';
import { templateView } from '../views/template-view.ts';

const ITEMS = 20;

/** A draft of an answer by the AI, from the reply, what is to do and the conversation. It is shown, and stored nowhere. */
export function draftingRoutes(dependencies: CardDependencies, people: People): Router {
  const { sql, keyring, log, drafter, portalClient } = dependencies;
  const routes = Router();
  routes.post(
    '/messages/:messageId/draft-reply',
    posts(log, confirmationInput, async (caller, params): Promise<{ ok: true } & DraftedReply> => {
      const { portal, userId } = caller;
      const { portalId } = portal;
      const message = ofPortal(await getMessage(sql, rowId.parse(params.messageId)), caller, 'message');
      if (message.direction !== 'incoming' || !isTrusted(message)) throw notFound('reply to answer');
      if (!drafter || !portal.settings.ai) throw new RefusedError('ai_off', 'The AI is off for this account.');
      const contact = await getContact(sql, message.contactId);
      if (!contact) throw notFound('contact');
      const [input, items, templates, values, rep] = await Promise.all([
        analysisInput({ sql, keyring }, portal, message),
        openActionItems(sql, contact.id, ITEMS),
        listTemplates(sql, { portalId, userId }),
        readMergeValues(portalClient(portalId), contact.hubspotId).catch(() => ({})),
        people(caller),
      ]);
      // What a template could not fill in is no fact.
      const known = templates
        .map((one) => templateView(one, values, rep))
        .filter(({ unresolved }) => !unresolved.length);
      const given = { ...input, items: items.map(({ text }) => text), templates: known.map(({ text }) => text) };
      try {
        return { ok: true, ...(await drafter(given)) };
      } catch (error) {
        if (!(error instanceof AnalystError)) throw error;
        log.warn({ portalId, messageId: message.id, err: errorFacts(error) }, 'the AI drafted no answer');
        throw new RefusedError('ai_failed', 'The AI wrote no draft.');
      }
    }),
  );
  return routes;
}
