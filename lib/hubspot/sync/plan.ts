import type { StoredAnalysis } from '../../conversations/analyses.ts';
import type { Contact } from '../../conversations/contacts.ts';
import type { Message } from '../../conversations/messages.ts';
import { suggestedPerson } from '../../conversations/suggestions.ts';
import { errorFacts } from '../../error-facts.ts';
import type { ClaimedEffect } from '../../outbox/effects.ts';
import { CONTACT_DELETED } from '../../outbox/hold-and-cancel.ts';
import { reason } from '../../outbox/reasons.ts';
import {
  addressValues,
  countValues,
  minutesValues,
  personProperties,
  replyValues,
  statusValues,
  waitingValues,
} from '../contact-values.ts';
import { writable } from '../properties.ts';
import {
  handedOverTaskProperties,
  itemTaskProperties,
  senderTaskProperties,
  suggestedTaskProperties,
  taskProperties,
} from '../tasks.ts';
import { type EventType, occurrence } from '../timeline/app-events.ts';
import { emailProperties } from '../timeline/email-object.ts';
import { analysisNote, messageNote, statusNote } from '../timeline/notes.ts';
import { NOTHING_SHOWN } from '../timeline/shown-mail.ts';
import type { SyncContext } from './claimed-rows.ts';
import type { ReplyAddressOf } from './dependencies.ts';
import type { Decision, Item, Write } from './item.ts';

const UNPREPARED = { state: 'needs_attention', nextStep: 'tell_operator' } as const;

/**
 * What has to be written for the effects whose content does not depend on another write. Content is read from the rows
 * as they are now, and how it is written follows the scopes that the portal grants now.
 */
export function planWrites(
  effects: ClaimedEffect[],
  context: SyncContext,
  replyAddressOf: ReplyAddressOf,
): { items: Item[]; decisions: Decision[] } {
  const items: Item[] = [];
  const decisions: Decision[] = [];
  for (const effect of effects) {
    const contact = effect.contactId ? context.contacts.get(effect.contactId) : undefined;
    if (!contact) {
      decisions.push({ effect, state: 'cancelled', reason: reason('contact_gone') });
    } else if (contact.deletedAt) {
      decisions.push({ effect, ...CONTACT_DELETED });
    } else if (contact.isTest && effect.recovered) {
      // On no record it cannot be found again.
      decisions.push({ effect, state: 'cancelled', reason: reason('contact_gone') });
    } else if (contact.isTest && effect.kind !== 'email_object' && effect.kind !== 'note') {
      decisions.push({ effect, state: 'done' });
    } else {
      try {
        const byHand = optOutByHand(effect, contact, context);
        if (byHand) {
          decisions.push(byHand);
          continue;
        }
        const write = planWrite(effect, contact, context, replyAddressOf);
        const { id, hubspotId, isTest: alone } = contact;
        if (write) items.push({ effects: [effect], contact: { id, hubspotId }, ...(alone && { alone }), write });
        else decisions.push({ effect, state: 'done' });
      } catch (error) {
        // A fault of ours with one row must not keep the portal's others.
        decisions.push({
          effect,
          ...UNPREPARED,
          reason: { code: 'not_prepared', details: { error: errorFacts(error).name } },
        });
      }
    }
  }
  return { items, decisions };
}

/** Null: there is nothing to write (any more). */
function planWrite(
  effect: ClaimedEffect,
  contact: Contact,
  context: SyncContext,
  replyAddressOf: ReplyAddressOf,
): Write | null {
  const message = effect.messageId ? context.messages.get(effect.messageId) : undefined;
  switch (effect.kind) {
    case 'email_object':
    case 'note':
      return message ? planMessage(effect, message, contact, context) : null;
    case 'event':
      return message ? planEvent(effect, message, contact, context) : null;
    case 'task':
      return message ? planTask(effect, message, contact, context) : null;
    case 'properties':
    case 'status_property':
    case 'address_property':
    case 'waiting_property': {
      const values = contactValues(effect, message, contact, context, replyAddressOf);
      const properties = writable(values, context.portal);
      return Object.keys(properties).length > 0 ? { to: 'update', object: 'contacts', id: null, properties } : null;
    }
    case 'contact_creation': {
      const analysis = (message && context.analyses.get(message.id)?.fields) ?? null;
      const person = message ? suggestedPerson(effect.details.as, { author: message.author, analysis }) : null;
      return person ? { to: 'person', properties: personProperties(person) } : null;
    }
    case 'contact_link':
      return { to: 'link', hubspotId: String(effect.details.hubspotId) };
    case 'unsubscribe': {
      const addresses = context.suppressed.get(contact.id) ?? [];
      return addresses.length > 0 ? { to: 'unsubscribe', addresses } : null;
    }
    case 'workflow_reply': {
      const analysis = message && context.analyses.get(message.id);
      const { callbackId } = effect.details;
      if (!analysis || typeof callbackId !== 'string') return null;
      return { to: 'callback', callbackId, outputFields: waitOutputs(analysis) };
    }
    default:
      return null;
  }
}

