import { expect, test } from 'vitest';
import { SCOPES } from '../../sandbox/hubspot/seed.ts';
import { contactIds, EMAILS, NOTES, noteFor, startWithApp } from '../support/hubspot.ts';

test('an account without them refuses emails, events and files, each by name', async () => {
  const minimal = await startWithApp({ portal: { grantableScopes: SCOPES.minimal } });
  const [id] = contactIds(minimal.hubspot);
  minimal.hubspot.registerEventTypes([{ name: 'reply_received', properties: [] }]);
  const refused: [string, string, unknown, string[]][] = [
    ['POST', EMAILS, { properties: { hs_timestamp: '0' }, associations: [] }, ['sales-email-read']],
    ['GET', EMAILS, undefined, ['sales-email-read']],
    [
      'POST',
      '/integrators/timeline/2026-03/events',
      { eventTypeName: 'reply_received', id: '1', objectId: id, properties: {} },
      ['timeline', 'timeline.write'],
    ],
    ['POST', '/files/2026-09/files', {}, ['files']],
  ];
  for (const [method, path, body, scopes] of refused) {
    const answer = await minimal.call(method, path, body);
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({
      category: 'MISSING_SCOPES',
      errors: [{ context: { requiredGranularScopes: scopes } }],
    });
  }
  expect((await minimal.call('POST', NOTES, noteFor(id!, 'x'))).status).toBe(201);
  await minimal.hubspot.close();
});
