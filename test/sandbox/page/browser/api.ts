import type { ContactView, Mailbox, MailView, RecordView, SandboxState, WorkflowView } from '../views.ts';

export type { ContactView, Mailbox, MailView, RecordView, SandboxState, TimelineEntry } from '../views.ts';

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(`/page/api${path}`, init);
  const text = await response.text();
  if (!response.ok) throw new Error(text || `${path} answered ${response.status}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}

const post = <T>(path: string, body: unknown) =>
  call<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

export const api = {
  state: () => call<SandboxState>('/state'),
  contact: (id: string) => call<ContactView>(`/contacts/${id}`),
  record: (object: string, id: string) => call<RecordView>(`/records/${object}/${id}`),
  mailboxes: () => call<Mailbox[]>('/mailboxes'),
  mail: (address: string) => call<MailView[]>(`/mailboxes/${encodeURIComponent(address)}`),
  /** Returns a mail from one's mail program, as the person whose mailbox holds it. */
  reply: (reply: {
    mailId: string;
    from: string;
    fromName: string;
    text: string;
    all: boolean;
    authentication: string;
  }) => post<{ accepted: true }>('/reply', reply),
  /** Hands a raw mail to the SMTP door. */
  dropEml: (eml: ArrayBuffer, to: string) =>
    call<{ accepted: true }>(`/eml?to=${encodeURIComponent(to)}`, {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: eml,
    }),
  /** A workflow comes to the app's action "Wait for a reply" on this contact. */
  waitForReply: (hubspotId: string) => post<{ callbackId: string }>(`/contacts/${hubspotId}/workflow`, {}),
  workflow: (callbackId: string) => call<WorkflowView | null>(`/workflows/${callbackId}`),
  moveClock: (advance: string) => post<{ now: string }>('/clock', { advance }),
  setProperty: (hubspotId: string, name: string, value: string) =>
    post<null>(`/contacts/${hubspotId}/properties`, { [name]: value }),
};

/** `hubspot.fetch`, as HubSpot's proxy answers it. */
export async function fetchAsHubSpot(
  { portal, user }: SandboxState,
  url: string,
  { method = 'GET', body, timeout }: { method?: string; body?: unknown; timeout?: number } = {},
): Promise<{ status: number; body: string }> {
  const request = { portalId: portal.id, userId: user.id, userEmail: user.email, url, method, body, timeout };
  const response = await fetch('/page/api/fetch', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  return { status: response.status, body: await response.text() };
}
