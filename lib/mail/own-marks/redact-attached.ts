import type { MailAttachment } from '../types.ts';
import { redactTokens } from './redact.ts';
import { redactBytes } from './redact-source.ts';
import { TOKEN } from './reply-address-forms.ts';

const TEXT_TYPE = /^(?:text|message|multipart)\/|[/+](?:json|xml|mbox|x-mbox|ics|rtf|javascript)$/;
const TEXT_NAME = /\.(?:eml|emlx|mbox|mht|mhtml|txt|log|md|html?|xhtml|xml|json|csv|tsv|ics|vcf|rtf)$/i;

/**
 * Attachments without a usable reply address of ours: a bounce returns our mail, people attach it. Texts and mails are
 * rewritten, decoded and encoded again where they are encoded; in other files, an Outlook message for instance, the
 * token is overwritten in place, so that no length or offset changes. What a file keeps compressed (docx, pdf, zip) is
 * not looked into.
 */
export function redactAttachments(attachments: MailAttachment[], replyDomain: string): MailAttachment[] {
  return attachments.map((attachment) => {
    const { filename, contentType } = attachment;
    const bytes = Buffer.from(attachment.content.buffer, attachment.content.byteOffset, attachment.content.byteLength);
    const isText = TEXT_TYPE.test(contentType) || TEXT_NAME.test(filename);
    const content = isText ? redactBytes(bytes, replyDomain) : overwriteTokens(bytes);
    const same = content === bytes ? attachment.content : content;
    return { ...attachment, filename: redactTokens(filename, replyDomain), content: same };
  });
}

const NARROW = new RegExp(`(?<=reply\\+)${TOKEN}(?![0-9a-z])`, 'gi');
const WIDE = new RegExp(
  `(?<=${[...'reply+'].map((one) => `\\${one === '+' ? '+' : `x${one.charCodeAt(0).toString(16)}`}\\0`).join('')})(?:[0-9a-tv-z]\\0){16}`,
  'gi',
);
const SIGNS = ['reply+', 'REPLY+', 'Reply+'].flatMap((sign) => [Buffer.from(sign), Buffer.from(sign, 'utf16le')]);

function overwriteTokens(bytes: Buffer): Buffer {
  if (!SIGNS.some((sign) => bytes.includes(sign))) return bytes;
  const masked = bytes
    .toString('latin1')
    .replace(NARROW, (token) => '*'.repeat(token.length))
    .replace(WIDE, (token) => '*\0'.repeat(token.length / 2));
  return Buffer.from(masked, 'latin1');
}
