/** Public origin → where it is really served, e.g. `https://app.example` → `http://127.0.0.1:4100`. */
export type OriginMap = Record<string, string>;

/** The address to connect to for a public URL. What is signed stays the public one. */
export function reachable(url: string, origins: OriginMap): string {
  const { origin, pathname, search } = new URL(url);
  return `${origins[origin] ?? origin}${pathname}${search}`;
}
