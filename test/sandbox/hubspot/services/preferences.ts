import type { World } from '../api/call.ts';
import { API_VERSION, type ApiCall, batchAnswer, bodyObject, type Route } from '../api/call.ts';
import { invalid } from '../api/refusal.ts';
import { findContactByEmail, updateRecord } from '../crm/records.ts';
import type { ChangeSource } from '../model.ts';

const BASE = `/communication-preferences/${API_VERSION}/statuses`;

/** Unsubscribing an address from all e-mail, one or up to 100 at once. */
export const preferenceRoutes: Route[] = [
  {
    method: 'post',
    paths: [`${BASE}/batch/unsubscribe-all`],
    scopes: [['communication_preferences.statuses.batch.write']],
    handle: unsubscribeBatch,
  },
  {
    method: 'post',
    paths: [`${BASE}/:address/unsubscribe-all`, '/communication-preferences/v4/statuses/:address/unsubscribe-all'],
    scopes: [['communication_preferences.read_write', 'communication_preferences.write']],
    handle: unsubscribeOne,
  },
  {
    method: 'get',
    paths: [`${BASE}/:address/unsubscribe-all`],
    scopes: [['communication_preferences.read_write', 'communication_preferences.read']],
    handle: readStatus,
  },
];

export function optOut(world: World, portalId: number, email: string, source: ChangeSource): void {
  const address = email.toLowerCase();
  world.state.optOuts.put(`${portalId}/${address}`, { portalId, email: address, at: world.clock.now().toISOString() });
  const contact = findContactByEmail(world, portalId, address);
  if (contact) updateRecord(world, contact, { hs_email_optout: 'true' }, source);
}

function requireAddress(address: string): string {
  if (!/^[^\s@;,<>]+@[^\s@;,<>]+\.[^\s@;,<>]+$/.test(address)) throw invalid(`Invalid email address: ${address}`);
  return address;
}

function requireEmailChannel(call: ApiCall): void {
  if (call.query.get('channel') !== 'EMAIL') throw invalid('Query parameter channel has to be EMAIL');
}

function unsubscribeOne(call: ApiCall) {
  requireEmailChannel(call);
  const address = requireAddress(call.params.address ?? '');
  optOut(call.world, call.portal.id, address, call.source);
  return batchAnswer(200, call.world.clock.now(), [viewStatus(call, address)]);
}

function unsubscribeBatch(call: ApiCall) {
  requireEmailChannel(call);
  const { inputs } = bodyObject(call);
  if (!Array.isArray(inputs) || inputs.length === 0 || inputs.some((input) => typeof input !== 'string')) {
    throw invalid('Invalid input JSON: inputs has to be a list of addresses');
  }
  if (inputs.length > 100) throw invalid('The maximum number of inputs supported in a batch request is 100');
  for (const address of inputs as string[]) requireAddress(address);
  for (const address of inputs as string[]) optOut(call.world, call.portal.id, address, call.source);
  const results = (inputs as string[]).map((address) => ({
    subscriberIdString: address,
    statuses: [viewStatus(call, address)],
  }));
  return batchAnswer(200, call.world.clock.now(), results);
}

function readStatus(call: ApiCall) {
  requireEmailChannel(call);
  const { source: _source, subscriptionId: _id, ...status } = viewStatus(call, call.params.address ?? '');
  return batchAnswer(200, call.world.clock.now(), [{ ...status, wideStatusType: 'PORTAL_WIDE' }]);
}

function viewStatus(call: ApiCall, address: string) {
  const known = call.world.state.optOuts.get(`${call.portal.id}/${address.toLowerCase()}`);
  return {
    channel: 'EMAIL',
    source: 'PUBLIC_API',
    status: known ? 'UNSUBSCRIBED' : 'NOT_SPECIFIED',
    subscriberIdString: address,
    subscriptionId: 0,
    timestamp: known?.at ?? call.world.clock.now().toISOString(),
  };
}
