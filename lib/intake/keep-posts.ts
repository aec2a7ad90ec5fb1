import type { Logger } from 'pino';
import type { Keyring, Sealed } from '../keyring.ts';
import type { Tx } from '../queue.ts';
import { recordInboundOutcome, storeInboundPiece, storeInboundPieces } from './inbound.ts';
import { quarantine } from './quarantine.ts';
import { type Arrival, takeIn } from './turns.ts';

export type SmallPost = Omit<Arrival, 'keyId'> & { sealed: Sealed };
/** `size` is what came; where the file holds less, the rest was cut off. */
export type LargePost = Omit<Arrival, 'keyId'> & { file: { size: number; pieces: () => AsyncIterable<Buffer> } };

/** Keeps small posts that came together, with the jobs that place them; returns their ids in the same order. */
export async function keepTogether(
  { sql, enqueue }: Tx,
  posts: SmallPost[],
  { signingKey }: { signingKey: Buffer },
): Promise<string[]> {
  const arrivals = posts.map(({ sealed, ...post }) => ({ ...post, keyId: sealed.keyId }));
  const taken = await takeIn(sql, arrivals, signingKey);
  // Not awaited one by one: they go down the connection together.
  await Promise.all(taken.map(({ id }, n) => storeInboundPiece(sql, id, 0, posts[n]!.sealed.bytes)));
  for (const { id: inboundId, turn } of taken) enqueue('place', { inboundId }, { priority: -turn });
  return taken.map(({ id }) => id);
}

/** Keeps one post from where it lies; one that is larger than what is kept of it goes to the operator's quarantine. */
export async function keepLarge(
  { sql, enqueue }: Tx,
  { size, file, ...post }: LargePost,
  { signingKey, keyring, log }: { signingKey: Buffer; keyring: Keyring; log: Logger },
): Promise<string> {
  const { receivedAt } = post;
  const [taken] = await takeIn(sql, [{ ...post, size: file.size, keyId: keyring.current }], signingKey);
  const { id: inboundId, turn } = taken!;
  await storeInboundPieces(sql, inboundId, file.pieces(), keyring);
  if (size <= file.size) {
    enqueue('place', { inboundId }, { priority: -turn });
    return inboundId;
  }
  const reason = 'too_large';
  await quarantine(sql, { inboundId, portalId: null, reason, fromAddress: null, subject: null, receivedAt });
  await recordInboundOutcome(sql, inboundId, { state: 'quarantined', outcome: reason }, receivedAt);
  log.warn({ inboundId, reason, size }, 'a post was too large to read and is in the quarantine');
  return inboundId;
}
