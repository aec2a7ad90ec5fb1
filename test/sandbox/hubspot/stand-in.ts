import type { Clock } from '../clock/clock.ts';
import type { FaultRequest } from '../faults.ts';
import type { AppIdentity } from './api/call.ts';
import type { RecordedCall } from './api/recorder.ts';
import type { FetchProxy } from './fetch-proxy.ts';
import type { Inbox } from './inbox.ts';
import type { CrmObject, EventType, ObjectType, Portal } from './model.ts';
import type { TokenGrant } from './oauth/tokens.ts';
import type { OriginMap } from './outgoing/origins.ts';
import type { Subscription } from './outgoing/webhook-events.ts';
import type { Webhooks } from './outgoing/webhooks.ts';
import type { ActionRequest, ActionResult, BlockedWorkflow } from './outgoing/workflow-actions.ts';
import type { Person } from './person.ts';
import type { PortalOptions } from './portals.ts';
import type { TimelineItem } from './timeline.ts';

export type HubSpotOptions = {
  port?: number;
  dataDir?: string;
  clock: Clock;
  app?: AppIdentity;
  portal?: PortalOptions;
  /** Consent without asking. */
  autoConsent?: boolean;
  webhooks?: { targetUrl: string; subscriptions?: Subscription[]; retryMs?: number[] };
  permittedUrls?: string[];
  /** Where a consent may lead back to; without them anywhere. */
  redirectUrls?: string[];
  origins?: OriginMap;
};

export type HubSpotStandIn = {
  /** Base of the API, of the consent page and of the controls under `/sandbox`. */
  url: string;
  app: AppIdentity;
  portal(portalId?: number): Portal;
  addPortal(options: PortalOptions): Portal;
  /** Installs the app without the browser's way through consent. */
  install(options?: { portalId?: number; scopes?: string[] }): TokenGrant;
  /** A token for a reader's own script, with every scope. */
  privateToken(portalId?: number): string;
  contact(id: string, portalId?: number): CrmObject | null;
  contacts(portalId?: number): CrmObject[];
  record(objectType: ObjectType, id: string, portalId?: number): CrmObject | null;
  /** Records of a type that are associated with this one. */
  related(objectType: ObjectType, id: string, toType: ObjectType, portalId?: number): CrmObject[];
  /** Of a contact unless told otherwise. */
  timeline(id: string, portalId?: number, objectType?: ObjectType): TimelineItem[];
  inbox: Inbox;
  calls(): RecordedCall[];
  clearCalls(): void;
  fault(fault: FaultRequest): string;
  clearFaults(): void;
  person: Person;
  webhooks: Webhooks;
  fetch: FetchProxy;
  permitUrls(prefixes: string[]): void;
  mapOrigin(origin: string, target: string): void;
  callAction(request: ActionRequest): Promise<ActionResult>;
  /** Where a workflow is that an action of the app has blocked. */
  blockedWorkflow(callbackId: string): BlockedWorkflow | null;
  registerEventTypes(types: EventType[]): void;
  /** Whether the app may read the webhooks journal; it may unless told otherwise. */
  journal(open: boolean): void;
  /** The redirect URLs of the app's configuration from now on. */
  redirects(urls: string[]): void;
  /** How long the search does not see new records. */
  searchLag(ms: number): void;
  close(): Promise<void>;
};

/** The stand-in without its server: what the controls under `/sandbox` use. */
export type HubSpotControls = Omit<HubSpotStandIn, 'url' | 'close'>;
