import type { createRenderer } from '@hubspot/ui-extensions/testing';
import { type ReactNode, useState } from 'react';
import { onTestFinished } from 'vitest';

/**
 * Renders as HubSpot's renderer does, and takes the node away when the test ends: a page that stays mounted looks again
 * every ten seconds, and its requests are counted by the tests after it.
 */
export function mount(renderer: Pick<ReturnType<typeof createRenderer>, 'render'>, node: ReactNode): void {
  let leave = () => {};
  function Mounted() {
    const [mounted, setMounted] = useState(true);
    leave = () => setMounted(false);
    return mounted ? node : null;
  }
  renderer.render(<Mounted />);
  onTestFinished(() => leave());
}
