import { createVerify, type KeyObject } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { SPOOL_MODE, type Spool } from './spool.ts';

/** What SendGrid signs, checked over the bytes as they came: the time of the stamp, and whether one of our keys made it. */
export type Stamp = { stamped: number; signed: boolean };

/** `size`: the bytes that came. */
export type ArrivedPost = Stamp & { size: number } & ({ body: Buffer } | { body: null; file: SpooledBody });

/** A body on disk, cut at the size limit: its bytes, and what reads them in pieces of about a megabyte. */
export type SpooledBody = { size: number; pieces: () => AsyncIterable<Buffer>; remove: () => Promise<void> };

export type ArrivingOptions = {
  keys: KeyObject[];
  spool: Spool;
  /** Up to here a body stays in memory. */
  smallBytes: number;
  /** Bytes that are kept. */
  maxBytes: number;
  /** Told once this is known to be a large one; what it throws ends the taking. */
  enterLarge: () => void;
};

const PIECE = 1_000_000;

/**
 * Takes a post's body while the signature's digests run over it: a small one into memory, what is larger into a file. A
 * file costs a dozen calls, which for a mail of 9 kB is more than all the rest.
 */
export async function takePost(
  request: IncomingMessage,
  { keys, spool, smallBytes, maxBytes, enterLarge }: ArrivingOptions,
): Promise<ArrivedPost> {
  const check = createStampCheck(request, keys);
  let size = 0;
  async function* arriving() {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      check.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  const incoming = arriving();
  const begun: Buffer[] = [];
  for (let next = await incoming.next(); !next.done; next = await incoming.next()) {
    begun.push(next.value);
    if (size > smallBytes) break;
  }
  if (size <= smallBytes) return { ...check.end(), size, body: Buffer.concat(begun) };

  enterLarge();
  const { file, remove } = await spool.newFile();
  async function* kept() {
    let room = maxBytes;
    const cut = (chunk: Buffer) => {
      const part = chunk.subarray(0, room);
      room -= part.length;
      return part;
    };
    for (const chunk of begun.splice(0)) yield cut(chunk);
    for await (const chunk of incoming) yield cut(chunk);
  }
  try {
    await pipeline(kept, createWriteStream(file, { mode: SPOOL_MODE }));
  } catch (error) {
    await remove();
    throw error;
  }
  const pieces = () => createReadStream(file, { highWaterMark: PIECE });
  return { ...check.end(), size, body: null, file: { pieces, size: Math.min(size, maxBytes), remove } };
}

function createStampCheck({ headers }: IncomingMessage, keys: KeyObject[]) {
  const timestamp = String(headers['x-twilio-email-event-webhook-timestamp'] ?? '');
  const signature = String(headers['x-twilio-email-event-webhook-signature'] ?? '');
  const verifiers = keys.map((key) => ({ key, verifier: createVerify('sha256').update(timestamp) }));
  return {
    update(chunk: Buffer) {
      for (const { verifier } of verifiers) verifier.update(chunk);
    },
    end(): Stamp {
      const signed = verifiers.some(({ key, verifier }) => {
        try {
          return verifier.verify(key, signature, 'base64');
        } catch {
          return false;
        }
      });
      return { stamped: Number(timestamp || Number.NaN) * 1000, signed };
    },
  };
}