/** What a workflow that waited for a reply can branch on. */
const waitOutputs = ({ fields }: StoredAnalysis): Record<string, string> => ({
  outcome: 'replied',
  response_type: fields.response_type ?? '',
  opportunity_score: String(fields.opportunity_score),
  product_interest: fields.product_interest,
  hs_execution_state: 'SUCCESS',
});

/** Without the permission HubSpot goes on mailing whoever opted out: a person has to know. */
function optOutByHand(effect: ClaimedEffect, contact: Contact, context: SyncContext): Decision | null {
  const addresses = context.suppressed.get(contact.id) ?? [];
  if (effect.kind !== 'unsubscribe' || context.capabilities.unsubscribe || addresses.length === 0) return null;
  const why = { code: 'opt_out_by_hand', details: { addresses: addresses.join(', ') } } as const;
  return { effect, state: 'needs_attention', reason: why, nextStep: 'opt_out_in_hubspot' };
}

function planMessage(effect: ClaimedEffect, message: Message, contact: Contact, context: SyncContext): Write {
  const { portal, capabilities } = context;
  const attachments = context.attachments.get(message.id) ?? [];
  const files = {
    ids: attachments.flatMap(({ hubspotFileId }) => hubspotFileId ?? []),
    unsent: attachments
      .filter(({ hubspotFileId, inline }) => !hubspotFileId && !inline)
      .map(({ filename }) => filename),
  };
  const shown = context.shown.get(message.id) ?? NOTHING_SHOWN;
  const item = { ownerId: contact.ownerId, seq: effect.seq, language: portal.settings.language };
  if (effect.kind === 'email_object' && capabilities.emails) {
    const rep = context.senders.get(message.conversationId) ?? null;
    const properties = emailProperties({
      message,
      shown,
      contact,
      rep,
      fileIds: files.ids,
      unsentFiles: files.unsent,
      ...item,
    });
    return { to: 'create', object: 'emails', properties };
  }
  return { to: 'create', object: 'notes', properties: messageNote(message, shown, files, item) };
}

function planEvent(effect: ClaimedEffect, message: Message, contact: Contact, context: SyncContext): Write | null {
  const { portal, capabilities } = context;
  const type = effect.details.type as EventType;
  const language = portal.settings.language;
  const analysis = context.analyses.get(message.id) ?? null;
  // The mail itself stands on the timeline; an event beside it would tell the same twice.
  if ((type === 'reply_received' || type === 'email_sent') && (capabilities.emails || !capabilities.events))
    return null;
  if (type === 'reply_analyzed' && !analysis) return null;
  // The answer itself stands there; without events there is nothing that it could be filtered by.
  if (type === 'reply_answered' && !capabilities.events) return null;
  if (capabilities.events) {
    const { id: effectId, details } = effect;
    const facts = { effectId, contactId: contact.hubspotId, message, analysis, details };
    return { to: 'event', occurrence: occurrence(type, facts) };
  }
  const item = { ownerId: contact.ownerId, seq: effect.seq, language };
  const properties = type === 'reply_analyzed' && analysis ? analysisNote(analysis, item) : statusNote(message, item);
  return { to: 'create', object: 'notes', properties };
}

