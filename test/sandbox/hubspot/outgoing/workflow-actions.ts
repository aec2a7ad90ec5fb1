import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  context: z.enum(['WORKFLOWS', 'TEST', 'AGENTS']).default('WORKFLOWS'),
  callbackId: z.string().optional(),
  workflowId: z.number().int().default(7100),
  actionDefinitionId: z.number().int().default(3300),
});
export type ActionRequest = z.input<typeof actionRequestSchema>;
/** `attempts`: how often HubSpot called until it had an answer that is not 429 or 5xx, or gave up for now. */
export type ActionResult = { callbackId: string; status: number; body: unknown; attempts: number };

const ATTEMPTS = 3;

/** A workflow runs the app's custom action on a contact: one POST, signed v2 (custom workflow actions, reference). */
export async function callWorkflowAction(
  world: World,
  origins: OriginMap,
  given: ActionRequest,
): Promise<ActionResult> {
  const request = actionRequestSchema.parse(given);
  const definition = definitionOf(request.url);
  checkInputs(world, request.portalId, definition, request.inputFields);
  const contact = requireRecord(world, request.portalId, 'contacts', request.contactId);
  const callbackId = request.callbackId ?? `ap-${request.portalId}-${randomUUID()}`;
  const body = JSON.stringify({
    callbackId,
    origin: {
      portalId: request.portalId,
      actionDefinitionId: request.actionDefinitionId,
      actionDefinitionVersion: 1,
    },
    context: { source: request.context, workflowId: request.workflowId },
    object: {
      objectId: Number(contact.id),
      objectType: 'CONTACT',
      properties: Object.fromEntries(
        definition.objectRequestOptions.properties.map((name) => [name, contact.properties[name] ?? null]),
      ),
    },
    inputFields: request.inputFields,
  });
  const signed = { secret: world.app.clientSecret, method: 'POST', uri: request.url, body };
  const once = () =>
    fetch(reachable(request.url, origins), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signV2(signed) },
      body,
      redirect: 'manual',
    });
  let response = await once();
  let attempts = 1;
  for (; attempts < ATTEMPTS && (response.status === 429 || response.status >= 500); attempts++)
    response = await once();
  const answer = parsed(await response.text());
  blockWhereAsked(world, { callbackId, portalId: request.portalId }, response.status, answer);
  return { callbackId, status: response.status, body: answer, attempts };
}

const definitionSchema = z.object({
  actionUrl: z.string(),
  objectRequestOptions: z.object({ properties: z.array(z.string()) }).default({ properties: [] }),
  inputFields: z.array(
    z.object({
      typeDefinition: z.object({
        name: z.string(),
        type: z.string(),
        options: z.array(z.object({ value: z.string() })).optional(),
        referencedObjectType: z.string().optional(),
      }),
      isRequired: z.boolean().default(false),
    }),
  ),
});
type Definition = z.output<typeof definitionSchema>;
const FOLDER = join(import.meta.dirname, '../../../../app/workflow-actions');

/** The action as the app's own project declares it. */
function definitionOf(url: string): Definition {
  const { pathname } = new URL(url);
  const configs = readdirSync(FOLDER).map((name) =>
    definitionSchema.parse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')).config),
  );
  const found = configs.find(({ actionUrl }) => actionUrl.endsWith(pathname));
  if (!found) throw new Error(`No workflow action of the app has the address ${pathname}.`);
  return found;
}

/** The workflow editor lets nobody leave a required input empty, nor give one that the definition does not have. */
function checkInputs(world: World, portalId: number, { inputFields }: Definition, given: Record<string, string>): void {
  const known = new Map(inputFields.map((field) => [field.typeDefinition.name, field]));
  for (const name of Object.keys(given)) if (!known.has(name)) throw new Error(`The action has no input ${name}.`);
  for (const [name, { isRequired, typeDefinition }] of known) {
    const value = given[name] ?? '';
    if (value === '') {
      if (isRequired) throw new Error(`The action's input ${name} is required.`);
      continue;
    }
    const owners = world.state.portals.get(String(portalId))?.owners ?? [];
    const isRight =
      typeDefinition.referencedObjectType === 'OWNER'
        ? owners.some(({ id }) => id === value)
        : typeDefinition.type === 'number'
          ? Number.isFinite(Number(value))
          : !typeDefinition.options || typeDefinition.options.some((option) => option.value === value);
    if (!isRight) throw new Error(`The editor offers no ${value} for ${name}.`);
  }
}

const blocked = z.object({
  outputFields: z.object({
    hs_execution_state: z.literal('BLOCK'),
    hs_expiration_duration: z
      .string()
      .regex(/^P(\d+)D$/)
      .default('P7D'),
  }),
});

/** The contact's workflow stands still here until the callback is completed or the time is over. */
function blockWhereAsked(
  world: World,
  { callbackId, portalId }: { callbackId: string; portalId: number },
  status: number,
  answer: unknown,
): void {
  const asked = status === 200 ? blocked.safeParse(answer) : null;
  if (!asked?.success) return;
  const days = Number(asked.data.outputFields.hs_expiration_duration.slice(1, -1));
  const expiresAt = new Date(world.clock.now().getTime() + days * 86_400_000).toISOString();
  world.state.blocked.put(callbackId, { id: callbackId, portalId, expiresAt, outputFields: null });
}

export type BlockedWorkflow = { state: 'blocked' | 'expired' | 'went on'; outputFields: Record<string, string> };

/** Where a contact's workflow is that was blocked, or null where none was. */
export function blockedWorkflow(world: World, callbackId: string): BlockedWorkflow | null {
  const found = world.state.blocked.get(callbackId);
  if (!found) return null;
  if (found.outputFields) return { state: 'went on', outputFields: found.outputFields };
  return { state: new Date(found.expiresAt) <= world.clock.now() ? 'expired' : 'blocked', outputFields: {} };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
