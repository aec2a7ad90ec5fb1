import type { createRenderer } from '@hubspot/ui-extensions/testing';
import { type ReactNode, useState } from 'react';
import { onTestFinished } from 'vitest';

type Renderer = Pick<ReturnType<typeof createRenderer>, 'render' | 'waitFor'>;

// HubSpot's own limit is a second, which a busy machine does not keep.
const PATIENCE = { timeoutInMs: 10_000 };

/**
 * Renders as HubSpot's renderer does, and takes the node away when the test ends: a page that stays mounted looks again
 * every ten seconds, and its requests are counted by the tests after it. From then on the renderer waits for ten seconds.
 */
export function mount(renderer: Renderer, node: ReactNode): void {
  let leave = () => {};
  function Mounted() {
    const [mounted, setMounted] = useState(true);
    leave = () => setMounted(false);
    return mounted ? node : null;
  }
  const { waitFor } = renderer;
  renderer.waitFor = (check, options) => waitFor(check, { ...PATIENCE, ...options });
  renderer.render(<Mounted />);
  onTestFinished(() => leave());
}
