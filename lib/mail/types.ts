/** One mailbox of a header, decoded. `address` is as written; compare it with `sameAddress`. */
export type MailAddress = { name: string; address: string };

/** What SMTP said, which a header cannot forge: `from` is the return path, empty for a null sender. */
export type Envelope = { to: string[]; from: string };

/**
 * What SendGrid's Inbound Parse posted, decoded from multipart but not yet parsed as mail.
 * `raw`: the whole MIME message. `parsed`: fields as bytes in the sender's charset (`charsets` names it) and files.
 */
export type InboundPost = {
  /** Its fields cannot be told from what the mail holds: the envelope and the results are empty, and the mail may be cut. */
  ambiguous: boolean;
  envelope: Envelope;
  spf: string | null;
  /** SendGrid's own form, e.g. `{@acme.example : pass}`; not JSON. */
  dkim: string | null;
  senderIp: string | null;
  charsets: Record<string, string>;
} & (
  | { mode: 'raw'; email: Uint8Array }
  | {
      mode: 'parsed';
      fields: Record<string, Uint8Array>;
      files: { field: string; filename: string; contentType: string; content: Uint8Array }[];
    }
);

export type MailAttachment = {
  /** A safe base name, never a path, never empty. */
  filename: string;
  /** Sniffed where the bytes tell, else as the sender said. */
  contentType: string;
  contentId: string | null;
  inline: boolean;
  content: Uint8Array;
};

/** RFC 3464, one per recipient. */
export type DeliveryStatus = { recipient: string; action: string; status: string; diagnostic: string | null };

/** One mail, read: decoded headers and bodies, nothing judged yet. */
export type IncomingMail = {
  /** In the order of the mail, names in lower case, values unfolded and decoded. */
  headers: { name: string; value: string }[];
  from: MailAddress | null;
  sender: MailAddress | null;
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  /** Delivered-To, X-Original-To and their kin. */
  deliveredTo: string[];
  subject: string;
  /** Without angle brackets. */
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  date: Date | null;
  text: string | null;
  html: string | null;
  attachments: MailAttachment[];
  deliveryStatus: DeliveryStatus[];
  /** Message-IDs of the mail that a delivery report returns. */
  returnedMessageIds: string[];
  /** What had to be cut or repaired, in words for an operator; holds no content of the mail. */
  problems: string[];
};

/**
 * In a mail's `problems`, and in the evidence of its verdict: the words of it are not all there. Such a mail is shown as
 * such, forwarded with its original, and counts for nothing until a person has looked.
 */
export const NOT_FULLY_READ = 'could not be read fully';

export const MAIL_KINDS = ['human', 'auto_reply', 'out_of_office', 'bounce', 'receipt', 'list', 'loop'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** Who or what wrote it. `certain`: a header said so; otherwise text hints, which the analyst's `kind` decides. */
export type MailVerdict = {
  kind: MailKind;
  certain: boolean;
  /** The header or phrase each conclusion rests on, e.g. `auto-submitted: auto-replied`. */
  evidence: string[];
  absence: { until: string | null; substitute: string | null } | null;
  bounce: { recipient: string; status: string; permanent: boolean }[];
};

export const TRUST_LEVELS = ['verified', 'known', 'colleague', 'unproven', 'failed', 'unknown'] as const;
export type Trust = (typeof TRUST_LEVELS)[number];

export type TrustVerdict = {
  trust: Trust;
  /** The domain that SPF or DKIM proved, aligned with From; null where nothing aligned passed. */
  authenticatedDomain: string | null;
  evidence: string[];
};
