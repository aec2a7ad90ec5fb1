import type { Envelope, IncomingMail, MailVerdict } from '../../../lib/mail/types.ts';
import { judgeMail } from '../../../lib/mail/verdict/index.ts';

export const OWN = {
  domains: ['reply.example.com'],
  loopHeader: 'X-Reply-Tracking-Loop',
  messageIdDomain: 'mail.example.com',
};

/** A mail from a customer, whose parts a test overrides. */
export function mailOf(over: Partial<IncomingMail> = {}): IncomingMail {
  return {
    headers: [],
    from: { name: 'Max Muster', address: 'max@acme.example' },
    sender: null,
    replyTo: [],
    to: [{ name: '', address: 'reply+0123456789abcdef@reply.example.com' }],
    cc: [],
    deliveredTo: [],
    subject: 'Re: Your offer',
    messageId: 'abc@acme.example',
    inReplyTo: [],
    references: [],
    date: new Date('2026-11-02T09:00:00Z'),
    text: 'Yes, please send the contract.',
    html: null,
    attachments: [],
    deliveryStatus: [],
    returnedMessageIds: [],
    problems: [],
    ...over,
  };
}

export function judge(mail: IncomingMail, over: { envelope?: Envelope; newText?: string } = {}): MailVerdict {
  return judgeMail({
    mail,
    envelope: { to: ['reply+0123456789abcdef@reply.example.com'], from: mail.from?.address ?? '' },
    newText: mail.text ?? '',
    own: OWN,
    ...over,
  });
}
