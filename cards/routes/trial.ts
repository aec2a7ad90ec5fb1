import { Router } from 'express';
import { z } from 'zod';
import type { AnalystResult } from '../../lib/analysis/index.ts';
import { createTestContact } from '../../lib/conversations/contacts.ts';
import { openTestConversation } from '../../lib/conversations/conversations.ts';
import { createReplyToken } from '../../lib/conversations/reply-tokens.ts';
import { storeInbound } from '../../lib/intake/inbound.ts';
import { readTest, recordTest } from '../../lib/intake/test-replies.ts';
import { replyAddress } from '../../lib/mail/own-marks/reply-address.ts';
import type { CardDependencies } from '../dependencies.ts';
import { confirmationInput, rowId } from '../dto/result.ts';
import { type TestReplyView, type TriedAnalysis, tryAnalysisInput } from '../dto/settings.ts';
import { notFound, posts, reads, writes } from '../endpoint.ts';
import type { People } from '../people.ts';
import { testContact, testPost } from '../test-post.ts';

/** HubSpot's proxy waits 12 s for us; then the rules speak. */
const AI_TIMEOUT_MS = 9_000;
const nothing = z.object({});
/** By then a test is through on a quiet day; until it is, its job looks again. */
const LOOK_AFTER_SECONDS = 3;

/** Seeing it work before trusting it: one reply through the whole product, or one text through the analysis alone. */
export function trialRoutes(dependencies: CardDependencies, people: People): Router {
  const { sql, now, log, keyring, signingKey, replyDomain, ai, rules } = dependencies;
  const routes = Router();

  routes.post(
    '/test-reply',
    writes(dependencies, confirmationInput, async (caller) => {
      const { portalId, settings } = caller.portal;
      const rep = await people(caller);
      const from = testContact(settings.language);
      return async (tx): Promise<{ ok: true } & TestReplyView> => {
        const contact = await createTestContact(tx.sql, { portalId, ...from }, now());
        const conversationId = await openTestConversation(tx.sql, { portalId, contactId: contact.id }, now());
        const token = { portalId, conversationId, sentMessageId: null, sentBy: rep };
        const { token: value } = await createReplyToken(tx.sql, token, { key: signingKey, now: now() });
        const { contentType, body } = await testPost({
          from,
          to: replyAddress(value, replyDomain),
          language: settings.language,
          at: now(),
        });
        const inboundId = await storeInbound(tx.sql, { contentType, body, receivedAt: now() }, keyring);
        tx.enqueue('place', { inboundId });
        const testId = await recordTest(tx.sql, { portalId, contactHubspotId: contact.hubspotId, inboundId }, now());
        tx.enqueue('end-test', { testId }, { startAfter: LOOK_AFTER_SECONDS });
        return { ok: true, testId, steps: (await readTest(tx.sql, testId))?.steps ?? [] };
      };
    }),
  );

  routes.get(
    '/test-reply/:testId',
    reads(dependencies, nothing, async ({ portal: { portalId } }, params): Promise<TestReplyView> => {
      const test = await readTest(sql, rowId.parse(params.testId));
      if (test?.portalId !== portalId) throw notFound('test reply');
      return { testId: test.id, steps: test.steps };
    }),
  );

  routes.post(
    '/analysis/try',
    posts(log, tryAnalysisInput, async ({ portal }, _params, { text }): Promise<{ ok: true } & TriedAnalysis> => {
      const input = { text, subject: '', sentText: null, history: [], language: portal.settings.language };
      const wanted = ai && portal.settings.ai ? ai : rules;
      const { analysis, analyst } = await wanted(input, { signal: AbortSignal.timeout(AI_TIMEOUT_MS) }).catch(
        (): Promise<AnalystResult> => rules(input),
      );
      return { ok: true, analysis, analyst };
    }),
  );

  return routes;
}
