import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('a production start with nothing set names every variable, points to the sandbox and exits with 1', () => {
  const { PATH } = process.env;
  const run = spawnSync(process.execPath, ['server.ts'], { encoding: 'utf8', env: { PATH } });
  expect(run.status).toBe(1);
  for (const name of ['PUBLIC_URL', 'TOKEN_KEY', 'ENCRYPTION_KEYS', 'SENDGRID_API_KEY', 'HUBSPOT_CLIENT_SECRET']) {
    expect(run.stderr).toContain(`${name} is missing`);
  }
  expect(run.stderr).toContain('npm run sandbox');
  expect(run.stderr).not.toContain('    at ');
});
