import type { PortalSettings } from '../lib/portals/settings.ts';
import type { Caller } from './caller.ts';

/** Who may change the portal's settings: everybody, until somebody names editors. */
export const canChange = ({ portal, userId }: Caller): boolean =>
  portal.settings.editors.length === 0 || portal.settings.editors.includes(userId);

/** Whoever names editors stays one: otherwise the next click would find the door locked from inside. */
export function withSelf(settings: Partial<PortalSettings>, { userId }: Caller): Partial<PortalSettings> {
  const { editors } = settings;
  if (!editors || editors.length === 0 || editors.includes(userId)) return settings;
  return { ...settings, editors: [...editors, userId] };
}
