import { Router } from 'express';
import { z } from 'zod';
import type { AnalystResult } from '../../lib/analysis/index.ts';
import { openTestConversation } from '../../lib/conversations/conversations.ts';
import { createReplyToken } from '../../lib/conversations/reply-tokens.ts';
import { followPost } from '../../lib/intake/follow-post.ts';
import { storeInbound } from '../../lib/intake/inbound.ts';
import { replyAddress } from '../../lib/mail/own-marks/reply-address.ts';
import { ensureContact } from '../contacts.ts';
import type { CardDependencies } from '../dependencies.ts';
import { rowId } from '../dto/result.ts';
import { type TestReplyView, type TriedAnalysis, testReplyInput, tryAnalysisInput } from '../dto/settings.ts';
import { notFound, posts, RefusedError, reads, writes } from '../endpoint.ts';
import type { People } from '../people.ts';
import { testPost } from '../test-post.ts';

/** HubSpot's proxy waits 12 s for us; then the rules speak. */
const AI_TIMEOUT_MS = 9_000;
const nothing = z.object({});

/** Seeing it work before trusting it: one reply through the whole product, or one text through the analysis alone. */
export function trialRoutes(dependencies: CardDependencies, people: People): Router {
  const { sql, now, log, keyring, signingKey, replyDomain, ai, rules } = dependencies;
  const routes = Router();

  routes.post(
    '/test-reply',
    writes(dependencies, testReplyInput, async (caller, _params, { hubspotId }) => {
      const { portal } = caller;
      const { portalId } = portal;
      const [contact, rep] = await Promise.all([ensureContact(dependencies, caller, hubspotId), people(caller)]);
      const from = contact.addresses[0];
      if (!from) throw new RefusedError('no_address', 'The contact has no email address to answer from.');
      return async (tx): Promise<{ ok: true } & TestReplyView> => {
        const conversationId = await openTestConversation(tx.sql, { portalId, contactId: contact.id }, now());
        const token = { portalId, conversationId, sentMessageId: null, sentBy: rep };
        const { token: value } = await createReplyToken(tx.sql, token, { key: signingKey, now: now() });
        const { contentType, body } = await testPost({
          from: { name: contact.name, address: from },
          to: replyAddress(value, replyDomain),
          language: portal.settings.language,
          at: now(),
        });
        const inboundId = await storeInbound(tx.sql, { contentType, body, receivedAt: now() }, keyring);
        tx.enqueue('place', { inboundId });
        const steps = await followPost(tx.sql, { portalId, inboundId });
        return { ok: true, testId: inboundId, steps: steps ?? [] };
      };
    }),
  );

  routes.get(
    '/test-reply/:testId',
    reads(dependencies, nothing, async ({ portal: { portalId } }, params): Promise<TestReplyView> => {
      const testId = rowId.parse(params.testId);
      const steps = await followPost(sql, { portalId, inboundId: testId });
      if (!steps) throw notFound('test reply');
      return { testId, steps };
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
