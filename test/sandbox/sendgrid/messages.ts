import PostalMime from 'postal-mime';
import type { Clock } from '../clock/clock.ts';
import type { Store } from '../store.ts';

export type Person = { name: string; address: string };

/** A mail that went out, by the send API or through the SMTP door, as its recipients see it. */
export type Message = {
  id: string;
  at: string;
  via: 'api' | 'smtp';
  envelope: { from: string; to: string[] };
  from: Person;
  to: Person[];
  cc: Person[];
  replyTo: Person[];
  subject: string;
  messageId: string;
  inReplyTo: string | null;
  references: string | null;
  headers: Record<string, string>;
  text: string;
  html: string | null;
  attachments: { filename: string; contentType: string; size: number }[];
  customArgs: Record<string, string>;
  categories: string[];
  /** Where the raw mail can be had. */
  eml: string;
};

type New = {
  id: string;
  via: Message['via'];
  envelope: Message['envelope'];
  eml: Buffer;
  customArgs?: Record<string, string>;
  categories?: string[];
};

export type Messages = {
  keep(message: New): Promise<Message>;
  sent(to?: string): Message[];
  /** What reached an address, newest last. */
  mailbox(address: string): Message[];
  eml(id: string): Buffer | undefined;
};

/** Keeps the raw mails as files beside the journal. */
export function createMessages(store: Store, clock: Clock): Messages {
  const messages = store.collection<Message>('messages');
  const reaches = (message: Message, address: string) =>
    message.envelope.to.some((recipient) => recipient.toLowerCase() === address.toLowerCase());
  return {
    async keep({ id, via, envelope, eml, customArgs = {}, categories = [] }) {
      const mail = await PostalMime.parse(new Uint8Array(eml));
      const people = (list: { name: string; address?: string }[] | undefined): Person[] =>
        (list ?? []).flatMap(({ name, address }) => (address ? [{ name, address }] : []));
      const message: Message = {
        id,
        at: clock.now().toISOString(),
        via,
        envelope,
        from: people(mail.from ? [mail.from] : [])[0] ?? { name: '', address: '' },
        to: people(mail.to),
        cc: people(mail.cc),
        replyTo: people(mail.replyTo),
        subject: mail.subject ?? '',
        messageId: mail.messageId ?? '',
        inReplyTo: mail.inReplyTo ?? null,
        references: mail.references ?? null,
        headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
        text: mail.text ?? '',
        html: mail.html ?? null,
        attachments: mail.attachments.map(({ filename, mimeType, content }) => ({
          filename: filename ?? '',
          contentType: mimeType,
          size: content instanceof ArrayBuffer ? content.byteLength : content.length,
        })),
        customArgs,
        categories,
        eml: `/messages/${id}.eml`,
      };
      store.writeBlob(`${id}.eml`, eml);
      messages.put(id, message);
      return message;
    },
    sent: (to) => messages.values().filter((message) => message.via === 'api' && (!to || reaches(message, to))),
    mailbox: (address) => messages.values().filter((message) => reaches(message, address)),
    eml: (id) => (messages.get(id) ? store.readBlob(`${id}.eml`) : undefined),
  };
}
