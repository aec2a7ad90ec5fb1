import { NOT_FULLY_READ } from '../../types.ts';
import { type Bodies, readBodies } from './bodies.ts';
import { decodeText } from './charset.ts';
import { openContainers } from './containers.ts';
import { repairContentType } from './content-headers.ts';
import { headerEnd, repairHeaderBlock } from './header-block.ts';
import { MAIL_LIMITS } from './limits.ts';
import { readMimeTree } from './mime-tree.ts';
import { readTextPart, shownAs } from './text-part.ts';

/** A message taken apart: headers as written, bodies as text, everything else as files. */
export type MessageParts = Bodies & { headers: { key: string; value: string }[]; problems: string[] };

/** Takes raw MIME apart. Never throws: what the parser refuses comes back as the text it is, named in `problems`. */
export async function readRawMessage(raw: Uint8Array, depth = 0): Promise<MessageParts> {
  const cut = raw.subarray(0, MAIL_LIMITS.messageBytes);
  const block = repairHeaderBlock(cut);
  const { message, problems: mended } = repairContentType(block.message);
  const problems = [...block.problems, ...mended];
  if (cut.length < raw.length) problems.push(`mail of ${raw.length} bytes cut to ${cut.length}`);
  try {
    const end = headerEnd(message);
    const { headers, root: head } = await readMimeTree(message.subarray(0, end));
    const body = message.subarray(message[end] === 13 ? end + 2 : end + 1);
    if (isPlain(head.type, head.transferEncoding, head.disposition)) {
      // One part without transfer encoding needs no parser, which would take several microseconds a line.
      const text = readTextPart({ ...head, content: body }, []).slice(0, MAIL_LIMITS.bodyCharacters);
      const bodies = shownAs(head.type) === 'html' ? { text: null, html: text } : { text, html: null };
      return { headers, ...bodies, parts: [], problems };
    }
    if (countBoundaryLines(message) > MAIL_LIMITS.boundaryLines)
      return asSource(message, [...problems, 'too many MIME parts: shown as its source']);
    const { root } = await readMimeTree(message);
    if (root.type.startsWith('multipart/') && root.children.length === 0 && !isBlank(body))
      return asSource(message, [...problems, 'no MIME part found: shown as its source']);
    const opened = await openContainers(readBodies(root), (inner) => readRawMessage(inner, depth + 1), depth);
    return { headers, ...opened, problems: [...problems, ...opened.problems] };
  } catch {
    return asSource(message, [...problems, 'MIME structure not readable: shown as its source']);
  }
}

function isPlain(type: string, transferEncoding: string, disposition: string): boolean {
  return shownAs(type) !== null && /^(?:7bit|8bit|binary)?$/.test(transferEncoding) && disposition !== 'attachment';
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

function asSource(message: Uint8Array, problems: string[]): MessageParts {
  return { ...asPlainText(message), problems: [...problems, NOT_FULLY_READ] };
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
