import type { Contact } from '../../conversations/contacts.ts';
import type { Queryable } from '../../database/types.ts';
import type { ClaimedEffect } from '../../outbox/effects.ts';
import { openTasks, senderTasks } from '../../outbox/tasks.ts';
import { changedTaskProperties } from '../tasks.ts';
import { analysisHtml, messageNote } from '../timeline/notes.ts';
import { NOTHING_SHOWN } from '../timeline/shown-mail.ts';
import type { SyncContext } from './claimed-rows.ts';
import { type Decision, type Item, idOfResult } from './item.ts';
import { taskOwner } from './plan.ts';

/**
 * Changes of objects that an earlier effect created: tasks to complete, notes to rewrite. Planned after the creations,
 * whose results they need. Where nothing was created, or HubSpot keeps it as an event that cannot change, there is
 * nothing to do.
 */
export async function planFollowUps(
  sql: Queryable,
  effects: ClaimedEffect[],
  context: SyncContext,
): Promise<{ items: Item[]; decisions: Decision[] }> {
  const items: Item[] = [];
  const decisions: Decision[] = [];
  for (const effect of effects) {
    const contact = effect.contactId ? context.contacts.get(effect.contactId) : undefined;
    const own = contact ? { id: contact.id, hubspotId: contact.hubspotId } : null;
    const planned = !own
      ? []
      : effect.kind === 'task_completion'
        ? await completions(sql, effect, own)
        : effect.kind === 'task_update'
          ? await taskUpdates(sql, effect, contact!, context)
          : effect.kind === 'removal'
            ? await removals(sql, effect, own)
            : effect.kind === 'file_upload'
              ? await addedFiles(sql, effect, own, context)
              : await rewrites(sql, effect, own, context);
    if (planned.length === 0) decisions.push({ effect, state: 'done' });
    items.push(...planned);
  }
  return { items: onePerObject(items), decisions };
}

/** HubSpot refuses a batch with the same object twice; the later change holds. */
function onePerObject(items: Item[]): Item[] {
  const byObject = Map.groupBy(items, ({ write }) => ('id' in write ? `${write.to}/${write.object}/${write.id}` : ''));
  return [...byObject.values()].map((same) => ({ ...same.at(-1)!, effects: same.flatMap(({ effects }) => effects) }));
}

type ItemContact = Item['contact'];

type Conversing = ClaimedEffect & { conversationId: string };
const isConversing = (effect: ClaimedEffect): effect is Conversing => effect.conversationId !== null;

/**
 * Every open task of this conversation whose reply waits no more, or of these only the questions about a sender; one that
 * was completed by hand just stays so.
 */
async function completions(sql: Queryable, effect: ClaimedEffect, contact: ItemContact): Promise<Item[]> {
  if (!isConversing(effect)) return [];
  const ids = effect.details.type === 'sender' ? await senderTasks(sql, effect) : await openTasks(sql, effect);
  return changedTasks(effect, contact, ids, { hs_task_status: 'COMPLETED' });
}

/** A conversation was snoozed, handed over or opened again: so are its open tasks. */
async function taskUpdates(
  sql: Queryable,
  effect: ClaimedEffect,
  contact: Contact,
  context: SyncContext,
): Promise<Item[]> {
  if (!isConversing(effect)) return [];
  const conversation = context.conversations.get(effect.conversationId);
  const { high_value, needs_handling } = context.portal.settings.taskOwners;
  const properties = changedTaskProperties({
    snoozedUntil: conversation?.snoozedUntil ?? null,
    // A task may be theirs whom the portal named for its type, and stays so until the conversation is handed over.
    ownerId:
      high_value || needs_handling
        ? (conversation?.handedTo?.ownerId ?? null)
        : taskOwner(effect.conversationId, contact, context, null),
    reopened: effect.details.type === 'reopened',
  });
  if (Object.keys(properties).length === 0) return [];
  const own = { id: contact.id, hubspotId: contact.hubspotId };
  return changedTasks(effect, own, await openTasks(sql, effect), properties);
}

function changedTasks(
  effect: ClaimedEffect,
  contact: ItemContact,
  results: string[],
  properties: Record<string, string>,
): Item[] {
  return results.flatMap((result) => {
    const id = idOfResult(result, 'tasks');
    return id
      ? [{ effects: [effect], contact, write: { to: 'update', object: 'tasks', id, properties } as const }]
      : [];
  });
}

/** Everything that the message has put on the contact's timeline as an object of its own. */
async function removals(sql: Queryable, effect: ClaimedEffect, contact: ItemContact): Promise<Item[]> {
  const written = await sql<{ result_id: string }[]>`
    select result_id from effects
    where message_id = ${effect.messageId} and state = 'done' and seq < ${effect.seq}
      and kind in ('note', 'email_object', 'event') order by seq`;
  return written.flatMap(({ result_id: result }) =>
    (['emails', 'notes'] as const).flatMap((object) => {
      const id = idOfResult(result, object);
      return id ? [{ effects: [effect], contact, write: { to: 'archive', object, id } as const }] : [];
    }),
  );
}

/** A file that HubSpot took at last joins the message's entry. */
async function addedFiles(
  sql: Queryable,
  effect: ClaimedEffect,
  contact: ItemContact,
  context: SyncContext,
): Promise<Item[]> {
  const { ids } = noFiles(context, effect.messageId ?? '');
  const properties = { hs_attachment_ids: ids.join(';') };
  const written = await sql<{ result_id: string }[]>`
    select result_id from effects
    where message_id = ${effect.messageId} and state = 'done' and kind in ('note', 'email_object') order by seq limit 1`;
  return written.flatMap(({ result_id: result }) =>
    (['emails', 'notes'] as const).flatMap((object) => {
      const id = idOfResult(result, object);
      return id ? [{ effects: [effect], contact, write: { to: 'update', object, id, properties } as const }] : [];
    }),
  );
}

/** With an analysis: the analysis' note; else the note of the message itself. */
async function rewrites(
  sql: Queryable,
  effect: ClaimedEffect,
  contact: ItemContact,
  context: SyncContext,
): Promise<Item[]> {
  const message = effect.messageId ? context.messages.get(effect.messageId) : undefined;
  if (!message) return [];
  const kinds = effect.analysisId ? ['event'] : ['note', 'email_object'];
  const [note] = await sql<{ result_id: string; seq: number }[]>`
    select result_id, seq from effects
    where message_id = ${message.id} and kind in ${sql(kinds)} and state = 'done' and result_id like 'notes/%' order by seq limit 1`;
  const id = note ? idOfResult(note.result_id, 'notes') : null;
  if (!note || !id) return [];
  const language = context.portal.settings.language;
  const analysis = context.analyses.get(message.id);
  if (effect.analysisId && !analysis) return [];
  const properties =
    effect.analysisId && analysis
      ? { hs_note_body: analysisHtml(analysis, language) }
      : messageNote(message, context.shown.get(message.id) ?? NOTHING_SHOWN, noFiles(context, message.id), {
          ownerId: null,
          seq: note.seq,
          language,
        });
  return [{ effects: [effect], contact, write: { to: 'update', object: 'notes', id, properties } }];
}

function noFiles(context: SyncContext, messageId: string) {
  const attachments = context.attachments.get(messageId) ?? [];
  return { ids: attachments.flatMap(({ hubspotFileId }) => hubspotFileId ?? []), unsent: [] };
}
