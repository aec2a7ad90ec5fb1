import { API_VERSION, type ApiCall, batchInputs, bodyObject, type Route, requireString } from '../api/call.ts';
import { invalid, notFound } from '../api/refusal.ts';

const BASE = `/automation/actions/callbacks/${API_VERSION}`;
const SCOPES = [['automation']];

/** Completing a blocked workflow action, one or many. */
export const automationRoutes: Route[] = [
  { method: 'post', paths: [`${BASE}/complete`], scopes: SCOPES, handle: completeBatch },
  {
    method: 'post',
    paths: [`${BASE}/:callbackId/complete`, '/automation/v4/actions/callbacks/:callbackId/complete'],
    scopes: SCOPES,
    handle: completeOne,
  },
];

function completeOne(call: ApiCall) {
  complete(call, call.params.callbackId ?? '', bodyObject(call));
  return { status: 204 };
}

function completeBatch(call: ApiCall) {
  for (const input of batchInputs(call)) complete(call, requireString(input, 'callbackId'), input);
  return { status: 204 };
}

function complete(call: ApiCall, id: string, { outputFields, typedOutputs }: Record<string, unknown>): void {
  const lacksTypes = call.version === API_VERSION && (typeof typedOutputs !== 'object' || typedOutputs === null);
  if (typeof outputFields !== 'object' || outputFields === null || lacksTypes) {
    throw invalid('Invalid input JSON: Some required fields were not set: [outputFields, typedOutputs]');
  }
  const state = (outputFields as Record<string, unknown>).hs_execution_state;
  if (state !== 'SUCCESS' && state !== 'FAIL_CONTINUE')
    throw invalid('hs_execution_state has to be SUCCESS or FAIL_CONTINUE');
  const waiting = call.world.state.blocked.get(id);
  const isOver = !waiting || waiting.outputFields || new Date(waiting.expiresAt) <= call.world.clock.now();
  if (isOver || waiting.portalId !== call.portal.id) throw notFound(`There is no blocked execution ${id}`);
  call.world.state.blocked.put(id, { ...waiting, outputFields: outputFields as Record<string, string> });
}
