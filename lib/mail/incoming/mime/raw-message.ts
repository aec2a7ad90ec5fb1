import type { Attachment, Email, Header } from 'postal-mime';
import PostalMime from 'postal-mime';
import type { AttachmentPart } from '../attachments.ts';
import { decodeText, isMostlyBroken } from './charset.ts';
import { unflow } from './flowed.ts';
import { headerEnd, repairHeaderBlock } from './header-block.ts';
import { MAIL_LIMITS } from './limits.ts';
import { asWindows1252, planTextParts, readSinglePart } from './text-parts.ts';

/** A message taken apart: headers as written, bodies as text, everything else as files. */
export type MessageParts = {
  headers: { key: string; value: string }[];
  text: string | null;
  html: string | null;
  parts: AttachmentPart[];
  problems: string[];
};

/** Takes raw MIME apart. Never throws: what the parser refuses comes back as the text it is, named in `problems`. */
export async function readRawMessage(raw: Uint8Array): Promise<MessageParts> {
  const cut = raw.subarray(0, MAIL_LIMITS.messageBytes);
  const { message, problems } = repairHeaderBlock(cut);
  if (cut.length < raw.length) problems.push(`mail of ${raw.length} bytes cut to ${cut.length}`);
  try {
    const end = headerEnd(message);
    const headers = (await postalMime(message.subarray(0, end))).headers.map(headerOf);
    const single = readSinglePart(headers, message.subarray(end));
    if (single) return { headers, ...single, parts: [], problems };
    if (countBoundaryLines(message) > MAIL_LIMITS.boundaryLines) {
      return { ...asPlainText(message), problems: [...problems, 'too many MIME parts: shown as its source'] };
    }
    const read = await readParts(message);
    if (read.text === null && read.html === null && read.parts.length === 0 && !isBlank(message.subarray(end))) {
      return { ...asPlainText(message), problems: [...problems, 'no MIME part found: shown as its source'] };
    }
    return { headers, ...read, problems };
  } catch {
    return { ...asPlainText(message), problems: [...problems, 'MIME structure not readable: shown as its source'] };
  }
}

async function readParts(message: Uint8Array): Promise<Pick<MessageParts, 'text' | 'html' | 'parts'>> {
  const plan = planTextParts(message);
  const email = await postalMime(plan.message);
  const broken = isMostlyBroken(email.text ?? '') || isMostlyBroken(email.html ?? '');
  const bodies = broken ? await postalMime(asWindows1252(message)) : email;
  const text = pickBody(email.text, bodies.text);
  const html = pickBody(email.html, bodies.html);
  return {
    text: text === null ? null : joinFlowed(plan.decode(text), plan),
    html: html === null ? null : plan.decode(html),
    parts: email.attachments.map((attachment) => partOf(attachment, html ?? '')),
  };
}

function postalMime(message: Uint8Array): Promise<Email> {
  return PostalMime.parse(message, {
    forceRfc822Attachments: true,
    maxNestingDepth: MAIL_LIMITS.nestingDepth,
    maxHeadersSize: 4 * MAIL_LIMITS.headerBytes,
  });
}

function pickBody(first: string | undefined, second: string | undefined): string | null {
  if (first === undefined) return null;
  return (isMostlyBroken(first) && second !== undefined ? second : first).slice(0, MAIL_LIMITS.bodyCharacters);
}

function joinFlowed(text: string, { flowed, delSp }: { flowed: boolean; delSp: boolean }): string {
  return flowed ? unflow(text, delSp) : text;
}

function headerOf({ key, value }: Header): { key: string; value: string } {
  return { key, value };
}

function partOf(attachment: Attachment, html: string): AttachmentPart {
  const contentId = attachment.contentId?.replace(/^<|>$/g, '') ?? null;
  const shown = contentId !== null && contentId !== '' && html.includes(`cid:${contentId}`);
  return {
    filename: attachment.filename,
    contentType: attachment.mimeType,
    contentId,
    inline: shown || (attachment.disposition === 'inline' && attachment.mimeType.startsWith('image/')),
    content: bytesOf(attachment.content),
  };
}

function bytesOf(content: Attachment['content']): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content, 'utf8');
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

function isBlank(body: Uint8Array): boolean {
  return body.every((byte) => byte === 32 || (byte >= 9 && byte <= 13));
}

/** Lines starting with two hyphens: the most parts a message can have. */
function countBoundaryLines(message: Uint8Array): number {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  let count = 0;
  let at = bytes.indexOf('\n--');
  while (at !== -1 && count <= MAIL_LIMITS.boundaryLines) {
    count++;
    at = bytes.indexOf('\n--', at + 3);
  }
  return count;
}

/** The last resort for a hostile or ruined structure: its headers, and its body undecoded. */
export function asPlainText(message: Uint8Array): Omit<MessageParts, 'problems'> {
  const end = headerEnd(message);
  const headerText = decodeText(message.subarray(0, end)).replace(/\r?\n[ \t]+/g, ' ');
  const headers = headerText.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [{ key: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() }];
  });
  const body = message.subarray(end, end + MAIL_LIMITS.bodyCharacters);
  return { headers, text: decodeText(body).replace(/^[\r\n]+/, ''), html: null, parts: [] };
}
