import type { Author } from '../portals/author.ts';
import { type ForwardAddressOwner, recordRequest } from '../portals/forward-addresses.ts';
import type { Tx } from '../queue.ts';
import { addEffects } from './add-effects.ts';

/** Asks an address by mail whether it wants the forwards of a user or of the whole portal. */
export async function askForwardAddress(
  tx: Tx,
  { address, by, ...owner }: ForwardAddressOwner & { address: string; by: Author },
  now: Date,
): Promise<void> {
  const id = await recordRequest(tx.sql, { ...owner, address, by }, now);
  const { portalId, userId } = owner;
  await addEffects(tx, [{ portalId, kind: 'confirmation', key: `confirmation:${id}`, details: { userId } }], now);
}
