import { createHash, createHmac } from 'node:crypto';
import { sameSecret } from '../same-secret.ts';

/** A request as it came. `url` is our public address with path and query as received, never built from Host headers. */
export type SignedRequest = {
  method: string;
  url: string;
  /** The bytes as they arrived; empty for none. */
  body: Uint8Array;
  /** X-HubSpot-Signature-v3 */
  signatureV3?: string | undefined;
  /** X-HubSpot-Request-Timestamp, ms */
  timestamp?: string | undefined;
  /** X-HubSpot-Signature, v1 or v2 as X-HubSpot-Signature-Version says */
  signature?: string | undefined;
  signatureVersion?: string | undefined;
};

export type SignatureProblem = 'missing' | 'bad_timestamp' | 'too_old' | 'wrong';

/** "Reject the request if the timestamp is older than 5 minutes" ("Request validation"); a clock ahead is no better. */
const MAX_AGE_MS = 5 * 60_000;

/**
 * Checks a request of HubSpot's against the app's secret (version 3, "Request validation"). Null: it is HubSpot's.
 * Not `Signature.isValid` of `@hubspot/api-client` 14: that compares in varying time, decodes nothing and lets a
 * timestamp that is no number pass.
 */
export function signatureProblem(
  request: SignedRequest,
  { clientSecret, now }: { clientSecret: string; now: Date },
): SignatureProblem | null {
  const { signatureV3, timestamp = '' } = request;
  if (!signatureV3) return 'missing';
  if (!/^\d{13}$/.test(timestamp)) return 'bad_timestamp';
  if (Math.abs(now.getTime() - Number(timestamp)) > MAX_AGE_MS) return 'too_old';
  const expected = createHmac('sha256', clientSecret)
    .update(request.method.toUpperCase() + decodeUri(request.url))
    .update(request.body)
    .update(timestamp)
    .digest('base64');
  return sameSecret(signatureV3, expected) ? null : 'wrong';
}

/**
 * As above, but where version 3 is absent version 2 serves: custom workflow actions are documented with it. It has no
 * time in it, so a caller has to drop repetitions by itself (`callbackId`).
 */
export function workflowSignatureProblem(
  request: SignedRequest,
  options: { clientSecret: string; now: Date },
): SignatureProblem | null {
  if (request.signatureV3) return signatureProblem(request, options);
  if (!request.signature || request.signatureVersion !== 'v2') return 'missing';
  const expected = createHash('sha256')
    .update(options.clientSecret + request.method.toUpperCase() + request.url)
    .update(request.body)
    .digest('hex');
  return sameSecret(request.signature, expected) ? null : 'wrong';
}

// The only escapes that HubSpot decodes before it signs; the rest, %20 and %26 among them, stays as it is.
const DECODED: Record<string, string> = {
  '3A': ':',
  '2F': '/',
  '3F': '?',
  '40': '@',
  '21': '!',
  '24': '$',
  '27': "'",
  '28': '(',
  '29': ')',
  '2A': '*',
  '2C': ',',
  '3B': ';',
};

function decodeUri(url: string): string {
  return url.replace(/%([0-9a-f]{2})/gi, (whole, hex: string) => DECODED[hex.toUpperCase()] ?? whole);
}
