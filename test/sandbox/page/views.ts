/** What the sandbox page shows, as its server answers it. */
export type SandboxState = {
  portal: { id: number; name: string; timeZone: string; appId: number };
  /** Who looks at HubSpot. */
  user: { id: number; email: string; firstName: string; lastName: string };
  users: { id: number; email: string; firstName: string; lastName: string }[];
  contacts: { id: string; name: string; company: string }[];
  appUrl: string;
  language: string;
  now: string;
};

export type ContactView = {
  id: string;
  name: string;
  email: string;
  jobTitle: string;
  company: string;
  owner: string;
  groups: { name: string; label: string; properties: PropertyView[] }[];
  timeline: TimelineEntry[];
  /** Its companies, deals and tickets. */
  related: Related[];
  /** Newest mail of ours that the contact has and could answer. */
  lastMail: { id: string; subject: string; replyTo: string } | null;
};

export type Related = { object: 'companies' | 'deals' | 'tickets'; id: string; name: string };

/** A company, deal or ticket as its record shows it. */
export type RecordView = Related & {
  objectTypeId: string;
  properties: PropertyView[];
  timeline: TimelineEntry[];
  contacts: { id: string; name: string }[];
};

export type PropertyView = {
  name: string;
  label: string;
  value: string;
  /** As a person reads it: an option's label, a date in the account's time zone. */
  shown: string;
  options: { value: string; label: string }[] | null;
};

export type TimelineEntry = {
  id: string;
  kind: 'email' | 'note' | 'task' | 'call' | 'event';
  at: string;
  title: string;
  /** Plain text, or HTML that has been cleaned. */
  body: string;
  html: boolean;
  facts: { label: string; value: string }[];
  direction: 'incoming' | 'outgoing' | null;
};

export type Mailbox = { address: string; name: string; role: 'rep' | 'contact' | 'other'; count: number };
export type MailView = {
  id: string;
  at: string;
  from: string;
  fromAddress: string;
  to: string;
  replyTo: string[];
  subject: string;
  text: string;
  html: string | null;
  headers: { name: string; value: string }[];
  attachments: string[];
  /** False: the mailbox's owner wrote it. */
  incoming: boolean;
};

/** Where a workflow is that the app's action has blocked, and what it went on with. */
export type WorkflowView = { state: 'blocked' | 'expired' | 'went on'; outputFields: Record<string, string> };
