/**
 * The words of text/enriched (RFC 1896): a single line break is a space, of several one goes, `<<` is a bracket, and the
 * commands between brackets go with the parameters they carry.
 */
export function enrichedToText(source: string): string {
  return source
    .replace(/\n+/g, (breaks) => (breaks.length === 1 ? ' ' : breaks.slice(1)))
    .replace(/<param>[^<]*<\/param>|<<|<\/?[a-z][a-z0-9-]{0,59}>/gi, (found) => (found === '<<' ? '<' : ''));
}
