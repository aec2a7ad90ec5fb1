import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { PortalSettings, SettingsView } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';

export type PortalProps = { settings: SettingsView; onChanged: (portal: PortalSettings) => void };

/** Each choice is saved as it is made; a refusal brings the old one back. */
export function usePortalSettings({ settings, onChanged }: PortalProps) {
  const { api, words, tell } = usePage();
  const [picked, setPicked] = useState<Partial<PortalSettings>>({});
  const post = useCallback(
    (change: Partial<PortalSettings>, key: string) =>
      api.post<{ portal: PortalSettings }>('/settings', { key, settings: change }),
    [api],
  );
  const save = useAction(post, ({ portal }) => {
    tell(words.shared.personal.saved);
    setPicked({});
    onChanged(portal);
  });
  const failure = save.state.status === 'failed' ? save.state.failure : null;
  return {
    portal: failure ? settings.portal : { ...settings.portal, ...picked },
    readOnly: !settings.canChange || save.busy,
    failure,
    set: (change: Partial<PortalSettings>) => {
      setPicked(change);
      save.run(change);
    },
  };
}
