import type { Language } from '../../../language.ts';
import type { IncomingMail, MailAddress, MailAttachment, Trust } from '../../types.ts';

/** `size` counts its bytes; the content of a file that is not attached may be left out (empty). */
export type FileOfMail = MailAttachment & { size: number };

/**
 * What a forward needs of a reply; a stored message has it all, once `MailReader.show` has made its subject, HTML and text
 * fit to be shown. `text` is the full text.
 */
export type ForwardedMail<A extends FileOfMail> = Pick<
  IncomingMail,
  'from' | 'replyTo' | 'to' | 'cc' | 'subject' | 'messageId' | 'inReplyTo' | 'references' | 'html'
> & { text: string; attachments: A[] };

/**
 * Where the rep's answer goes. `reply_tracking`: to `address`, ours, which is also From. `own_address`: to the customer,
 * and to `trackedAddress` beside it; From is then `sender`, at a domain that SendGrid signs for.
 */
export type AnswerWay =
  | { through: 'reply_tracking'; address: string }
  | { through: 'own_address'; sender: string; trackedAddress: string | null };

export type ForwardInput<A extends FileOfMail = FileOfMail> = {
  mail: ForwardedMail<A>;
  trust: Trust;
  /** Not where words of it are missing, which its files may hold. */
  fullyRead: boolean;
  to: MailAddress;
  way: AnswerWay;
  /** Our Message-ID for the forward, without brackets. */
  messageId: string;
  /** Ids that the rep's mailbox knows this thread by: earlier forwards and the rep's own answers, oldest first. */
  repIds: string[];
  language: Language;
  /** Ours, which leads on to the record. */
  openUrl: string;
  loopHeader: string;
  /** A link to a file too large to attach. */
  linkTo: (attachment: A) => string;
};
