import { Router } from 'express';
import { z } from 'zod';
import * as overview from '../../lib/conversations/screens/overview.ts';
import { contactUrl } from '../../lib/hubspot/links.ts';
import { attachLate } from '../../lib/intake/late-replies.ts';
import { retryAndWake } from '../../lib/outbox/add-effects.ts';
import { countAttention, listAttention } from '../../lib/outbox/attention.ts';
import type { CardDependencies } from '../dependencies.ts';
import { type HomeView, type Retried, retryInput, type UnidentifiedReply } from '../dto/home.ts';
import { confirmationInput, rowId } from '../dto/result.ts';
import { notFound, reads, writes } from '../endpoint.ts';
import { attentionView } from '../views/attention-view.ts';
import { waitingReply } from '../views/waiting-view.ts';

const DAY_MS = 86_400_000;
const UNSURE_DAYS = 30;
const SHOWN = { waiting: 50, unidentified: 20, attention: 50, late: 20, toCheck: 20 };
/** Beyond this the numbers at the top say "this many or more"; nobody works off so many. */
const MOST_WAITING = 1_000;
const nothing = z.object({});

/** The portal's home: who waits, what went wrong, what a person should look at. */
export function homeRoutes(dependencies: CardDependencies): Router {
  const { sql, now } = dependencies;
  const routes = Router();

  routes.get(
    '/home',
    reads(dependencies, nothing, async ({ portal }): Promise<HomeView> => {
      const { portalId } = portal;
      const waiting = (await overview.listWaiting(sql, { portalId, limit: MOST_WAITING, now: now() })).map((row) =>
        waitingReply(row, { timeZone: portal.timeZone, now: now() }),
      );
      const unsure = await overview.listUnsure(sql, {
        portalId,
        since: new Date(now().getTime() - UNSURE_DAYS * DAY_MS),
        limit: SHOWN.toCheck,
      });
      const late = await overview.listLate(sql, portalId, SHOWN.late);
      return {
        paused: portal.pausedAt !== null,
        waiting: waiting.slice(0, SHOWN.waiting),
        waitingTotal: waiting.length,
        waitingHighValue: waiting.filter(({ responseType }) => responseType === 'high_value').length,
        waitingOverdue: waiting.filter(({ overdue }) => overdue).length,
        unidentified: (await overview.listUnidentified(sql, portalId, SHOWN.unidentified)).map(unidentifiedView),
        attention: (await listAttention(sql, { portalId, limit: SHOWN.attention })).map(attentionView),
        attentionTotal: await countAttention(sql, { portalId }),
        lateReplies: late.map(({ hubspotId, receivedAt, ...row }) => ({
          ...row,
          hubspotId,
          receivedAt: receivedAt.toISOString(),
        })),
        toCheck: unsure.map(({ hubspotId, contactName, messageId, version, fields, fullyRead, receivedAt }) => ({
          hubspotId,
          contactName,
          messageId,
          version,
          responseType: fields.response_type,
          keyInsights: fields.key_insights,
          doubt: fields.doubt,
          confidence: fields.confidence,
          fullyRead,
          receivedAt: receivedAt.toISOString(),
        })),
        corrections: await overview.countCorrections(sql, portalId),
        contactUrl: contactUrl(portal, { hubspotId: '' }),
      };
    }),
  );

  routes.post(
    '/effects/retry',
    writes(dependencies, retryInput, async ({ portal: { portalId } }, _params, { effectIds }) => {
      return async (tx): Promise<{ ok: true } & Retried> => {
        let retried = 0;
        // In one order, so that two people who retry the same wait for each other instead of deadlocking.
        for (const id of effectIds.toSorted()) if (await retryAndWake(tx, { portalId, id }, now())) retried += 1;
        if (retried === 0) throw notFound('step that waits');
        return { ok: true, retried };
      };
    }),
  );

  routes.post(
    '/late-replies/:lateReplyId/attach',
    writes(dependencies, confirmationInput, async ({ portal: { portalId } }, params) => {
      const id = rowId.parse(params.lateReplyId);
      return async (tx) => {
        const inboundId = await attachLate(tx.sql, { portalId, id });
        if (!inboundId) throw notFound('late reply');
        tx.enqueue('place', { inboundId });
        return { ok: true };
      };
    }),
  );

  return routes;
}

const unidentifiedView = (row: overview.UnidentifiedRow): UnidentifiedReply => ({
  hubspotId: row.hubspotId,
  contactName: row.contactName,
  messageId: row.messageId,
  from: row.author.address || row.author.name,
  subject: row.subject,
  receivedAt: row.receivedAt.toISOString(),
  failed: row.trust === 'failed',
});
