import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedCall } from '../sandbox/hubspot/api/recorder.ts';
import { validateRecorded } from '../sandbox/hubspot/openapi.ts';

/**
 * Keeps the product's calls to one stand-in for the end of the run, where all are held against HubSpot's OpenAPI files at
 * once. What a test asked with an admin's own token is not the product's.
 */
export function keepCalls(calls: RecordedCall[]): void {
  const directory = process.env.RECORDED_CALLS;
  const own = calls.filter(({ client }) => client !== 'private');
  if (directory && own.length > 0) writeFileSync(join(directory, `${randomUUID()}.json`), JSON.stringify(own));
}

/** Vitest's global setup. The run fails where a request of the product's or an answer to it is not what HubSpot documents. */
export function setup(): (() => Promise<void>) | undefined {
  const openApi = process.env.OPENAPI_DIR;
  if (!openApi) {
    console.warn("\n!!! OPENAPI_DIR is not set: no request is held against HubSpot's own OpenAPI files.\n");
    return undefined;
  }
  const directory = mkdtempSync(join(tmpdir(), 'reply-tracking-calls-'));
  process.env.RECORDED_CALLS = directory;
  return async () => {
    const calls = readdirSync(directory).flatMap(
      (file) => JSON.parse(readFileSync(join(directory, file), 'utf8')) as RecordedCall[],
    );
    rmSync(directory, { recursive: true });
    const { validated, violations, uncovered } = await validateRecorded(calls, openApi);
    console.log(`HubSpot's OpenAPI files: ${validated} calls validated, ${violations.length} violations.`);
    for (const [call, times] of Object.entries(uncovered)) console.log(`  no file covers ${call} (${times})`);
    if (violations.length === 0) return;
    for (const { call, side, status, problems } of violations.slice(0, 20))
      console.error(`  ${call} ${status}, ${side}: ${problems.join('; ')}`);
    throw new Error(`${violations.length} calls differ from HubSpot's OpenAPI files`);
  };
}
