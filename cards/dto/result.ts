import { z } from 'zod';

/**
 * Every expected failure is HTTP 200 with this form, since HubSpot's proxy turns any other status into a bad gateway
 * (UI extensions, "Fetching data"). Only a request that HubSpot did not sign gets 401.
 */
export type Failure = {
  ok: false;
  code: ErrorCode;
  message: string;
  /** With `not_connected`, where the app was connected before: until when forwards go on, and when all is erased. */
  leaving?: { forwardsUntil: string; erasedAt: string };
};
export type Result<T> = ({ ok: true } & T) | Failure;

export type ErrorCode =
  | 'invalid_input'
  | 'unsigned'
  | 'not_connected'
  | 'not_found'
  | 'not_allowed'
  | 'not_confirmed'
  | 'changed_meanwhile'
  | 'opted_out'
  | 'suppressed'
  | 'no_address'
  | 'dead_address'
  | 'capped'
  | 'postal_address_missing'
  | 'unresolved_fields'
  | 'bad_address'
  | 'files_too_large'
  | 'ai_off'
  | 'ai_failed'
  | 'too_many_confirmations'
  | 'unavailable';

/** One per click: HubSpot's proxy sends a request again after a 5xx or a lost connection, and only the first one counts. */
export const clientKey = z.string().regex(/^[\w-]{16,64}$/, 'a client key has 16 to 64 letters, digits, - or _');

/** A record id of HubSpot. */
export const recordId = z.string().regex(/^\d{1,20}$/, 'a HubSpot id is a number');
/** An id of one of our own rows. */
export const rowId = z.uuid();

/** The body of a POST that says nothing but "do it". */
export const confirmationInput = z.object({ key: clientKey });

/** ISO 8601 with a time zone. */
export const moment = z.iso.datetime({ offset: true });

export type Person = { name: string; address: string | null };
