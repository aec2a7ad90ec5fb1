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
  const boundary = boundaryOf(contentType);
  if (!boundary) return [];
  const field = Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="envelope"`);
  const at = body.lastIndexOf(field);
  if (at < 0) return [];
  const part = body.subarray(at + field.length, at + field.length + LONGEST).toString('latin1');
  const start = part.indexOf('\r\n\r\n');
  const end = part.indexOf(`\r\n--${boundary}`, start + 4);
  if (start < 0 || end < 0) return [];
  try {
    return envelope.parse(JSON.parse(part.slice(start + 4, end))).to;
  } catch {
    return [];
  }
}
