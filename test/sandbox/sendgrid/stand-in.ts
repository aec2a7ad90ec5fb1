import type { Clock } from '../clock/clock.ts';
import type { FaultRequest } from '../faults.ts';
import type { openAccount } from './account-routes.ts';
import type { Delivery } from './deliveries.ts';
import type { EventName, MailEvent } from './event-webhook.ts';
import type { InboundRequest } from './inbound-parse.ts';
import type { Message } from './messages.ts';

export type SendGridOptions = {
  port?: number;
  smtpPort?: number;
  dataDir?: string;
  clock: Clock;
  apiKey?: string;
  /** Mail for this domain goes to Inbound Parse. */
  replyDomain: string;
  inbound?: { url: string; mode?: 'raw' | 'parsed' };
  eventWebhookUrl?: string;
  /** Told of every mail that somebody sends through the SMTP door. */
  onSmtpMail?(eml: Buffer): Promise<void>;
  /** Domains that may stand in From; without it any may. */
  senderDomains?: string[];
  /** Pauses between attempts of a delivery, for tests that want them shorter. */
  retryMs?: number[];
};

export type SendGridStandIn = {
  /** Base URL for `@sendgrid/client`, and of the lists and controls. */
  url: string;
  apiKey: string;
  /** A key of full access, for what go-live sets up. */
  adminKey: string;
  /** What a person has set up there, read and changed. */
  account: ReturnType<typeof openAccount>;
  smtp: { host: string; port: number };
  /** Base64 SPKI, as the security policy of Inbound Parse and the event webhook show them. */
  inboundPublicKey: string;
  eventPublicKey: string;
  messages(to?: string): Message[];
  mailbox(address: string): Message[];
  eml(id: string): Buffer | undefined;
  postInbound(request: InboundRequest): Promise<Delivery>;
  /** The headers under which Inbound Parse would post this body. */
  signInbound(body: Buffer): Record<string, string>;
  /** Every Inbound Parse post, its attempts, and whether it was dropped. */
  inboundPosts(): Delivery[];
  setInboundTarget(url: string, mode?: 'raw' | 'parsed'): void;
  setEventTarget(url: string): void;
  /** What happens to mails for an address from now on, and after how many ms it is told; `delivered` at once is the rule. */
  answerFor(address: string, outcome: Outcome, delayMs?: number): void;
  /** A later event of a mail that was sent. */
  tellEvent(messageId: string, event: EventName, details?: Record<string, unknown>): void;
  events(): MailEvent[];
  eventPosts(): Delivery[];
  fault(fault: FaultRequest): string;
  clearFaults(): void;
  /** Resolves when no post waits for a retry any more. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

/** What a mail to an address meets; `silent`: no event at all. */
export type Outcome = 'delivered' | 'bounce' | 'dropped' | 'deferred' | 'silent';

/** The stand-in without its server: what the controls under `/sandbox` use. */
export type SendGridControls = Omit<SendGridStandIn, 'url' | 'close'>;
