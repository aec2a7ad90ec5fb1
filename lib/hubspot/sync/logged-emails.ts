import type { ClaimedEffect } from '../../outbox/effects.ts';
import type { PortalClient } from '../portal-client.ts';
import type { SyncContext } from './claimed-rows.ts';
import { findLoggedEmails } from './find-written.ts';
import { type Decision, resultId } from './item.ts';

/**
 * A reply with an owner of the portal in To or Cc (`details.expectLogged`) may be on the timeline already, logged by
 * HubSpot from that owner's inbox: then that email is the effect's result. Throws HubSpotError.
 */
export async function linkLoggedEmails(
  client: PortalClient,
  effects: ClaimedEffect[],
  context: SyncContext,
): Promise<Decision[]> {
  const expected = effects.flatMap((effect) => {
    const messageId = effect.messageId && context.messages.get(effect.messageId)?.messageId;
    return effect.kind === 'email_object' && effect.details.expectLogged && messageId ? [{ effect, messageId }] : [];
  });
  if (expected.length === 0 || !context.capabilities.emails) return [];
  const logged = await findLoggedEmails(
    client,
    expected.map(({ messageId }) => messageId),
  );
  return expected.flatMap(({ effect, messageId }) => {
    const id = logged.get(messageId.toLowerCase());
    return id ? [{ effect, state: 'done', result: resultId('emails', id) }] : [];
  });
}
