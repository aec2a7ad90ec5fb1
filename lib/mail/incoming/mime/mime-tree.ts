import PostalMime, { decodeWords } from 'postal-mime';
import { MAIL_LIMITS } from './limits.ts';

/** A part of a message: its bytes with the transfer encoding undone, or its parts. */
export type MimePart = {
  /** In lower case; `text/plain` where nothing is said (RFC 2045 5.2). */
  type: string;
  params: Record<string, string>;
  transferEncoding: string;
  disposition: string;
  filename: string | null;
  contentId: string | null;
  content: Uint8Array;
  children: MimePart[];
};

export type MimeMessage = { headers: { key: string; value: string }[]; root: MimePart };

/** What postal-mime keeps of a part; its published types leave it out (4.0.0, mime-node.ts). */
type Structured = { value: string; params: Record<string, string> };
type Node = {
  contentType: { parsed: Structured };
  contentDisposition: { parsed: Structured };
  contentTransferEncoding: { encoding: string };
  contentId?: string;
  content: ArrayBuffer | null;
  childNodes: Node[];
};

/**
 * The parser without its own picking of bodies: that decodes each part by its label alone, and a mail's charset is told
 * by its bytes and by the parts around it too.
 */
class TreeParser extends PostalMime {
  declare readonly root: Node;
  async collectNode(): Promise<void> {}
}

/** Takes a message apart. Throws where it nests deeper, or has longer headers, than MAIL_LIMITS allow. */
export async function readMimeTree(message: Uint8Array): Promise<MimeMessage> {
  const parser = new TreeParser({
    forceRfc822Attachments: true,
    maxNestingDepth: MAIL_LIMITS.nestingDepth,
    maxHeadersSize: 4 * MAIL_LIMITS.headerBytes,
  });
  const { headers } = await parser.parse(message);
  return { headers: headers.map(({ key, value }) => ({ key, value })), root: partOf(parser.root) };
}

function partOf(node: Node): MimePart {
  const type = node.contentType.parsed;
  const disposition = node.contentDisposition.parsed;
  const filename = disposition.params.filename || type.params.name || null;
  return {
    type: type.value || 'text/plain',
    params: type.params,
    transferEncoding: node.contentTransferEncoding.encoding,
    disposition: disposition.value,
    filename: filename === null ? null : decodeWords(filename),
    contentId: node.contentId?.replace(/^<|>$/g, '') ?? null,
    content: node.content === null ? new Uint8Array() : new Uint8Array(node.content),
    children: node.childNodes.map(partOf),
  };
}
