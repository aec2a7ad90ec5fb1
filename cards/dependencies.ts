import type { Logger } from 'pino';
import type { Analyst, Drafter } from '../lib/analysis/index.ts';
import type { Sql } from '../lib/database/types.ts';
import type { PortalClient } from '../lib/hubspot/portal-client.ts';
import type { Keyring } from '../lib/keyring.ts';
import type { ReadSenderDomains } from '../lib/mail/outgoing/sender-domains.ts';
import type { Author } from '../lib/portals/author.ts';
import type { Queue } from '../lib/queue.ts';

/** What the endpoints need; the composition root makes it once. */
export type CardDependencies = {
  sql: Sql;
  queue: Queue;
  now: () => Date;
  log: Logger;
  /** Called for each request that HubSpot did not sign. */
  refused: () => void;
  /** Under which HubSpot calls us: part of what it signs. */
  publicUrl: string;
  clientSecret: string;
  signingKey: Buffer;
  replyDomain: string;
  attachmentDays: number;
  /** From which forwards and tracked emails come. */
  mailDomain: string;
  portalClient: (portalId: number) => PortalClient;
  /** Takes the app out of a portal. Safe to repeat; throws HubSpotError where HubSpot could not be asked. */
  uninstall: (who: { portalId: number; by: Author }) => Promise<void>;
  /** Null where no AI is configured. */
  ai: Analyst | null;
  drafter: Drafter | null;
  rules: Analyst;
  keyring: Keyring;
  /** DNS, e.g. `resolveMx` of node:dns/promises. */
  resolveMx: (domain: string) => Promise<{ exchange: string }[]>;
  /** Where From may stand, as SendGrid says. */
  readSenderDomains: ReadSenderDomains;
};
