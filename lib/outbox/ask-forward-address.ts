import type { Author } from '../portals/author.ts';
import { type ForwardAddressOwner, recordRequest } from '../portals/forward-addresses.ts';
import type { Tx } from '../queue.ts';
import { addEffects } from './add-effects.ts';

/** The confirmation mail goes to whatever address somebody types in: it must not become a way to mail strangers. */
const MOST_A_DAY = { user: 5, portal: 20 };
const SAME_ADDRESS_MS = 3_600_000;

export class TooManyConfirmationsError extends Error {
  constructor() {
    super('Too many confirmation emails were asked for. Wait an hour, or a day, and look into the mailbox meanwhile.');
    this.name = 'TooManyConfirmationsError';
  }
}

/**
 * Asks an address by mail whether it wants the forwards of a user or of the whole portal. Throws TooManyConfirmationsError
 * above five a day and user, twenty a portal, or one an hour and address, whichever portal asked it.
 */
export async function askForwardAddress(
  tx: Tx,
  { address, by, ...owner }: ForwardAddressOwner & { address: string; by: Author },
  now: Date,
): Promise<void> {
  const { portalId, userId } = owner;
  const asked = { userId, by: by.userId ?? by.name, address: address.toLowerCase() };
  await refuseTooMany(tx, portalId, asked, now);
  const id = await recordRequest(tx.sql, { ...owner, address, by }, now);
  await addEffects(tx, [{ portalId, kind: 'confirmation', key: `confirmation:${id}`, details: asked }], now);
}

async function refuseTooMany(tx: Tx, portalId: number, asked: { by: string; address: string }, now: Date) {
  // One at a time a portal, so that two requests at once cannot both be the last one allowed.
  await tx.sql`select 1 from portals where portal_id = ${portalId} for no key update`;
  const [sent] = await tx.sql<{ portal: number; user: number; address: number }[]>`
    select (count(*) filter (where portal_id = ${portalId}))::integer as portal,
           (count(*) filter (where portal_id = ${portalId} and details->>'by' = ${asked.by}))::integer as user,
           (count(*) filter (where details->>'address' = ${asked.address}
             and created_at > ${new Date(now.getTime() - SAME_ADDRESS_MS)}))::integer as address
    from effects
    where kind = 'confirmation' and created_at > ${new Date(now.getTime() - 86_400_000)}`;
  if (!sent) return;
  if (sent.portal >= MOST_A_DAY.portal || sent.user >= MOST_A_DAY.user || sent.address > 0) {
    throw new TooManyConfirmationsError();
  }
}
