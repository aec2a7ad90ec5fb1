/** One leaf of a MIME message: its transfer encoding is undone, its charset is not. */
export type MimePart = {
  contentType: string;
  charset: string | null;
  filename: string;
  contentId: string | null;
  isAttachment: boolean;
  bytes: Buffer;
};

const MAX_DEPTH = 20;

/** Splits raw bytes at the blank line into header text (8-bit kept as latin1) and body. */
export function splitHeaders(raw: Buffer): { headers: string; body: Buffer } {
  const text = raw.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) return { headers: text, body: Buffer.alloc(0) };
  return { headers: text.slice(0, end.index), body: raw.subarray(end.index + end[0].length) };
}

/** The first field of that name, unfolded. */
export function headerValue(headers: string, name: string): string {
  const unfolded = headers.replace(/\r?\n[ \t]+/g, ' ');
  const line = unfolded.split(/\r?\n/).find((candidate) => candidate.toLowerCase().startsWith(`${name}:`));
  return line ? line.slice(name.length + 1).trim() : '';
}

/** The leaves in order, as SendGrid's parsed mode takes a message apart. */
export function mimeParts(raw: Buffer, depth = 0): MimePart[] {
  const { headers, body } = splitHeaders(raw);
  const contentType = headerValue(headers, 'content-type') || 'text/plain';
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const boundary = parameter(contentType, 'boundary');
  if (type.startsWith('multipart/') && boundary && depth < MAX_DEPTH) {
    return splitAtBoundary(body, boundary).flatMap((part) => mimeParts(part, depth + 1));
  }
  const disposition = headerValue(headers, 'content-disposition');
  const filename = parameter(disposition, 'filename') || parameter(contentType, 'name');
  return [
    {
      contentType: type,
      charset: parameter(contentType, 'charset') || null,
      filename,
      contentId: headerValue(headers, 'content-id').replace(/^<|>$/g, '') || null,
      isAttachment: /^attachment/i.test(disposition) || filename !== '' || !type.startsWith('text/'),
      bytes: undoTransferEncoding(body, headerValue(headers, 'content-transfer-encoding')),
    },
  ];
}

function parameter(value: string, name: string): string {
  const match = new RegExp(`[;\\s]${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(value);
  return match?.[1] ?? match?.[2] ?? '';
}

function splitAtBoundary(body: Buffer, boundary: string): Buffer[] {
  const text = body.toString('latin1');
  const lines = new RegExp(
    `(?:^|\\r?\\n)--${boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(--)?[ \\t]*(?:\\r?\\n|$)`,
    'g',
  );
  const parts: Buffer[] = [];
  let start = -1;
  for (let match = lines.exec(text); match; match = lines.exec(text)) {
    if (start >= 0) parts.push(body.subarray(start, match.index));
    if (match[1]) return parts;
    start = match.index + match[0].length;
    // The line break that ends one boundary may begin the next.
    lines.lastIndex = start - 1;
  }
  if (start >= 0) parts.push(body.subarray(start));
  return parts;
}

function undoTransferEncoding(body: Buffer, encoding: string): Buffer {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(body.toString('latin1'), 'base64');
    case 'quoted-printable':
      return Buffer.from(
        body
          .toString('latin1')
          .replace(/[ \t]+(?=\r?\n|$)/g, '')
          .replace(/=\r?\n/g, '')
          .replace(/=([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      );
    default:
      return body;
  }
}
