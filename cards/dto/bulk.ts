import { z } from 'zod';
import { clientKey, recordId } from './result.ts';

/** POST /reply-addresses — a reply address for each of these contacts; the app's bulk action. */
export const replyAddressesInput = z.object({ key: clientKey, hubspotIds: z.array(recordId).min(1).max(100) });
export type CreatedAddresses = {
  created: number;
  /** They had one that is good for a while, which stays. */
  kept: number;
  /** Deleted, or without an address of their own. */
  skipped: number;
  /** The account has no property to write them to, so none was made. */
  noProperty: boolean;
};
