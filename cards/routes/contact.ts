import { Router } from 'express';
import { z } from 'zod';
import { openActionItems } from '../../lib/conversations/action-items.ts';
import { type Contact, findContact, getContact } from '../../lib/conversations/contacts.ts';
import { conversationFor, waitingReplies } from '../../lib/conversations/conversations.ts';
import { countActiveTokens, deriveReplyToken, newestToken } from '../../lib/conversations/reply-tokens.ts';
import { latestReply, unidentified } from '../../lib/conversations/screens/timeline.ts';
import { changeStatus } from '../../lib/conversations/status.ts';
import { replyAddress } from '../../lib/mail/own-marks/reply-address.ts';
import { listAttention } from '../../lib/outbox/attention.ts';
import type { Portal } from '../../lib/portals/portals.ts';
import type { Caller } from '../caller.ts';
import { ensureContact } from '../contacts.ts';
import type { CardDependencies } from '../dependencies.ts';
import type { ContactSummary, ReplyAddress, Waiting } from '../dto/contact.ts';
import { recordId } from '../dto/result.ts';
import { statusInput } from '../dto/status.ts';
import { previewLength } from '../dto/timeline.ts';
import { reads, writes } from '../endpoint.ts';
import { author, type People } from '../people.ts';
import { attentionView } from '../views/attention-view.ts';
import { actionItemView, messageViews } from '../views/message-view.ts';
import { recentSuggestions } from '../views/suggestion-view.ts';
import { waitingView } from '../views/waiting-view.ts';

const nothing = z.object({});
const ATTENTION_SHOWN = 20;
const UNIDENTIFIED_SHOWN = 3;
const ITEMS_SHOWN = 30;

/** What is known of one contact, and what its people say about it. `:hubspotId` is HubSpot's. */
export function contactRoutes(dependencies: CardDependencies, people: People): Router {
  const { sql, now, signingKey, keyring, replyDomain } = dependencies;
  const routes = Router();

  routes.get(
    '/contacts/:hubspotId/summary',
    reads(dependencies, nothing, async (caller, params): Promise<ContactSummary> => {
      const hubspotId = recordId.parse(params.hubspotId);
      const contact = await findContact(sql, caller.portal.portalId, hubspotId);
      return contact ? summary(contact, caller) : unmet(hubspotId, caller.portal);
    }),
  );

  routes.get(
    '/contacts/:hubspotId/reply-address',
    reads(dependencies, nothing, async (caller, params): Promise<ReplyAddress> => {
      const contact = await findContact(sql, caller.portal.portalId, recordId.parse(params.hubspotId));
      const token = contact ? await newestToken(sql, contact.id) : null;
      if (!contact || !token) return { state: 'none', address: null, createdAt: null, expiresAt: null, olderActive: 0 };
      const active = token.expiresAt > now();
      return {
        state: active ? 'active' : 'expired',
        address: active ? replyAddress(deriveReplyToken(signingKey, token.id), replyDomain) : null,
        createdAt: token.createdAt.toISOString(),
        expiresAt: token.expiresAt.toISOString(),
        olderActive: (await countActiveTokens(sql, contact.id, now())) - (active ? 1 : 0),
      };
    }),
  );

  routes.post(
    '/contacts/:hubspotId/status',
    writes(dependencies, statusInput, async (caller, params, { status }) => {
      const { portalId } = caller.portal;
      const [contact, colleague] = await Promise.all([
        ensureContact(dependencies, caller, recordId.parse(params.hubspotId)),
        people(caller),
      ]);
      return async (tx) => {
        const conversationId = await conversationFor(tx.sql, { portalId, contactId: contact.id, subject: '' }, now());
        const current = (await getContact(tx.sql, contact.id)) ?? contact;
        const change = { contact: current, conversationId, to: status, author: author(colleague), writeProperty: true };
        await changeStatus(tx, change, now());
        return { ok: true };
      };
    }),
  );

  async function summary(contact: Contact, { portal }: Caller): Promise<ContactSummary> {
    const row = await latestReply(sql, contact.id, { previewLength, keyring });
    const [latest] = await messageViews(sql, row ? [row] : []);
    const strangers = await unidentified(sql, contact.id, { previewLength, keyring, limit: UNIDENTIFIED_SHOWN });
    const attention = await listAttention(sql, {
      portalId: portal.portalId,
      contactId: contact.id,
      limit: ATTENTION_SHOWN,
    });
    const suggestions = await recentSuggestions(sql, { portal, contact }, now());
    // Said where the suggestion stands.
    const failed = new Set(suggestions.flatMap(({ problem }) => problem?.effectId ?? []));
    return {
      paused: portal.pausedAt !== null,
      hubspotId: contact.hubspotId,
      name: contact.name,
      status: contact.outreachStatus,
      statusChangedAt: contact.statusChangedAt?.toISOString() ?? null,
      waiting: await waiting(contact, portal),
      replyCount: contact.replyCount,
      latestReply: latest ?? null,
      unidentified: await messageViews(sql, strangers),
      openItems: (await openActionItems(sql, contact.id, ITEMS_SHOWN)).map(actionItemView),
      suggestions,
      attention: attention
        .map(attentionView)
        .filter(({ waitsFor, effectId }) => waitsFor !== 'sender' && !failed.has(effectId)),
    };
  }

  async function waiting(contact: Contact, portal: Portal): Promise<Waiting | null> {
    return waitingView(await waitingReplies(sql, contact.id), { portal, now: now() });
  }

  return routes;
}

/** A contact of HubSpot that has had no part in anything yet. */
function unmet(hubspotId: string, { pausedAt }: Portal): ContactSummary {
  return {
    paused: pausedAt !== null,
    hubspotId,
    name: '',
    status: 'not_contacted',
    statusChangedAt: null,
    waiting: null,
    replyCount: 0,
    latestReply: null,
    unidentified: [],
    openItems: [],
    suggestions: [],
    attention: [],
  };
}
