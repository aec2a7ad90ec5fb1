import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

// What needs no database and no server: reading mail, analyzing it, and the pages that HubSpot hosts.
const UNIT = ['test/{analysis,app,mail}/**/*.test.{ts,tsx}'];

export default defineConfig({
  test: {
    globalSetup: ['test/support/openapi.ts'],
    setupFiles: ['test/support/seeds.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One line a file; a test has a line of its own where it fails or takes above 5 s.
    slowTestThreshold: 5_000,
    // Vitest leaves one core to itself, which halves the speed of a machine with two.
    maxWorkers: availableParallelism(),
    // A worker runs file after file: it loads each module once, and takes a test database again.
    isolate: false,
    projects: [
      { extends: true, test: { name: 'unit', include: UNIT } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, ...UNIT],
          globalSetup: ['test/support/prepare-database.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
