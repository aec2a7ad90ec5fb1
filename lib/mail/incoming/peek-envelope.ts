import { z } from 'zod';

const LONGEST = 64_000;
const envelope = z.object({ to: z.array(z.string()) });

/** What stands between the fields of a post, by its Content-Type. */
export const boundaryOf = (contentType: string): string | undefined => /boundary="?([^";\s]+)/i.exec(contentType)?.[1];

/**
 * The recipients in the envelope of a post that nobody has read yet; none where it is not found at once. A look at bytes,
 * for what must be cheap and may be wrong: who waits for whom, and whom to tell of a mail that cannot be read. The last
 * field of that name, since SendGrid writes the mail, in which anything may stand, before it.
 */
export function peekEnvelope(body: Buffer, contentType: string): string[] {
  const field = fieldOf(contentType);
  const at = field ? body.lastIndexOf(field) : -1;
  return at < 0 ? [] : recipientsIn(body.subarray(at, at + LONGEST), contentType);
}

/** The same of a body that comes in pieces and never stands in memory as a whole. */
export async function peekEnvelopeIn(pieces: AsyncIterable<Buffer>, contentType: string): Promise<string[]> {
  const field = fieldOf(contentType);
  if (!field) return [];
  let [found, seen]: [Buffer, Buffer] = [NOTHING, NOTHING];
  for await (const piece of pieces) {
    // The field may lie across two pieces.
    const joined = Buffer.concat([seen.subarray(Math.max(0, seen.length - field.length + 1)), piece]);
    const at = joined.lastIndexOf(field);
    if (at >= 0) found = joined.subarray(at, at + LONGEST);
    else if (found.length > 0) found = Buffer.concat([found, piece.subarray(0, LONGEST - found.length)]);
    seen = joined;
  }
  return recipientsIn(found, contentType);
}

const NOTHING = Buffer.alloc(0);

function fieldOf(contentType: string): Buffer | null {
  const boundary = boundaryOf(contentType);
  return boundary ? Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="envelope"`) : null;
}

/** `found` begins with the field. */
function recipientsIn(found: Buffer, contentType: string): string[] {
  const part = found.toString('latin1');
  const start = part.indexOf('\r\n\r\n');
  const end = part.indexOf(`\r\n--${boundaryOf(contentType)}`, start + 4);
  if (start < 0 || end < 0) return [];
  try {
    return envelope.parse(JSON.parse(part.slice(start + 4, end))).to;
  } catch {
    return [];
  }
}
