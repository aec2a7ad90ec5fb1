import type { Contact } from '../../conversations/contacts.ts';
import { isFullyRead, type Message } from '../../conversations/messages.ts';
import type { Rep } from '../../conversations/reply-tokens.ts';
import type { Language } from '../../language.ts';
import { isMaskedAddress } from '../../mail/own-marks/redact.ts';
import type { MailAddress } from '../../mail/types.ts';
import { inertValue } from '../inert.ts';
import { cutText, MAX_VALUE, namedAttachments, paragraphs } from './html.ts';
import type { ShownMail } from './shown-mail.ts';
import { markedTimestamp } from './timestamp.ts';
import { TIMELINE_WORDS } from './words.ts';

type EmailObject = {
  message: Message;
  shown: ShownMail;
  contact: Contact;
  /** Whose name the reply address of this conversation stands for. */
  rep: Rep | null;
  ownerId: string | null;
  /** HubSpot's ids of the uploaded attachments. */
  fileIds: string[];
  /** Names of the attachments that HubSpot did not get. */
  unsentFiles: string[];
  seq: number;
  language: Language;
};

/** Properties of a CRM email object ("Engagements: email"). `hs_email_headers` fills the read-only from and to fields. */
export function emailProperties(email: EmailObject): Record<string, string> {
  const { message, shown, contact, ownerId, fileIds, seq } = email;
  const words = TIMELINE_WORDS[email.language];
  const files = namedAttachments(words.attachments, email.unsentFiles);
  const unread = isFullyRead(message) ? '' : words.notFullyRead;
  const text = [unread, shown.text, files].filter(Boolean).join('\n\n');
  const html = shown.html && inertValue(`${unread && paragraphs(unread)}${shown.html}${files && paragraphs(files)}`);
  return {
    hs_timestamp: markedTimestamp(message.occurredAt, seq),
    hs_email_direction: message.direction === 'incoming' ? 'INCOMING_EMAIL' : 'EMAIL',
    hs_email_status: 'SENT',
    hs_email_subject: inertValue(message.subject),
    hs_email_text: cutText(inertValue(text), MAX_VALUE, words.cut),
    // HTML cannot be cut in the middle: a longer one leaves the text alone to speak.
    ...(html.trim() && html.length <= MAX_VALUE && { hs_email_html: html }),
    hs_email_headers: JSON.stringify(headersOf(message, contact, email.rep)),
    ...(ownerId && { hubspot_owner_id: ownerId }),
    ...(fileIds.length > 0 && { hs_attachment_ids: fileIds.join(';') }),
  };
}

function headersOf({ author, direction, recipients }: Message, contact: Contact, rep: Rep | null) {
  const customer = { name: contact.name, address: contact.addresses[0] ?? '' };
  const from =
    direction === 'incoming' && !author.address ? customer : { name: author.name, address: author.address ?? '' };
  const to = recipients.to?.length ? recipients.to : direction === 'outgoing' ? [customer] : [];
  // HubSpot takes only addresses; the one that a mail came to is masked here, and the customer meant the rep.
  const people = (list: MailAddress[]) =>
    list.flatMap((one) => (isMaskedAddress(one.address) ? (rep ? [person(rep)] : []) : [person(one)]));
  return { from: person(from), to: people(to), cc: people(recipients.cc ?? []), bcc: [] };
}

function person({ name, address }: MailAddress) {
  const [firstName = '', ...rest] = name.trim().split(/\s+/);
  // HubSpot makes properties of these, which its exports have.
  const lastName = rest.join(' ');
  return {
    email: address,
    ...(firstName && { firstName: inertValue(firstName) }),
    ...(lastName && { lastName: inertValue(lastName) }),
  };
}
