import { createHash, createHmac } from 'node:crypto';

/** The escapes that HubSpot undoes in the URI before it signs, and no others (guide "Validating requests"). */
const DECODED: Record<string, string> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

export const decodeForSignature = (uri: string): string =>
  uri.replace(/%[0-9a-f]{2}/gi, (code) => DECODED[code.toUpperCase()] ?? code);

type Signed = { secret: string; method: string; uri: string; body: string };

/** v3, and the timestamp that it covers. */
export function signV3({ secret, method, uri, body }: Signed, now: Date): Record<string, string> {
  const timestamp = String(now.getTime());
  const text = `${method}${decodeForSignature(uri)}${body}${timestamp}`;
  return {
    'x-hubspot-signature-v3': createHmac('sha256', secret).update(text, 'utf8').digest('base64'),
    'x-hubspot-request-timestamp': timestamp,
  };
}

/** v2: workflow action calls. */
export const signV2 = ({ secret, method, uri, body }: Signed): Record<string, string> => ({
  'x-hubspot-signature': createHash('sha256').update(`${secret}${method}${uri}${body}`, 'utf8').digest('hex'),
  'x-hubspot-signature-version': 'v2',
});

/** v1: webhook deliveries carry it in the old header beside v3. */
export const signV1 = (secret: string, body: string): Record<string, string> => ({
  'x-hubspot-signature': createHash('sha256').update(`${secret}${body}`, 'utf8').digest('hex'),
  'x-hubspot-signature-version': 'v1',
});
