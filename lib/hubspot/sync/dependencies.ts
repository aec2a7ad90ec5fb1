import type { Logger } from 'pino';
import type { Sql } from '../../database/types.ts';
import type { Keyring } from '../../keyring.ts';
import type { Observe } from '../../observe.ts';
import type { Transact } from '../../queue.ts';
import type { PortalClient } from '../portal-client.ts';
import type { SafeHtml } from '../timeline/safe-html.ts';

/** Derives the reply address of a token row. */
export type ReplyAddressOf = (replyTokenId: string) => string;

/** What the sync of one portal works with. */
export type SyncDependencies = {
  sql: Sql;
  transact: Transact;
  client: PortalClient;
  now: () => Date;
  log: Logger;
  observe: Observe;
  replyAddressOf: ReplyAddressOf;
  safeHtml: SafeHtml;
  keyring: Keyring;
  /** Effects taken at once; more make fuller batches. */
  claimSize?: number;
};
