import type { Request, RequestHandler } from 'express';
import type { SignedRequest } from '../lib/hubspot/signature.ts';

/** A request of HubSpot's as its signature covers it. The body is raw (`express.raw`); the address is our public one. */
export function signedRequest(request: Request, publicUrl: string): SignedRequest {
  return {
    method: request.method,
    url: `${publicUrl}${request.originalUrl}`,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    signatureV3: request.get('x-hubspot-signature-v3'),
    timestamp: request.get('x-hubspot-request-timestamp'),
    signature: request.get('x-hubspot-signature'),
    signatureVersion: request.get('x-hubspot-signature-version'),
  };
}

/**
 * For what HubSpot's own machines call: refuses every query. HubSpot posts to these addresses exactly as the manifest names
 * them, whereas its proxy, which signs what anybody signed in has it send, with the same secret, always appends one
 * ("Fetching data"). Without this a user of one account could post the deletion of another's contact.
 */
export const refuseQuery: RequestHandler = (request, response, next) => {
  if (!request.originalUrl.includes('?')) return next();
  response.status(401).json({ message: 'HubSpot calls this address without a query.' });
};
