import { Router } from 'express';
import { z } from 'zod';
import { type RecordRef, storeMembers } from '../../lib/conversations/contact-records.ts';
import { listWaiting } from '../../lib/conversations/screens/overview.ts';
import {
  countRecordMessages,
  listRecordTimeline,
  type RecordRow,
} from '../../lib/conversations/screens/record-timeline.ts';
import { contactUrl } from '../../lib/hubspot/links.ts';
import { readAssociations } from '../../lib/hubspot/related-records.ts';
import { capabilitiesOf } from '../../lib/portals/scopes.ts';
import type { Caller } from '../caller.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { CardDependencies } from '../dependencies.ts';
import {
  type RecordMessage,
  type RecordSummary,
  type RecordTimeline,
  recordObjects,
  recordTimelineQuery,
} from '../dto/record.ts';
import { recordId } from '../dto/result.ts';
import { previewLength } from '../dto/timeline.ts';
import { reads } from '../endpoint.ts';
import { messageViews, withinBytes } from '../views/message-view.ts';
import { waitingReply } from '../views/waiting-view.ts';

const PAGE = 40;
const WAITING_SHOWN = 10;
/** Beyond this the number at the top says no more; nobody works off so many. */
const MOST_WAITING = 200;
const nothing = z.object({});
const objects = z.enum(recordObjects);

/** What the contacts of a company, deal or ticket wrote. HubSpot says who they are whenever a card is opened. */
export function recordRoutes(dependencies: CardDependencies): Router {
  const { sql, now, keyring, queue, portalClient } = dependencies;
  const routes = Router();

  const named = ({ portal: { portalId } }: Caller, params: Record<string, string>): RecordRef => ({
    portalId,
    object: objects.parse(params.object),
    recordId: recordId.parse(params.recordId),
  });

  async function readMembers(record: RecordRef): Promise<void> {
    const found = await readAssociations(portalClient(record.portalId), { from: record.object, to: 'contacts' }, [
      record.recordId,
    ]);
    const hubspotIds = (found.get(record.recordId) ?? []).map(({ id }) => id);
    await queue.transact((tx) => storeMembers(tx.sql, record, hubspotIds));
  }

  routes.get(
    '/records/:object/:recordId/waiting',
    reads(dependencies, nothing, async (caller, params): Promise<RecordSummary> => {
      const record = named(caller, params);
      const { portal } = caller;
      const common = { contactUrl: contactUrl(portal, { hubspotId: '' }) };
      if (!capabilitiesOf(portal.scopes)[record.object])
        return { ...common, granted: false, waiting: [], waitingTotal: 0, latest: null };
      await readMembers(record);
      const { portalId } = portal;
      const waiting = await listWaiting(sql, { portalId, record, limit: MOST_WAITING, now: now() });
      const newest = await listRecordTimeline(sql, record, { previewLength, keyring, limit: 1, filter: 'replies' });
      const [latest = null] = await views(newest);
      return {
        ...common,
        granted: true,
        waiting: waiting.slice(0, WAITING_SHOWN).map((row) => waitingReply(row, { portal, now: now() })),
        waitingTotal: waiting.length,
        latest,
      };
    }),
  );

  routes.get(
    '/records/:object/:recordId/timeline',
    reads(dependencies, recordTimelineQuery, async (caller, params, { cursor, filter }): Promise<RecordTimeline> => {
      const record = named(caller, params);
      const { portal } = caller;
      const common = { contactUrl: contactUrl(portal, { hubspotId: '' }) };
      if (!capabilitiesOf(portal.scopes)[record.object])
        return { ...common, granted: false, messages: [], nextCursor: null, total: 0 };
      // A further page goes on with the contacts of the first.
      if (!cursor) await readMembers(record);
      const before = cursor ? readCursor(cursor) : null;
      const rows = await listRecordTimeline(sql, record, { previewLength, keyring, before, filter, limit: PAGE + 1 });
      const messages = withinBytes(await views(rows.slice(0, PAGE)));
      const last = rows[messages.length - 1];
      return {
        ...common,
        granted: true,
        messages,
        nextCursor: last && messages.length < rows.length ? writeCursor(last) : null,
        total: await countRecordMessages(sql, record, filter),
      };
    }),
  );

  async function views(rows: RecordRow[]): Promise<RecordMessage[]> {
    const messages = await messageViews(sql, rows);
    return messages.map((message, n) => {
      const { hubspotId, contactName } = rows[n]!;
      return { ...message, hubspotId, contactName };
    });
  }

  return routes;
}
