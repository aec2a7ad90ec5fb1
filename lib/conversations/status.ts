import { addEffects, type NewEffect } from '../outbox/add-effects.ts';
import type { Author } from '../portals/author.ts';
import type { Tx } from '../queue.ts';
import {
  type Contact,
  lockOutreachStatus,
  OUTREACH_STATUSES,
  type OutreachStatus,
  setOutreachStatus,
} from './contacts.ts';
import { addMessage } from './messages.ts';

// Automatic changes only go up this ladder; `interested` and `converted` are a person's word.
const AUTOMATIC_RANK: Record<OutreachStatus, number> = {
  not_contacted: 0,
  contacted: 1,
  replied: 2,
  not_interested: 3,
  interested: 3,
  converted: 4,
  unsubscribed: 5,
};

/** True where an automatic change would not be a step backwards. */
export function mayChangeAutomatically(from: OutreachStatus, to: OutreachStatus): boolean {
  return AUTOMATIC_RANK[to] > AUTOMATIC_RANK[from];
}

export type StatusChange = {
  contact: Contact;
  conversationId: string;
  to: OutreachStatus;
  /** The product itself (null) or the person who said so. */
  author: Author | null;
  /** False where the value came from HubSpot or goes there with another write. */
  writeProperty: boolean;
  /** An automatic change that has turned out wrong: back to what stood before, past the order of automatic changes. */
  takesBack?: OutreachStatus;
};

/** Changes the outreach status, puts the change on the timeline with time and author, and asks for the writes to HubSpot. */
export async function changeStatus(tx: Tx, change: StatusChange, now: Date): Promise<boolean> {
  const { contact, to, author } = change;
  if (!author) {
    // Read now: a person may have set it since the contact was read.
    const present = await lockOutreachStatus(tx.sql, contact.id);
    const may = change.takesBack ? present === change.takesBack : present && mayChangeAutomatically(present, to);
    if (!may) return false;
  }
  const from = await setOutreachStatus(tx.sql, contact.id, to, now);
  if (from === null) return false;
  await addEffects(tx, await recordStatusChange(tx, { ...change, from }, now), now);
  return true;
}

/** The statuses from which a status may be reached automatically. */
export const statusesBelow = (to: OutreachStatus): OutreachStatus[] =>
  OUTREACH_STATUSES.filter((from) => mayChangeAutomatically(from, to));

/** Puts a change that was made on the timeline; returns what has to be written to HubSpot of it. */
export async function recordStatusChange(
  tx: Tx,
  { contact, to, author, from, ...change }: StatusChange & { from: OutreachStatus },
  now: Date,
): Promise<NewEffect[]> {
  const id = await addMessage(tx.sql, {
    portalId: contact.portalId,
    conversationId: change.conversationId,
    contactId: contact.id,
    kind: 'status_change',
    channel: 'other',
    author: author ?? { name: '' },
    change: { from, to, automatic: !author },
    occurredAt: now,
    receivedAt: now,
  });
  const about = {
    portalId: contact.portalId,
    contactId: contact.id,
    conversationId: change.conversationId,
    messageId: id,
  };
  const effects: NewEffect[] = [
    { ...about, kind: 'event', key: `event:status:${id}`, details: { type: 'status_changed' } },
  ];
  if (change.writeProperty) effects.push({ ...about, kind: 'status_property', key: `status:${id}` });
  return effects;
}
