import type { InboundPost, IncomingMail } from '../types.ts';
import { readAttachments } from './attachments.ts';
import { readDeliveryStatus, readReturnedMessageIds } from './mime/delivery-status.ts';
import { readHeaders } from './mime/headers.ts';
import { readParsedPost } from './mime/parsed-post.ts';
import { asPlainText, type MessageParts, readRawMessage } from './mime/raw-message.ts';

/**
 * Reads a post of SendGrid's Inbound Parse, raw or parsed, into one mail. A broken mail is no error: what could not be
 * read is shown as it came and named in `problems`. Hostile input may take long; `createMailReader` bounds the time.
 */
export async function readPost(post: InboundPost): Promise<IncomingMail> {
  const parts = post.mode === 'raw' ? await readRawMessage(post.email) : await readParsedPost(post);
  return assemble(parts);
}

/** The mail without looking into its MIME structure: for one that took the reader too long. Linear in its size. */
export async function readUnparsed(post: InboundPost, problem: string): Promise<IncomingMail> {
  const source = post.mode === 'raw' ? post.email : (post.fields.headers ?? new Uint8Array());
  const parts = { ...asPlainText(source), problems: [problem] };
  if (post.mode === 'raw') return assemble(parts);
  const text = post.fields.text ?? post.fields.html ?? new Uint8Array();
  return assemble({ ...parts, text: asPlainText(Buffer.concat([Buffer.from('\r\n'), text])).text });
}

async function assemble({ headers, text, html, parts, problems }: MessageParts): Promise<IncomingMail> {
  const { attachments, problems: leftOut } = await readAttachments(parts);
  return {
    ...readHeaders(headers),
    text,
    html,
    attachments,
    deliveryStatus: readDeliveryStatus(attachments),
    returnedMessageIds: readReturnedMessageIds(attachments, text),
    problems: [...problems, ...leftOut],
  };
}
