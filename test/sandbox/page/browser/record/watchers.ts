import { useMemo } from 'react';
import type { ContactView } from '../api.ts';

type Watcher = { properties: string[]; seen: string; callback: () => void };

/** Plays `onCrmPropertiesUpdate`: who watches which properties, and what they last heard. */
export function useWatchers() {
  return useMemo(() => {
    const watchers = new Set<Watcher>();
    const values = ({ groups }: ContactView, names: string[]) =>
      JSON.stringify(
        groups.flatMap(({ properties }) =>
          properties.filter(({ name }) => names.includes(name)).map(({ value }) => value),
        ),
      );
    return {
      /** Returns what ends it: a card that has gone is told of nothing, and stops nobody else from being told. */
      watch(properties: string[], callback: () => void): () => void {
        const watcher = { properties, seen: '', callback };
        watchers.add(watcher);
        return () => void watchers.delete(watcher);
      },
      tell(contact: ContactView) {
        for (const watcher of watchers) {
          const now = values(contact, watcher.properties);
          const before = watcher.seen;
          watcher.seen = now;
          if (before !== now) watcher.callback();
        }
      },
    };
  }, []);
}
