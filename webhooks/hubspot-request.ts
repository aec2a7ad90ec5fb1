import type { Request } from 'express';
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
