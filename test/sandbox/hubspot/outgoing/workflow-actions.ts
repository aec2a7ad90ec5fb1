import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../api/call.ts';
import { requireRecord } from '../crm/records.ts';
import { type OriginMap, reachable } from './origins.ts';
import { signV2 } from './signing.ts';

export const actionRequestSchema = z.object({
  url: z.string(),
  portalId: z.number().int(),
  contactId: z.string(),
  inputFields: z.record(z.string(), z.string()).default({}),
  /** Properties that the action's definition asks for. */
  objectProperties: z.array(z.string()).default([]),
  callbackId: z.string().optional(),
  workflowId: z.number().int().default(7100),
  actionDefinitionId: z.number().int().default(3300),
});
export type ActionRequest = z.input<typeof actionRequestSchema>;
export type ActionResult = { callbackId: string; status: number; body: unknown };

/** A workflow runs the app's custom action on a contact: one POST, signed v2 (custom workflow actions, reference). */
export async function callWorkflowAction(
  world: World,
  origins: OriginMap,
  given: ActionRequest,
): Promise<ActionResult> {
  const request = actionRequestSchema.parse(given);
  const contact = requireRecord(world, request.portalId, 'contacts', request.contactId);
  const callbackId = request.callbackId ?? `ap-${request.portalId}-${randomUUID()}`;
  const body = JSON.stringify({
    callbackId,
    origin: {
      portalId: request.portalId,
      actionDefinitionId: request.actionDefinitionId,
      actionDefinitionVersion: 1,
    },
    context: { source: 'WORKFLOWS', workflowId: request.workflowId },
    object: {
      objectId: Number(contact.id),
      objectType: 'CONTACT',
      properties: Object.fromEntries(request.objectProperties.map((name) => [name, contact.properties[name] ?? null])),
    },
    inputFields: request.inputFields,
  });
  const signed = { secret: world.app.clientSecret, method: 'POST', uri: request.url, body };
  const response = await fetch(reachable(request.url, origins), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signV2(signed) },
    body,
    redirect: 'manual',
  });
  const text = await response.text();
  return { callbackId, status: response.status, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