function planTask(effect: ClaimedEffect, message: Message, contact: Contact, context: SyncContext): Write | null {
  const facts = {
    message,
    contactName: contact.name || contact.addresses[0] || '',
    ownerId: taskOwner(message.conversationId, contact, context, effect.details.type ? null : typeOf(message, context)),
    snoozedUntil: context.conversations.get(message.conversationId)?.snoozedUntil ?? null,
    seq: effect.seq,
    portal: context.portal,
  };
  if (effect.details.type === 'sender') {
    return message.acceptedAt ? null : { to: 'create', object: 'tasks', properties: senderTaskProperties(facts) };
  }
  if (effect.details.type === 'action_item') {
    const items = context.actionItems.get(message.id) ?? [];
    const item = items.find(({ id }) => id === effect.details.actionItemId);
    return item ? { to: 'create', object: 'tasks', properties: itemTaskProperties({ ...facts, item }) } : null;
  }
  const analysis = context.analyses.get(message.id);
  if (effect.details.type === 'suggested') {
    const { as, dueAt, ownerId } = effect.details;
    const suggested = { isReturn: as === 'return', due: new Date(String(dueAt)), quote: analysis?.fields.later?.quote };
    const asked = { ...facts, ownerId: typeof ownerId === 'string' ? ownerId : facts.ownerId };
    return { to: 'create', object: 'tasks', properties: suggestedTaskProperties({ ...asked, ...suggested }) };
  }
  if (effect.details.type === 'handed_over') {
    return {
      to: 'create',
      object: 'tasks',
      properties: handedOverTaskProperties({ ...facts, analysis, at: effect.createdAt }),
    };
  }
  if (!analysis) return null;
  const actionItems = context.actionItems.get(message.id) ?? [];
  return { to: 'create', object: 'tasks', properties: taskProperties({ ...facts, analysis, actionItems }) };
}

const typeOf = (message: Message, { analyses }: SyncContext) => analyses.get(message.id)?.fields.response_type ?? null;

/** Who takes care of what a conversation asks for; of a reply of one type maybe somebody whom the portal named for it. */
export function taskOwner(
  conversationId: string,
  contact: Contact,
  context: SyncContext,
  type: StoredAnalysis['fields']['response_type'],
): string | null {
  const { taskOwners, defaultOwnerId } = context.portal.settings;
  const named = type === 'high_value' || type === 'needs_handling' ? taskOwners[type] : null;
  const handedTo = context.conversations.get(conversationId)?.handedTo?.ownerId;
  const rep = context.senders.get(conversationId);
  return handedTo ?? named ?? contact.ownerId ?? rep?.ownerId ?? defaultOwnerId;
}

function contactValues(
  effect: ClaimedEffect,
  message: Message | undefined,
  contact: Contact,
  context: SyncContext,
  replyAddressOf: ReplyAddressOf,
): Record<string, string> {
  const waitingSince = context.waitingSince.get(contact.id) ?? null;
  if (effect.kind === 'status_property') return statusValues(contact);
  const minutes = context.minutesToAnswer.get(contact.id) ?? null;
  if (effect.kind === 'waiting_property') return { ...waitingValues(waitingSince), ...minutesValues(minutes) };
  if (effect.kind === 'address_property') {
    const token = effect.replyTokenId ? context.tokens.get(effect.replyTokenId) : undefined;
    return token ? addressValues(replyAddressOf(token.id), token.expiresAt) : {};
  }
  const analysis = message && context.analyses.get(message.id);
  if (!message || !analysis) return {};
  // HubSpot holds a newer reply's values already; what counts all replies of the contact is still news.
  if (contact.writtenReceivedAt && message.occurredAt < contact.writtenReceivedAt) {
    return { ...countValues(contact), ...waitingValues(waitingSince) };
  }
  const changedAt = context.automaticStatusAt.get(contact.id);
  // The step to "replied" goes with its reply; a status that a person set is not ours to repeat.
  const status = changedAt && changedAt >= message.receivedAt ? statusValues(contact) : {};
  const { reply_last_analyzed_at: analyzedAt, ...values } = replyValues({ message, analysis, contact, waitingSince });
  // Workflows start from this time, and a correction that leaves the type as it was shall start none.
  const trigger: Record<string, string> =
    effect.details.sameType === true ? {} : { reply_last_analyzed_at: analyzedAt };
  return { ...values, ...trigger, ...status };
}
