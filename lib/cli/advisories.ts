import { spawnSync } from 'node:child_process';
import { z } from 'zod';

/**
 * `node lib/cli/advisories.ts`: known weaknesses of the packages that run in production. Fails where the registry names a
 * high or critical one; where it does not answer, that is said, and no check of today is red for it.
 */
const PATIENCE_MS = 30_000;
const report = z.object({
  metadata: z.object({ vulnerabilities: z.object({ high: z.number(), critical: z.number() }) }),
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string() })),
});

const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0'];
const { stdout } = spawnSync('npm', args, { encoding: 'utf8', timeout: PATIENCE_MS });
const read = report.safeParse(jsonOf(stdout));
if (!read.success) {
  process.stderr.write(
    '!!! npm audit: the registry did not answer, so no advisory was checked. Run it again where it does.\n',
  );
} else {
  const { high, critical } = read.data.metadata.vulnerabilities;
  const grave = Object.entries(read.data.vulnerabilities).filter(([, { severity }]) => /high|critical/.test(severity));
  for (const [name, { severity }] of grave) process.stderr.write(`${name}: ${severity}\n`);
  process.stdout.write(`npm audit: ${high + critical} high or critical advisories for what runs in production.\n`);
  process.exitCode = high + critical > 0 ? 1 : 0;
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
