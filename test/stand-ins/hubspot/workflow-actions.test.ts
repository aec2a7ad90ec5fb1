import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../sandbox/clock/clock.ts';
import type { ActionRequest } from '../../sandbox/hubspot/outgoing/workflow-actions.ts';
import { type HubSpotStandIn, startHubSpot } from '../../sandbox/hubspot/server.ts';
import { contactIds } from '../support/hubspot.ts';
import { startReceiver } from '../support/receiver.ts';

const APP = 'https://app.example';
let hubspot: HubSpotStandIn;
let app: Awaited<ReturnType<typeof startReceiver>>;

async function start(statuses: number[] = []) {
  app = await startReceiver(statuses, { outputFields: {} });
  hubspot = await startHubSpot({ clock: createClock(), origins: { [APP]: app.url } });
}
beforeEach(() => start());
afterEach(async () => {
  await hubspot.close();
  await app.close();
});

const run = (more: Partial<ActionRequest> = {}) =>
  hubspot.callAction({
    url: `${APP}/webhooks/workflow-actions/send-tracked-email`,
    portalId: hubspot.portal().id,
    contactId: contactIds(hubspot)[0]!,
    inputFields: { subject: 'Prices', body: 'Hello' },
    ...more,
  });
const contexts = () => app.received.map(({ body }) => JSON.parse(body.toString()).context.source);

describe('a workflow calls an action of the app', () => {
  test.each([
    ['an input that the definition does not have', { subject: 'A', body: 'B', colour: 'red' }, /no input colour/],
    ['a required input left empty', { subject: 'A' }, /body is required/],
    ['an owner that the account does not have', { subject: 'A', body: 'B', sender: '1' }, /offers no 1/],
  ])('not with %s', async (_what, inputFields, why) => {
    await expect(run({ inputFields: inputFields as Record<string, string> })).rejects.toThrow(why);
    expect(app.received).toHaveLength(0);
  });

  test.each([500, 503, 429])('again after %i, with the same callback', async (status) => {
    await app.close();
    await hubspot.close();
    await start([status, 200]);
    expect(await run()).toMatchObject({ status: 200, attempts: 2 });
    const ids = app.received.map(({ body }) => JSON.parse(body.toString()).callbackId);
    expect(new Set(ids).size).toBe(1);
  });

  test('from a workflow, from its test run, and from an agent', async () => {
    await run();
    await run({ context: 'TEST' });
    await run({ context: 'AGENTS' });
    expect(contexts()).toEqual(['WORKFLOWS', 'TEST', 'AGENTS']);
  });
});
