import type { Logger } from 'pino';
import type { Analyst } from '../analysis/index.ts';
import type { Sql } from '../database/types.ts';
import type { AccessTokenDependencies } from '../hubspot/oauth/tokens.ts';
import type { PortalClient } from '../hubspot/portal-client.ts';
import type { SafeHtml } from '../hubspot/timeline/safe-html.ts';
import type { Keyring } from '../keyring.ts';
import type { SendMail } from '../mail/outgoing/sendgrid.ts';
import type { MailReader } from '../mail/reader.ts';
import type { Observe } from '../observe.ts';
import type { Queue } from '../queue.ts';

/** A step that the sandbox can hold back, so that a crash at that very point can be tried. */
export type HeldStep = 'forward' | 'answer' | 'relay' | 'send' | 'analyze' | 'sync';

/** What the background steps need; the composition root makes it once. */
export type JobContext = {
  sql: Sql;
  queue: Queue;
  now: () => Date;
  log: Logger;
  /** Told of each step that a mail has taken, and of what else the operator counts. */
  observe: Observe;
  keyring: Keyring;
  signingKey: Buffer;
  publicUrl: string;
  replyDomain: string;
  mailDomain: string;
  inboundDays: number;
  attachmentDays: number;
  /** 0: for good. */
  bodyDays: number;
  analysisDays: number;
  mailReader: MailReader;
  /** Does `work` with a reader whose thread is fresh and which nobody else uses meanwhile. */
  readAlone: <Result>(work: (reader: MailReader) => Promise<Result>) => Promise<Result>;
  safeHtml: SafeHtml;
  sendMail: SendMail;
  /** Tells our own writes among HubSpot's events. */
  hubSpotAppId: string;
  /** What a portal's access to HubSpot is renewed with. */
  hubSpotTokens: AccessTokenDependencies;
  /** HubSpot for one portal. */
  portalClient: (portalId: number) => PortalClient;
  /** Null where no AI is configured. */
  ai: Analyst | null;
  rules: Analyst;
  /** Resolves at once, except in a sandbox that holds this step. */
  pass: (step: HeldStep) => Promise<void>;
};
