import { Router } from 'express';
import { getMessage } from '../../lib/conversations/messages.ts';
import { makeReaderLink } from '../../lib/conversations/reader-links.ts';
import { ofPortal } from '../contacts.ts';
import type { CardDependencies } from '../dependencies.ts';
import { type PageLink, pageQuery } from '../dto/pages.ts';
import { rowId } from '../dto/result.ts';
import { notFound, reads } from '../endpoint.ts';

/** Where the pages are that a card opens in a frame: HubSpot's components draw no mail and take no files. */
export function pageRoutes(dependencies: CardDependencies): Router {
  const { sql, now, publicUrl, signingKey } = dependencies;
  const routes = Router();

  routes.get(
    '/messages/:messageId/page',
    reads(dependencies, pageQuery, async (caller, params, { language }): Promise<PageLink> => {
      const { id, contactId } = ofPortal(await getMessage(sql, rowId.parse(params.messageId)), caller, 'message');
      const { userId, userAddress } = caller;
      const reader = { messageId: id, contactId, userId, address: userAddress, language };
      return { url: `${publicUrl}/pages/email/${makeReaderLink('email', reader, { key: signingKey, now: now() })}` };
    }),
  );

  routes.get(
    '/messages/:messageId/compose-page',
    reads(dependencies, pageQuery, async (caller, params, { language }): Promise<PageLink> => {
      const { id, contactId, kind } = ofPortal(await getMessage(sql, rowId.parse(params.messageId)), caller, 'message');
      if (kind !== 'reply') throw notFound('reply to answer');
      const { userId, userAddress } = caller;
      const reader = { messageId: id, contactId, userId, address: userAddress, language };
      return {
        url: `${publicUrl}/pages/compose/${makeReaderLink('compose', reader, { key: signingKey, now: now() })}`,
      };
    }),
  );
  return routes;
}
