/** One of a portal's people as they write to customers. */
export type Rep = { userId: string | null; ownerId: string | null; name: string; address: string };
