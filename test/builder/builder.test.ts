import { describe, expect, test } from 'vitest';
import { type Bundle, buildCards, MAX_BUNDLE_BYTES } from '../../lib/cli/build-cards.ts';
import { buildAsHubSpot, hasBuilder } from './hubspot-build.ts';

if (!hasBuilder) {
  process.stderr.write('\nSKIPPED: HubSpot’s own builder is not installed (npm ci --prefix test/builder).\n\n');
}

function expectGoodBundles(bundles: Bundle[]): void {
  const uids = bundles.map(({ uid }) => uid).sort();
  expect(uids).toEqual([
    'create_reply_addresses',
    'reply_contact_preview_card',
    'reply_help_desk_card',
    'reply_home',
    'reply_record_preview_card',
    'reply_record_sidebar_card',
    'reply_record_tab_card',
    'reply_settings',
    'reply_sidebar_card',
    'reply_tab_card',
  ]);
  for (const { uid, code } of bundles) {
    expect({ uid, fits: Buffer.byteLength(code) < MAX_BUNDLE_BYTES }).toEqual({ uid, fits: true });
    // HubSpot's worker gives React and Remote UI as globals and knows no `require`.
    expect(code).not.toMatch(/require\(["'](react|@remote-ui)/);
    expect(code).toContain('extend_V2');
  }
}

test('our own build gives every bundle under 150 kB', async () => {
  expectGoodBundles(await buildCards());
});

describe.skipIf(!hasBuilder)('HubSpot’s own builder', { timeout: 180_000 }, () => {
  test('builds every bundle from the upload alone, each under 150 kB', async () => {
    expectGoodBundles(await buildAsHubSpot());
  });
});
