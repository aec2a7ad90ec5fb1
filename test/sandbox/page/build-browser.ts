import { join } from 'node:path';
import { build } from 'vite';
import { onlyChunk } from '../../../lib/cli/build-cards.ts';

/** The page's own scripts: what draws, and what runs the product's bundles. */
export async function buildBrowser(): Promise<{ main: string; worker: string }> {
  const [main, worker] = await Promise.all([script('main.tsx'), script('worker.ts')]);
  return { main, worker };
}

async function script(entry: string): Promise<string> {
  const root = join(import.meta.dirname, 'browser');
  return onlyChunk(
    await build({
      root,
      configFile: false,
      mode: 'production',
      logLevel: 'warn',
      define: { 'process.env.NODE_ENV': '"production"' },
      oxc: { jsx: { runtime: 'automatic', development: false } },
      build: {
        lib: { entry: join(root, entry), name: 'sandboxPage', formats: ['iife'], fileName: () => entry },
        write: false,
        minify: false,
      },
    }),
  );
}
