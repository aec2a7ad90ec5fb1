import type { Request, RequestHandler, Response } from 'express';
import express from 'express';
import { z } from 'zod';
import { storable } from '../lib/conversations/message-bodies.ts';
import type { Sql } from '../lib/database/types.ts';
import { signatureProblem } from '../lib/hubspot/signature.ts';
import { readSignedQuery } from '../lib/hubspot/signed-query.ts';
import { findPortal, leavingOf, type Portal } from '../lib/portals/portals.ts';
import type { Failure } from './dto/result.ts';

/** Who asks, as HubSpot's proxy signed it into the query: nothing else of a request says that. */
export type Caller = { portal: Portal; userId: string; userAddress: string };
/** The caller with what the card itself put into the query. */
type Asking = { caller: Caller; query: Record<string, string> };

const MAX_BODY = '1mb';

const signedCaller = z.object({
  portalId: z.coerce.number().int().positive(),
  userId: z.string().regex(/^\d{1,20}$/),
  userEmail: z.string().min(3).max(320),
});

type Options = { sql: Sql; publicUrl: string; clientSecret: string; now: () => Date; refused: () => void };

/** Keeps the body as it arrived, which is what the signature covers. */
export const rawBody = express.raw({ type: () => true, limit: MAX_BODY });

/**
 * Lets through what HubSpot signed for a portal that is connected. The signed address is our public one with the path
 * and query as they came, never one built from Host or X-Forwarded headers.
 */
export function requireCaller({ sql, publicUrl, clientSecret, now, refused }: Options): RequestHandler {
  return async (request, response, next) => {
    const problem = signatureProblem(
      {
        method: request.method,
        url: `${publicUrl}${request.originalUrl}`,
        body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
        signatureV3: request.get('x-hubspot-signature-v3'),
        timestamp: request.get('x-hubspot-request-timestamp'),
      },
      { clientSecret, now: now() },
    );
    // A GET says everything in its address: whatever a body added would be signed too, but by the card's own choice.
    const hasBody = request.method === 'GET' && Buffer.isBuffer(request.body) && request.body.length > 0;
    const query = problem || hasBody ? null : readSignedQuery(request.originalUrl);
    const signed = signedCaller.safeParse(query?.caller);
    if (!query || !signed.success) {
      refused();
      refuse(response, 401, { ok: false, code: 'unsigned', message: 'This request was not signed by HubSpot.' });
      return;
    }
    const { portalId, userId, userEmail } = signed.data;
    const portal = await findPortal(sql, portalId);
    if (portal?.state !== 'connected') {
      const leaving = portal && leavingOf(portal);
      const dates = leaving && {
        forwardsUntil: leaving.forwardsUntil.toISOString(),
        erasedAt: leaving.erasedAt.toISOString(),
      };
      const failure = {
        ok: false,
        code: 'not_connected',
        message: 'The app is not connected to this account.',
      } as const;
      refuse(response, 200, { ...failure, ...(dates && { leaving: dates }) });
      return;
    }
    const caller = { portal, userId, userAddress: userEmail };
    response.locals.asking = { caller, query: query.own } satisfies Asking;
    next();
  };
}

export const askingOf = (response: Response): Asking => response.locals.asking as Asking;

/** The JSON of a POST, or null where it is none. */
export function jsonBody(request: Request): unknown {
  try {
    return Buffer.isBuffer(request.body) ? JSON.parse(request.body.toString('utf8'), storableTexts) : null;
  } catch {
    return null;
  }
}

/** Pasted text may have what PostgreSQL's text and jsonb cannot hold. */
const storableTexts = (_key: string, value: unknown): unknown => (typeof value === 'string' ? storable(value) : value);

function refuse(response: Response, status: number, failure: Failure): void {
  response.status(status).json(failure);
}
