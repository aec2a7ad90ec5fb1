import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailSend, Personalization } from './mail-send-schema.ts';

type Person = { email: string; name?: string };

const mailbox = ({ email, name }: Person) => ({ address: email, name: name ?? '' });

/** The mail as its recipients get it, without Bcc. `messageId` is used where the caller set none. */
export function renderMail(
  mail: MailSend,
  personalization: Personalization,
  messageId: string,
  date: Date,
): Promise<Buffer> {
  const headers = { ...mail.headers, ...personalization.headers };
  const given = Object.entries(headers).find(([name]) => name.toLowerCase() === 'message-id')?.[1];
  const further = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'message-id');
  const contentOf = (type: string) => mail.content?.find((content) => content.type === type)?.value;
  const replyTo = mail.reply_to_list ?? (mail.reply_to ? [mail.reply_to] : []);
  const composer = new MailComposer({
    from: mailbox(mail.from),
    to: personalization.to.map(mailbox),
    cc: (personalization.cc ?? []).map(mailbox),
    replyTo: replyTo.map(mailbox),
    subject: personalization.subject ?? mail.subject ?? '',
    text: contentOf('text/plain'),
    html: contentOf('text/html'),
    messageId: given ?? messageId,
    date,
    headers: further.map(([key, value]) => ({ key, value })),
    attachments: (mail.attachments ?? []).map((attachment) => ({
      filename: attachment.filename,
      content: Buffer.from(attachment.content, 'base64'),
      contentType: attachment.type,
      contentDisposition: attachment.disposition ?? 'attachment',
      cid: attachment.content_id,
    })),
  });
  return composer.compile().build();
}
