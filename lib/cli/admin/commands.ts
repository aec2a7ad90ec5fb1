import { reasons } from '../../../app/shared/words/reasons/en.ts';
import { reasonText } from '../../../app/shared/words/reasons/text.ts';
import { confusion } from '../../conversations/corrections.ts';
import { eraseContact } from '../../conversations/erase-contact.ts';
import { exportContact } from '../../conversations/export-contact.ts';
import { placeAgain } from '../../intake/inbound.ts';
import { listQuarantine } from '../../intake/quarantine.ts';
import type { JobContext } from '../../jobs/context.ts';
import { reanalyze } from '../../jobs/reanalyze.ts';
import { retryAndWake } from '../../outbox/add-effects.ts';
import type { EffectState } from '../../outbox/effects.ts';
import { NEXT_STEPS, type NextStep } from '../../outbox/next-steps.ts';
import { type ReasonCode, storedReason } from '../../outbox/reasons.ts';
import { listPortals } from '../../portals/portals.ts';

import { rotateKeys } from './rotate-keys.ts';

export type AdminContext = Pick<JobContext, 'sql' | 'queue' | 'keyring' | 'ai' | 'rules' | 'now'> & {
  print: (line: string) => void;
};
export type AdminArguments = {
  argument?: string;
  /** What follows it. */
  rest?: string[];
  portal?: string;
  state?: string;
  since?: string;
  message?: string;
  'dry-run'?: boolean;
};
type Command = (context: AdminContext, given: AdminArguments) => Promise<void>;

/** What was asked cannot be done as asked; the message says what to give. */
export class AdminError extends Error {
  override name = 'AdminError';
}

const STATES: EffectState[] = ['pending', 'sending', 'done', 'held', 'needs_attention', 'unknown', 'cancelled'];
const LISTED = 200;

/** Every command of `npm run admin`, by name. None but `contact export` prints a mail's words, an address or a token. */
export const ADMIN_COMMANDS: Record<string, Command> = {
  async portals({ sql, print }) {
    for (const portal of await listPortals(sql)) {
      const scopes = `${portal.scopes.length} scopes`;
      print(
        [
          portal.portalId,
          portal.state,
          portal.stateReason ? reasons[portal.stateReason] : '',
          portal.timeZone,
          portal.settings.language,
          scopes,
        ].join('\t'),
      );
    }
  },

  async quarantine({ sql, print }, { portal }) {
    for (const mail of await listQuarantine(sql, portal === undefined ? null : numberOf(portal, '--portal'), LISTED)) {
      print([mail.id, mail.receivedAt.toISOString(), mail.reason, mail.inboundId ?? ''].join('\t'));
    }
  },

  async effects({ sql, print }, { portal, state }) {
    if (state !== undefined && !STATES.includes(state as EffectState))
      throw new AdminError(`--state is one of ${STATES.join(', ')}.`);
    const states = state === undefined ? ['needs_attention', 'unknown', 'held'] : [state];
    const rows = await sql<
      {
        id: string;
        portal_id: number;
        kind: string;
        state: string;
        attempts: number;
        reason: ReasonCode | null;
        reason_details: object;
        next_step: NextStep | null;
      }[]
    >`
      select id, portal_id, kind, state, attempts, reason, reason_details, next_step from effects
      where state in ${sql(states)} ${portal === undefined ? sql`` : sql`and portal_id = ${numberOf(portal, '--portal')}`}
      order by seq desc limit ${LISTED}`;
    for (const row of rows) {
      const nextStep = row.next_step ? NEXT_STEPS[row.next_step] : '';
      const why = storedReason(row.reason, row.reason_details);
      const said = why ? reasonText(reasons, why) : '';
      print([row.id, row.portal_id, row.kind, row.state, row.attempts, said, nextStep].join('\t'));
    }
  },

  async retry({ sql, queue, now, print }, { argument }) {
    const [row] = await sql<
      { portal_id: number }[]
    >`select portal_id from effects where id = ${uuidOf(argument, 'retry')}`;
    if (!row) throw new AdminError('There is no such effect. `npm run admin -- effects` lists them.');
    const which = { portalId: row.portal_id, id: argument! };
    const retried = await queue.transact((tx) => retryAndWake(tx, which, now()));
    print(retried ? `${retried.kind} is tried again.` : 'Nothing to retry: this effect waits for nobody.');
  },

  async inbound({ sql, print }) {
    const rows = await sql<{ id: string; received_at: Date; size: number; attempts: number }[]>`
      select id, received_at, size, attempts from inbound where state = 'failed' order by received_at desc limit ${LISTED}`;
    for (const row of rows) print([row.id, row.received_at.toISOString(), row.size, row.attempts].join('\t'));
  },

  async 'inbound-retry'({ queue, print }, { argument }) {
    const id = uuidOf(argument, 'inbound-retry');
    const found = await queue.transact(async (tx) => {
      const again = await placeAgain(tx.sql, id);
      if (again) tx.enqueue('place', { inboundId: id });
      return again;
    });
    print(found ? 'The mail is placed again.' : 'There is no such mail that failed.');
  },

  async reanalyze(context, given) {
    const since = given.since === undefined ? undefined : new Date(given.since);
    if (since && Number.isNaN(since.getTime())) throw new AdminError('--since takes a date such as 2026-11-01.');
    const portalId = given.portal === undefined ? undefined : numberOf(given.portal, '--portal');
    if (!since && !portalId && !given.message)
      throw new AdminError('Say which replies: --since DATE, --portal ID or --message ID.');
    const write = !given['dry-run'];
    const { replies, changed, differences } = await reanalyze(
      context,
      { since, portalId, messageId: given.message },
      { write },
    );
    for (const { messageId, field, before, after } of differences)
      context.print(`${messageId}\t${field}\t${before} → ${after}`);
    context.print(
      `${replies} replies analyzed again, ${changed} differ${write ? ', written' : '; nothing was written'}.`,
    );
  },

  async corrections({ sql, print }, { portal }) {
    const rows = await confusion(sql, portal === undefined ? null : numberOf(portal, '--portal'));
    for (const { field, given, person, count } of rows) print([field, given, person, count].join('\t'));
    if (rows.length === 0) print('Nobody has confirmed or corrected an analysis yet.');
  },

  async contact({ sql, keyring, now, print }, { argument, rest = [] }) {
    const [portal, hubspotId] = rest;
    if ((argument !== 'export' && argument !== 'erase') || portal === undefined || hubspotId === undefined)
      throw new AdminError(
        'Say what and whose: contact export PORTAL CONTACT, or contact erase PORTAL CONTACT (HubSpot’s ids).',
      );
    const whose = { portalId: numberOf(portal, 'PORTAL'), hubspotId };
    if (argument === 'erase') {
      await eraseContact(sql, whose, { keyring, now: now() });
      return print('Everything of this contact is erased.');
    }
    const document = await exportContact({ sql, keyring }, whose, now());
    if (!document) throw new AdminError('Nothing is kept of such a contact.');
    for await (const piece of document) print(piece.trimEnd());
  },

  async keys({ sql, keyring, print }, { argument }) {
    if (argument !== 'rotate') throw new AdminError('Say what: keys rotate.');
    await rotateKeys({ sql, keyring, print });
  },
};

function numberOf(text: string, option: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value <= 0) throw new AdminError(`${option} takes a number, not "${text}".`);
  return value;
}

function uuidOf(text: string | undefined, command: string): string {
  if (!text || !/^[0-9a-f-]{36}$/.test(text)) throw new AdminError(`Say which: npm run admin -- ${command} ID.`);
  return text;
}
