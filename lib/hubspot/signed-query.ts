/** What HubSpot's proxy appends to a card's request ("Fetching data"); everything else of a query is the card's own. */
const APPENDED = ['portalId', 'userId', 'userEmail', 'appId'] as const;

export type SignedQuery = {
  caller: Record<(typeof APPENDED)[number], string>;
  /** What the card asked; a name given twice counts once, with its last value. */
  own: Record<string, string>;
};

/**
 * Reads the raw target of a request that HubSpot signed. Null unless each appended name stands there exactly once, however
 * it is escaped: whoever is signed in chooses the address that HubSpot appends to and signs, so a second `portalId`, or a
 * thousand other names in front of the appended ones, which query parsers stop at, would make him somebody else.
 */
export function readSignedQuery(target: string): SignedQuery | null {
  // A fragment never travels; one that does could hide what was appended behind it.
  if (target.includes('#')) return null;
  const start = target.indexOf('?');
  if (start < 0) return null;
  const query = new URLSearchParams(target.slice(start + 1));
  const caller: Partial<SignedQuery['caller']> = {};
  for (const name of APPENDED) {
    const values = query.getAll(name);
    if (values.length !== 1) return null;
    caller[name] = values[0];
    query.delete(name);
  }
  return { caller: caller as SignedQuery['caller'], own: Object.fromEntries(query) };
}
