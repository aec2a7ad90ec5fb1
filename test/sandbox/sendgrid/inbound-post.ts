import { decodeWords } from 'postal-mime';
import { headerValue, type MimePart, mimeParts, splitHeaders } from './mime-parts.ts';
import { multipart, type Part } from './multipart.ts';

export type InboundMail = {
  eml: Buffer;
  envelope: { from: string; to: string[] };
  spf: string;
  /** SendGrid's own form: `{@acme.example : pass}`. */
  dkim: string;
  senderIp: string;
};

/** A post of the raw mode: the eleven fields of SendGrid's sample, the message whole in `email`. */
export function rawPost(mail: InboundMail): Buffer {
  const { headers } = splitHeaders(mail.eml);
  const field = (name: string, value: Buffer | string): Part => ({ name, value });
  const cc = headerText(headers, 'cc');
  return multipart([
    field('dkim', mail.dkim),
    field('email', mail.eml),
    field('to', headerText(headers, 'to')),
    ...(cc === '' ? [] : [field('cc', cc)]),
    field('from', headerText(headers, 'from')),
    field('sender_ip', mail.senderIp),
    field('spam_report', 'Spam detection software has not found anything in this mail.'),
    field('envelope', JSON.stringify(mail.envelope)),
    field('subject', headerText(headers, 'subject')),
    field('spam_score', '0.1'),
    field('charsets', JSON.stringify(headerCharsets(cc !== ''))),
    field('SPF', mail.spf),
  ]);
}

/** A post of the parsed mode: bodies in the sender's charset, which `charsets` names, and attachments as files. */
export function parsedPost(mail: InboundMail): Buffer {
  const { headers } = splitHeaders(mail.eml);
  const parts = mimeParts(mail.eml);
  const text = parts.find((part) => part.contentType === 'text/plain' && !part.isAttachment);
  const html = parts.find((part) => part.contentType === 'text/html' && !part.isAttachment);
  const files = parts.filter((part) => part !== text && part !== html);
  const field = (name: string, value: Buffer | string): Part => ({ name, value });
  const cc = headerText(headers, 'cc');
  const charsets = {
    ...headerCharsets(cc !== ''),
    ...(text ? { text: text.charset ?? 'us-ascii' } : {}),
    ...(html ? { html: html.charset ?? 'us-ascii' } : {}),
  };
  const contentIds = Object.fromEntries(
    files.flatMap(({ contentId }, index) => (contentId ? [[contentId, `attachment${index + 1}`]] : [])),
  );
  return multipart([
    field('headers', Buffer.from(`${headers}\n`, 'latin1')),
    field('dkim', mail.dkim),
    ...(Object.keys(contentIds).length > 0 ? [field('content-ids', JSON.stringify(contentIds))] : []),
    field('to', headerText(headers, 'to')),
    ...(cc === '' ? [] : [field('cc', cc)]),
    ...(html ? [field('html', html.bytes)] : []),
    field('from', headerText(headers, 'from')),
    ...(text ? [field('text', text.bytes)] : []),
    field('sender_ip', mail.senderIp),
    field('envelope', JSON.stringify(mail.envelope)),
    field('attachments', String(files.length)),
    field('subject', headerText(headers, 'subject')),
    ...(files.length > 0 ? [field('attachment-info', JSON.stringify(attachmentInfo(files)))] : []),
    field('charsets', JSON.stringify(charsets)),
    field('SPF', mail.spf),
    ...files.map(({ filename, contentType, bytes }, index) => ({
      name: `attachment${index + 1}`,
      value: bytes,
      file: { filename: headerWords(filename), contentType },
    })),
  ]);
}

const headerWords = (value: string) => decodeWords(Buffer.from(value, 'latin1').toString('utf8'));
const headerText = (headers: string, name: string) => headerWords(headerValue(headers, name));

const headerCharsets = (cc: boolean) => ({
  to: 'UTF-8',
  ...(cc ? { cc: 'UTF-8' } : {}),
  subject: 'UTF-8',
  from: 'UTF-8',
});

/** SendGrid's own map has its keys in no numeric order. */
function attachmentInfo(files: MimePart[]) {
  const entries = files.map(({ filename, contentType, charset, contentId }, index) => [
    `attachment${index + 1}`,
    {
      filename: headerWords(filename),
      name: headerWords(filename),
      type: contentType,
      ...(charset ? { charset } : {}),
      ...(contentId ? { 'content-id': contentId } : {}),
    },
  ]);
  return Object.fromEntries(entries.reverse());
}
