import PostalMime from 'postal-mime';
import type { InboundPost } from '../../types.ts';
import type { AttachmentPart } from '../attachments.ts';
import { decodeText } from './charset.ts';
import { openContainers } from './containers.ts';
import { unflow } from './flowed.ts';
import { repairHeaderBlock } from './header-block.ts';
import { MAIL_LIMITS } from './limits.ts';
import { type MessageParts, readRawMessage } from './raw-message.ts';
import { decodeHtml } from './text-part.ts';

type ParsedPost = Extract<InboundPost, { mode: 'parsed' }>;

/**
 * A post that SendGrid has taken apart: bodies still in the sender's charset (`charsets` names it), all header lines in
 * one field, still encoded. https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/setting-up-the-inbound-parse-webhook
 */
export async function readParsedPost(post: ParsedPost): Promise<MessageParts> {
  const { headers, problems } = await readHeaderField(post.fields.headers ?? new Uint8Array(), post.charsets);
  const contentType = headers.find(({ key }) => key === 'content-type')?.value ?? '';
  const said = /charset\s*=\s*"?([^\s";]{1,60})/i.exec(contentType)?.[1];
  const field = (name: string) => {
    const bytes = post.fields[name];
    if (bytes === undefined) return null;
    const hints = [...(said ? [said] : []), ...BODIES.flatMap((body) => post.charsets[body] ?? [])];
    const decode = name === 'html' ? decodeHtml : decodeText;
    return decode(bytes, post.charsets[name], hints).slice(0, MAIL_LIMITS.bodyCharacters);
  };
  const html = field('html');
  const text = field('text');
  const bodies = {
    text:
      text !== null && /^text\/plain\b.*format\s*=\s*"?flowed/i.test(contentType)
        ? unflow(text, /delsp\s*=\s*"?yes/i.test(contentType))
        : text,
    html,
    parts: post.files.map((file) => partOf(file, contentIds(field('content-ids')), html ?? '')),
  };
  const opened = await openContainers(bodies, (inner) => readRawMessage(inner, 1));
  return {
    headers: [...headers, ...missingHeaders(headers, field)],
    ...opened,
    problems: [...problems, ...opened.problems],
  };
}

/** Whose charset is a good guess for the others' where that says nothing. */
const BODIES = ['text', 'html', 'subject'];

async function readHeaderField(
  bytes: Uint8Array,
  charsets: Record<string, string>,
): Promise<Pick<MessageParts, 'headers' | 'problems'>> {
  const { message, problems } = repairHeaderBlock(
    Buffer.concat([bytes, Buffer.from('\r\n\r\n')]),
    BODIES.flatMap((body) => charsets[body] ?? []),
  );
  try {
    const { headers } = await PostalMime.parse(message);
    return { headers: headers.filter(({ key }) => key !== '').map(({ key, value }) => ({ key, value })), problems };
  } catch {
    return { headers: [], problems: [...problems, 'header lines not readable'] };
  }
}

/** SendGrid's own fields stand in for header lines that are absent. */
function missingHeaders(
  headers: MessageParts['headers'],
  field: (name: string) => string | null,
): MessageParts['headers'] {
  return ['from', 'to', 'cc', 'subject'].flatMap((key) => {
    const value = headers.some((header) => header.key === key) ? null : field(key);
    return value === null || value === '' ? [] : [{ key, value: value.replace(/[\r\n]+/g, ' ') }];
  });
}

/** The field `content-ids` maps a Content-ID to the name of its file field. */
function contentIds(json: string | null): Map<string, string> {
  try {
    const parsed: unknown = JSON.parse(json ?? '{}');
    if (typeof parsed !== 'object' || parsed === null) return new Map();
    return new Map(Object.entries(parsed).flatMap(([id, field]) => (typeof field === 'string' ? [[field, id]] : [])));
  } catch {
    return new Map();
  }
}

function partOf(file: ParsedPost['files'][number], ids: Map<string, string>, html: string): AttachmentPart {
  const contentId = ids.get(file.field)?.replace(/^<|>$/g, '') ?? null;
  return {
    filename: file.filename || null,
    contentType: file.contentType,
    contentId,
    inline: contentId !== null && html.includes(`cid:${contentId}`),
    content: file.content,
  };
}
