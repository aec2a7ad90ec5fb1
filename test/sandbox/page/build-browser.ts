import { join } from 'node:path';
import { build } from 'vite';
import { onlyChunk } from '../../../lib/cli/build-cards.ts';

type Scripts = { main: string; worker: string };

let built: Promise<Scripts> | undefined;

/** The page's own scripts: what draws, and what runs the product's bundles. Built once a process, which takes seconds. */
export function buildBrowser(): Promise<Scripts> {
  built ??= buildBoth();
  return built;
}

async function buildBoth(): Promise<Scripts> {
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
