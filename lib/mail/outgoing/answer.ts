import type { MailAddress } from '../types.ts';
import { displayName, type OutgoingAttachment, type OutgoingMail, oneLine, threadHeaders } from './mail.ts';
import { senderName } from './sender-name.ts';
import { localPart } from './tracked.ts';

export type AnswerInput = {
  rep: MailAddress;
  to: MailAddress;
  cc: MailAddress[];
  /** The token address that the customer's next reply goes to. */
  replyAddress: string;
  /** The domain that SendGrid signs for, so that SPF and DKIM align with From. */
  fromDomain: string;
  subject: string;
  text: string;
  /** Null where the rep wrote plain text. */
  html: string | null;
  attachments: OutgoingAttachment[];
  /** Without brackets, as are the others. */
  messageId: string;
  inReplyTo: string[];
  references: string[];
};

/** What a rep wrote, as the rep wrote it: an answer to one person, which nobody unsubscribes from. */
export function composeAnswer(input: AnswerInput): OutgoingMail {
  const name = senderName(input.rep);
  return {
    from: { name, address: `${localPart(input.rep.address)}@${input.fromDomain}` },
    to: { name: displayName(input.to.name), address: oneLine(input.to.address, 254) },
    cc: input.cc,
    replyTo: [{ name, address: input.replyAddress }],
    subject: oneLine(input.subject) || 'Re:',
    text: input.text,
    html: input.html,
    headers: { 'Message-ID': `<${input.messageId}>`, ...threadHeaders(input.inReplyTo, input.references) },
    attachments: input.attachments,
    linked: [],
  };
}
