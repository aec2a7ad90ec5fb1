import { Router } from 'express';
import { z } from 'zod';
import { findContact } from '../../lib/conversations/contacts.ts';
import { editLogged, logMessage } from '../../lib/conversations/log-entries.ts';
import { openBody } from '../../lib/conversations/message-bodies.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import { countMessages, listTimeline, searchTimeline } from '../../lib/conversations/screens/timeline.ts';
import { ensureContact, ofPortal } from '../contacts.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { CardDependencies } from '../dependencies.ts';
import { recordId, rowId } from '../dto/result.ts';
import {
  editLogInput,
  type FullMessage,
  logInput,
  type MessageChanged,
  previewLength,
  type TimelinePage,
  timelineQuery,
} from '../dto/timeline.ts';
import { notFound, RefusedError, reads, writes } from '../endpoint.ts';
import { author, type People } from '../people.ts';
import { messageView, messageViews, withinBytes } from '../views/message-view.ts';
import { suggestionsAbout } from '../views/suggestion-view.ts';

const PAGE = 40;
/** HubSpot's proxy carries 1 MB; what stands in the mail twice, as text and as preview, has room beside these. */
const FULL_BYTES = { text: 500_000, quoted: 300_000, signature: 50_000 };
const nothing = z.object({});

/** A contact's conversation, and what people write into it by hand. */
export function timelineRoutes(dependencies: CardDependencies, people: People): Router {
  const { sql, now, keyring } = dependencies;
  const routes = Router();

  routes.get(
    '/contacts/:hubspotId/timeline',
    reads(dependencies, timelineQuery, async (caller, params, { cursor, filter, search }): Promise<TimelinePage> => {
      const contact = await findContact(sql, caller.portal.portalId, recordId.parse(params.hubspotId));
      if (!contact) return { contactName: '', messages: [], suggestions: [], nextCursor: null, total: 0, waiting: 0 };
      const shown = { previewLength, keyring };
      const before = cursor ? readCursor(cursor) : null;
      const rows = search
        ? await searchTimeline(sql, contact.id, { ...shown, words: search, limit: PAGE })
        : await listTimeline(sql, contact.id, { ...shown, before, filter, limit: PAGE + 1 });
      const messages = withinBytes(await messageViews(sql, rows.slice(0, PAGE)));
      const messageIds = messages.map(({ id }) => id);
      const last = rows[messages.length - 1];
      return {
        contactName: contact.name,
        messages,
        suggestions: await suggestionsAbout(sql, { portal: caller.portal, contact, messageIds }, now()),
        nextCursor: last && !search && messages.length < rows.length ? writeCursor(last) : null,
        total: search ? messages.length : await countMessages(sql, contact.id, filter),
        waiting: await countMessages(sql, contact.id, 'waits'),
      };
    }),
  );

  routes.get(
    '/messages/:messageId',
    reads(dependencies, nothing, async (caller, params): Promise<FullMessage> => {
      const stored = ofPortal(await getMessage(sql, rowId.parse(params.messageId)), caller, 'message');
      const { full, new: own, quoted, signature } = openBody(stored, keyring);
      const whole = { text: own || full, quoted, signature };
      const shown = {
        text: withinJson(whole.text, FULL_BYTES.text),
        quoted: withinJson(whole.quoted, FULL_BYTES.quoted),
        signature: withinJson(whole.signature, FULL_BYTES.signature),
      };
      const cut = shown.text !== whole.text || shown.quoted !== whole.quoted || shown.signature !== whole.signature;
      return { message: await messageView(sql, stored.id, keyring), ...shown, cut };
    }),
  );

  routes.post(
    '/contacts/:hubspotId/log',
    writes(dependencies, logInput, async (caller, params, { key: _key, occurredAt, ...entry }) => {
      const [contact, colleague] = await Promise.all([
        ensureContact(dependencies, caller, recordId.parse(params.hubspotId)),
        people(caller),
      ]);
      const logged = {
        portal: caller.portal,
        contact,
        entry: { ...entry, occurredAt: loggable(occurredAt, now()) },
        author: author(colleague),
      };
      return async (tx): Promise<{ ok: true } & MessageChanged> => {
        return {
          ok: true,
          message: await messageView(tx.sql, await logMessage(tx, logged, { keyring, now: now() }), keyring),
        };
      };
    }),
  );

  routes.post(
    '/messages/:messageId/edit',
    writes(dependencies, editLogInput, async (caller, params, { key: _key, occurredAt, ...edit }) => {
      const id = rowId.parse(params.messageId);
      const by = author(await people(caller));
      return async (tx): Promise<{ ok: true } & MessageChanged> => {
        const message = ofPortal(await getMessage(tx.sql, id), caller, 'message');
        if (message.kind !== 'logged') throw notFound('logged entry');
        await editLogged(
          tx,
          { message, edit: { ...edit, occurredAt: loggable(occurredAt, now()) }, by },
          { keyring, now: now() },
        );
        return { ok: true, message: await messageView(tx.sql, id, keyring) };
      };
    }),
  );

  return routes;
}

const OLDEST_LOGGED_MS = 10 * 365 * 86_400_000;
/** Clocks differ a little, and a form may have been open. */
const AHEAD_MS = 10 * 60_000;

/** Nobody logs what is to come, and what is older than ten years is a typing error that HubSpot may refuse. */
function loggable(occurredAt: string, now: Date): Date {
  const at = new Date(occurredAt);
  const age = now.getTime() - at.getTime();
  if (age < -AHEAD_MS) throw new RefusedError('invalid_input', 'occurredAt: must not be in the future');
  if (age > OLDEST_LOGGED_MS) throw new RefusedError('invalid_input', 'occurredAt: must be within the last ten years');
  return at;
}

/** The longest beginning of a text that takes so many bytes as JSON, in which one character may take six. */
function withinJson(text: string, bytes: number): string {
  let part = text.slice(0, bytes);
  for (let size = jsonSize(part); size > bytes; size = jsonSize(part)) {
    part = part.slice(0, Math.floor((part.length * bytes) / size) - 1);
  }
  return part.toWellFormed();
}

const jsonSize = (text: string): number => Buffer.byteLength(JSON.stringify(text));
