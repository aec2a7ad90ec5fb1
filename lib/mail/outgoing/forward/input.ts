import type { Language } from '../../../language.ts';
import type { IncomingMail, MailAddress, MailAttachment, MailKind, TrustVerdict } from '../../types.ts';

/**
 * What a forward needs of a reply; a stored message has it all, once `MailReader.show` has made its subject, HTML and texts
 * fit to be shown. `text` is the full text.
 */
export type ForwardedMail<A extends MailAttachment> = Pick<
  IncomingMail,
  'from' | 'replyTo' | 'to' | 'cc' | 'subject' | 'date' | 'messageId' | 'inReplyTo' | 'references' | 'html'
> & { text: string; attachments: A[] };

export type ForwardInput<A extends MailAttachment = MailAttachment> = {
  mail: ForwardedMail<A>;
  newText: string;
  kind: MailKind;
  /** Not where words of it are missing, which its files may hold. */
  fullyRead: boolean;
  trust: Pick<TrustVerdict, 'trust' | 'authenticatedDomain'>;
  to: MailAddress;
  /** Our address in From, at a domain that SendGrid signs for; never a token address. */
  sender: string;
  /** Our Message-ID for the forward, without brackets. */
  messageId: string;
  /** A fresh token address beside the customer's in Reply-To, where answers are to stay tracked. */
  trackedAddress: string | null;
  language: Language;
  /** IANA name, for the date shown. */
  timeZone: string;
  contactUrl: string | null;
  loopHeader: string;
  replyDomain: string;
  /** A link to a file too large to attach. */
  linkTo: (attachment: A) => string;
};
