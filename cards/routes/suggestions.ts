import { Router } from 'express';
import { getContact } from '../../lib/conversations/contacts.ts';
import { getMessage, type Message } from '../../lib/conversations/messages.ts';
import { dismissSuggestion, linkSuggested, takeSuggestion } from '../../lib/conversations/suggestion-decisions.ts';
import { type Suggestion, suggestingMessages, suggestionsOf } from '../../lib/conversations/suggestions.ts';
import { dayIn } from '../../lib/portals/working-hours.ts';
import type { Tx } from '../../lib/queue.ts';
import type { Caller } from '../caller.ts';
import { ofPortal } from '../contacts.ts';
import type { CardDependencies } from '../dependencies.ts';
import { rowId } from '../dto/result.ts';
import { linkSuggestionInput, suggestionInput } from '../dto/suggestions.ts';
import { notFound, RefusedError, writes } from '../endpoint.ts';
import { author, type People } from '../people.ts';

/** What a reply suggests and a person takes up, or does not want. */
export function suggestionRoutes(dependencies: CardDependencies, people: People): Router {
  const { now } = dependencies;
  const routes = Router();

  routes.post(
    '/messages/:messageId/suggestions/take',
    writes(dependencies, suggestionInput, async (caller, params, { suggestion: key }) => {
      const colleague = await people(caller);
      return async (tx) => {
        const { message, suggestion } = await find(tx, caller, params, key);
        const { ownerId } = colleague;
        await takeSuggestion(tx, { portal: caller.portal, message, suggestion, by: author(colleague), ownerId }, now());
        return { ok: true };
      };
    }),
  );

  routes.post(
    '/messages/:messageId/suggestions/link',
    writes(dependencies, linkSuggestionInput, async (caller, params, { suggestion: key, hubspotId }) => {
      const by = author(await people(caller));
      return async (tx) => {
        const { message, suggestion, contact } = await find(tx, caller, params, key);
        if (!('person' in suggestion)) throw notFound('suggestion of a person');
        if (contact.hubspotId === hubspotId) throw new RefusedError('invalid_input', 'hubspotId: another contact');
        await linkSuggested(tx, { message, suggestion, by, hubspotId }, now());
        return { ok: true };
      };
    }),
  );

  routes.post(
    '/messages/:messageId/suggestions/dismiss',
    writes(dependencies, suggestionInput, async (caller, params, { suggestion: key }) => {
      const by = author(await people(caller));
      return async (tx) => {
        const { message } = await find(tx, caller, params, key);
        await dismissSuggestion(tx.sql, { message, key, by }, now());
        return { ok: true };
      };
    }),
  );

  /** Of this account, and still said by the reply: nobody creates a contact that no reply names. */
  async function find(tx: Tx, caller: Caller, params: Record<string, string>, key: string) {
    const id = rowId.parse(params.messageId);
    const message: Message = ofPortal(await getMessage(tx.sql, id), caller, 'message');
    const contact = await getContact(tx.sql, message.contactId);
    const today = dayIn(now(), caller.portal.timeZone);
    const [suggesting] = await suggestingMessages(tx.sql, [id]);
    const all: Suggestion[] = suggesting && contact ? suggestionsOf(suggesting, { contact, today }) : [];
    const suggestion = all.find((one) => one.key === key);
    if (!suggestion || !contact) throw notFound('suggestion');
    return { message, suggestion, contact };
  }

  return routes;
}
