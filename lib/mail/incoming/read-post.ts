import { type InboundPost, type IncomingMail, NOT_FULLY_READ } from '../types.ts';
import { type AttachmentPart, readAttachments } from './attachments.ts';
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
  return assemble(post, parts);
}

/** The mail without looking into its MIME structure: for one that took the reader too long. Linear in its size. */
export async function readUnparsed(post: InboundPost, problem: string): Promise<IncomingMail> {
  const source = post.mode === 'raw' ? post.email : (post.fields.headers ?? new Uint8Array());
  const parts = { ...asPlainText(source), problems: [problem, NOT_FULLY_READ] };
  if (post.mode === 'raw') return assemble(post, parts);
  const text = post.fields.text ?? post.fields.html ?? new Uint8Array();
  return assemble(post, { ...parts, text: asPlainText(Buffer.concat([Buffer.from('\r\n'), text])).text });
}

/** A mail whose words could not be read in full brings itself along, for the program that the rep reads mail with. */
async function assemble(
  post: InboundPost,
  { headers, text, html, parts, problems: found }: MessageParts,
): Promise<IncomingMail> {
  const problems = post.ambiguous ? [...found, 'the mail holds the boundary of its post', NOT_FULLY_READ] : found;
  const original = problems.includes(NOT_FULLY_READ) && post.mode === 'raw' ? [originalOf(post.email)] : [];
  const { attachments, problems: leftOut } = await readAttachments([...original, ...parts]);
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

function originalOf(email: Uint8Array): AttachmentPart {
  return { filename: 'original.eml', contentType: 'message/rfc822', contentId: null, inline: false, content: email };
}
