import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { z } from 'zod';
import type { InboundPost } from '../types.ts';
import { boundaryOf } from './peek-envelope.ts';

const MAX_PARTS = 2_000;
const WHITESPACE = new Set(Buffer.from(' \t\r\n'));
const textOf = (bytes: Uint8Array | undefined): string | null =>
  bytes ? Buffer.from(bytes).toString('utf8').trim() : null;

/** A post that is no Inbound Parse post: the bytes are kept, but there is no mail to read. */
export class MalformedPostError extends Error {
  constructor(what: string) {
    super(`This post is not what SendGrid's Inbound Parse sends: ${what}.`);
    this.name = 'MalformedPostError';
  }
}

const envelopeSchema = z.object({
  to: z.union([z.string(), z.array(z.string())]).transform((to) => (Array.isArray(to) ? to : [to])),
  from: z
    .string()
    .nullish()
    .transform((from) => from ?? ''),
});
const charsetsSchema = z.record(z.string(), z.string());

/**
 * Takes a post of SendGrid's Inbound Parse apart (Twilio docs, "Setting up the Inbound Parse webhook"). Every part stays bytes:
 * `text` and `html` come in the sender's charset, and `email` is a whole MIME message. Throws MalformedPostError.
 *
 * SendGrid's boundary is always `xYzZY`, so a mail may hold it and go on with fields of its own, an SPF result say. Such a
 * post has a field twice, or something after its end; then nothing is taken from it that only SendGrid may say.
 */
export async function decodePost(body: Uint8Array, contentType: string): Promise<InboundPost> {
  const { fields, files, repeated } = await readParts(body, contentType);
  const ambiguous = repeated || goesOnAfterItsEnd(body, contentType);
  const said = ambiguous ? {} : fields;
  const delivery = {
    ambiguous,
    envelope: readEnvelope(said),
    spf: textOf(said.SPF),
    dkim: textOf(said.dkim),
    senderIp: textOf(said.sender_ip),
    charsets: charsetsSchema.catch({}).parse(parseJson(textOf(said.charsets))),
  };
  if (fields.email) return { ...delivery, mode: 'raw', email: fields.email };
  if (fields.headers || fields.text || fields.html) return { ...delivery, mode: 'parsed', fields, files };
  throw new MalformedPostError('it has no mail, neither as "email" nor as "headers", "text" and "html"');
}

type Parts = Pick<Extract<InboundPost, { mode: 'parsed' }>, 'fields' | 'files'> & { repeated: boolean };

function readParts(body: Uint8Array, contentType: string): Promise<Parts> {
  return new Promise((resolve, reject) => {
    const fields: Parts['fields'] = {};
    const files: Parts['files'] = [];
    let repeated = false;
    let parser: BusboyInstance;
    try {
      parser = new Busboy({
        headers: { 'content-type': contentType },
        // Every part as a stream of bytes: the parser's own decoding of fields would guess the charset.
        isPartAFile: () => true,
        preservePath: true,
        limits: { fileSize: Number.POSITIVE_INFINITY, parts: MAX_PARTS },
      });
    } catch {
      reject(new MalformedPostError('it is not multipart/form-data'));
      return;
    }
    parser.on('file', (field, stream, filename: string | undefined, _encoding, mimeType) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', () => reject(new MalformedPostError('it ends in the middle of a part')));
      stream.on('end', () => {
        const content = Buffer.concat(chunks);
        if (filename === undefined && !/^attachment\d+$/.test(field)) {
          if (Object.hasOwn(fields, field)) repeated = true;
          else fields[field] = content;
        } else files.push({ field, filename: filename ?? '', contentType: mimeType, content });
      });
    });
    parser.on('partsLimit', () => reject(new MalformedPostError(`it has more than ${MAX_PARTS} parts`)));
    parser.on('error', () => reject(new MalformedPostError('its parts cannot be told apart')));
    parser.on('finish', () => resolve({ fields, files, repeated }));
    parser.end(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  });
}

function goesOnAfterItsEnd(body: Uint8Array, contentType: string): boolean {
  const boundary = boundaryOf(contentType);
  if (!boundary) return true;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const end = bytes.indexOf(`\r\n--${boundary}--`);
  return end >= 0 && bytes.subarray(end + boundary.length + 6).some((byte) => !WHITESPACE.has(byte));
}

/** The recipients of SMTP's own envelope; a post without a readable one still has the mail's headers. */
function readEnvelope(fields: Partial<Parts['fields']>) {
  const envelope = parseJson(textOf(fields.envelope));
  return envelopeSchema.catch({ to: [], from: '' }).parse(Array.isArray(envelope) ? envelope[0] : envelope);
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
