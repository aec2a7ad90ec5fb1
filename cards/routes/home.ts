import { Router } from 'express';
import { CORRECTABLE_FIELDS } from '../../lib/conversations/corrections.ts';
import * as overview from '../../lib/conversations/screens/overview.ts';
import { addressesOf } from '../../lib/conversations/screens/report.ts';
import { contactUrl } from '../../lib/hubspot/links.ts';
import { attachLate } from '../../lib/intake/late-replies.ts';
import { sealedIn } from '../../lib/intake/quarantine.ts';
import { open } from '../../lib/keyring.ts';
import { sameAddress } from '../../lib/mail/addresses.ts';
import { retryAndWake } from '../../lib/outbox/add-effects.ts';
import { countAttention, listAttention } from '../../lib/outbox/attention.ts';
import { type KnownRep, listReps, type Whose } from '../../lib/portals/rep-addresses.ts';
import { readHomeChoice, recordHomeChoice } from '../../lib/portals/user-settings.ts';
import type { Caller } from '../caller.ts';
import type { CardDependencies } from '../dependencies.ts';
import { type HomeView, homeQuery, type Retried, retryInput, type UnidentifiedReply, whoseInput } from '../dto/home.ts';
import { confirmationInput, rowId } from '../dto/result.ts';
import type { Correction } from '../dto/timeline.ts';
import { notFound, reads, writes } from '../endpoint.ts';
import { rememberReps } from '../people.ts';
import { attentionView } from '../views/attention-view.ts';
import { waitingReply } from '../views/waiting-view.ts';

const DAY_MS = 86_400_000;
const UNSURE_DAYS = 30;
/** Of the review queue ten at a time: whoever has done them gets the next. */
const SHOWN = { waiting: 50, unidentified: 20, attention: 50, late: 20, toCheck: 10 };
/** Beyond this the numbers at the top say "this many or more"; nobody works off so many. */
const MOST_WAITING = 1_000;

/** The portal's home: who waits, what went wrong, what a person should look at. */
export function homeRoutes(dependencies: CardDependencies): Router {
  const { sql, now, keyring } = dependencies;
  const routes = Router();

  routes.get(
    '/home',
    reads(dependencies, homeQuery, async (caller, _params, asked): Promise<HomeView> => {
      const { portal, userId, userAddress: address } = caller;
      const { portalId } = portal;
      await rememberReps(dependencies, portalId);
      const known = await listReps(sql, portalId);
      const whose = asked.whose ?? (await readHomeChoice(sql, { portalId, userId })) ?? firstChoice(caller, known);
      const reps = addressesOf(known, { userId, address }, whose);
      const names = new Map(known.map((each) => [each.address, each.rep.name]));
      const rows = await overview.listWaiting(sql, { portalId, reps, limit: MOST_WAITING, now: now() });
      const waiting = rows.map((row) => ({
        ...waitingReply(row, { portal, now: now() }),
        rep: names.get(row.rep) || row.rep,
      }));
      const unsure = await overview.listUnsure(sql, {
        portalId,
        reps,
        since: new Date(now().getTime() - UNSURE_DAYS * DAY_MS),
        limit: SHOWN.toCheck + 1,
      });
      const late = await overview.listLate(sql, { portalId, reps, limit: SHOWN.late });
      return {
        whose,
        paused: portal.pausedAt !== null,
        waiting: waiting.slice(0, SHOWN.waiting),
        waitingTotal: waiting.length,
        waitingHighValue: waiting.filter(({ responseType }) => responseType === 'high_value').length,
        waitingOverdue: waiting.filter(({ overdue }) => overdue).length,
        unidentified: (await overview.listUnidentified(sql, { portalId, reps, limit: SHOWN.unidentified })).map(
          unidentifiedView,
        ),
        attention: (await listAttention(sql, { portalId, reps, limit: SHOWN.attention })).map(attentionView),
        attentionTotal: await countAttention(sql, { portalId, reps }),
        lateReplies: late.map(({ bytes, keyId, receivedAt, ...row }) => {
          const sealed = sealedIn({ bytes, keyId });
          return {
            ...row,
            excerpt: sealed && open(sealed, keyring).toString(),
            receivedAt: receivedAt.toISOString(),
          };
        }),
        toCheckMore: unsure.length > SHOWN.toCheck,
        toCheck: unsure
          .slice(0, SHOWN.toCheck)
          .map(({ hubspotId, contactName, messageId, version, fields, fullyRead, receivedAt }) => ({
            hubspotId,
            contactName,
            messageId,
            version,
            fields: Object.fromEntries(CORRECTABLE_FIELDS.map((field) => [field, fields[field]])) as Correction,
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
    '/home/whose',
    writes(dependencies, whoseInput, async ({ portal: { portalId }, userId }, _params, { whose }) => {
      return async (tx) => {
        await recordHomeChoice(tx.sql, { portalId, userId, whose }, now());
        return { ok: true };
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

/** A rep's own; everyone's for whoever connected the app or was named an editor, and for who is no rep. */
function firstChoice({ portal, userId, userAddress }: Caller, reps: KnownRep[]): Whose {
  const leads = portal.settings.editors.includes(userId) || sameAddress(portal.installerAddress ?? '', userAddress);
  return leads || !reps.some(({ rep }) => rep.userId === userId) ? 'everyone' : 'mine';
}

const unidentifiedView = (row: overview.UnidentifiedRow): UnidentifiedReply => ({
  hubspotId: row.hubspotId,
  contactName: row.contactName,
  messageId: row.messageId,
  from: row.author.address || row.author.name,
  subject: row.subject,
  receivedAt: row.receivedAt.toISOString(),
  failed: row.trust === 'failed',
  trust: row.trust,
});
