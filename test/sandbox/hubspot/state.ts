import type { Collection, Store } from '../store.ts';
import type { AppEvent, CrmObject, EventType, Portal, PropertyDefinition, PropertyGroup } from './model.ts';

export type Token = {
  value: string;
  kind: 'access' | 'refresh';
  /**
   * `app`: by OAuth for our app; `private`: a token that an admin made for a script of his own; `journal`: the app's own
   * by client credentials, which speaks for no portal.
   */
  client: 'app' | 'private' | 'journal';
  portalId: number;
  userId: number;
  scopes: string[];
  expiresAt: string | null;
  revoked: boolean;
};

export type AuthCode = {
  code: string;
  portalId: number;
  userId: number;
  redirectUri: string;
  scopes: string[];
  codeChallenge: string | null;
  expiresAt: string;
};

export type StoredFile = {
  id: string;
  portalId: number;
  name: string;
  type: string;
  access: string;
  createdAt: string;
  size: number;
};

/** One entry of the webhooks journal. */
export type JournalEntry = { offset: string; action: 'APP_INSTALL' | 'APP_UNINSTALL'; portalId: number; at: string };

export type State = {
  portals: Collection<Portal>;
  objects: Collection<CrmObject>;
  properties: Collection<PropertyDefinition>;
  groups: Collection<PropertyGroup>;
  events: Collection<AppEvent>;
  eventTypes: Collection<EventType>;
  tokens: Collection<Token>;
  codes: Collection<AuthCode>;
  files: Collection<StoredFile>;
  optOuts: Collection<{ portalId: number; email: string; at: string }>;
  journal: Collection<JournalEntry>;
  journalSubscriptions: Collection<{ id: number; eventTypeId: string }>;
  /** Workflows that stand still in an action of the app; `outputFields` once it was completed. */
  blocked: Collection<{ id: string; portalId: number; expiresAt: string; outputFields: Record<string, string> | null }>;
  nextNumber: Store['nextNumber'];
};

export function openState(store: Store): State {
  return {
    portals: store.collection('portals'),
    objects: store.collection('objects'),
    properties: store.collection('properties'),
    groups: store.collection('groups'),
    events: store.collection('events'),
    eventTypes: store.collection('eventTypes'),
    tokens: store.collection('tokens'),
    codes: store.collection('codes'),
    files: store.collection('files'),
    optOuts: store.collection('optOuts'),
    journal: store.collection('journal'),
    journalSubscriptions: store.collection('journalSubscriptions'),
    blocked: store.collection('blocked'),
    nextNumber: store.nextNumber,
  };
}
