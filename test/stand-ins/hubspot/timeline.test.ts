import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HubSpotStandIn } from '../../sandbox/hubspot/server.ts';
import { type Call, contactIds, NOTES, noteFor, startWithApp } from '../support/hubspot.ts';

let hubspot: HubSpotStandIn;
let call: Call;
let first: string;

beforeEach(async () => {
  ({ hubspot, call } = await startWithApp());
  [first] = contactIds(hubspot) as [string];
});
afterEach(() => hubspot.close());

describe('the timeline', () => {
  test('the timeline has the newest first, events among them', async () => {
    hubspot.registerEventTypes([{ name: 'reply_received', properties: [{ name: 'channel', type: 'string' }] }]);
    await call('POST', NOTES, noteFor(first, 'old', '2026-11-01T00:00:00Z'));
    await call('POST', NOTES, noteFor(first, 'new', '2026-11-03T00:00:00Z'));
    const event = { eventTypeName: 'reply_received', id: 'e1', objectId: first, properties: { channel: 'email' } };
    await call('POST', '/integrators/timeline/2026-03/events', { ...event, timestamp: '2026-11-02T00:00:00Z' });
    expect(hubspot.timeline(first).map(({ kind, at }) => [kind, at.slice(0, 10)])).toEqual([
      ['note', '2026-11-03'],
      ['event', '2026-11-02'],
      ['note', '2026-11-01'],
    ]);
  });

  test('events are atomic, and an id is taken once', async () => {
    hubspot.registerEventTypes([
      { name: 'analyzed', properties: [{ name: 'type', type: 'enumeration', options: ['standard'] }] },
    ]);
    const path = '/integrators/timeline/2026-03/events/batch';
    const event = (id: string, type = 'standard') => ({
      eventTypeName: 'analyzed',
      id,
      objectId: first,
      properties: { type },
    });
    expect((await call('POST', path, { inputs: [event('a'), event('b', 'urgent')] })).status).toBe(400);
    expect(hubspot.timeline(first)).toHaveLength(0);
    expect((await call('POST', path, { inputs: [event('a'), event('b')] })).status).toBe(200);
    expect((await call('POST', path, { inputs: [event('b'), event('c')] })).status).toBe(409);
    expect((await call('POST', path, { inputs: Array.from({ length: 501 }, (_, n) => event(`x${n}`)) })).status).toBe(
      400,
    );
    expect(hubspot.timeline(first)).toHaveLength(2);
  });
});
