import express, { type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { isErased, upsertContact } from '../lib/conversations/contacts.ts';
import { createReplyAddress } from '../lib/conversations/reply-addresses.ts';
import { deriveReplyToken, getReplyToken, type Rep } from '../lib/conversations/reply-tokens.ts';
import { lacksPostalAddress, queueTrackedSend } from '../lib/conversations/tracked-emails.ts';
import { beginWait } from '../lib/conversations/workflow-waits.ts';
import type { Sql } from '../lib/database/types.ts';
import { errorFacts } from '../lib/error-facts.ts';
import { HubSpotError } from '../lib/hubspot/errors.ts';
import { PortalDisconnectedError } from '../lib/hubspot/oauth/tokens.ts';
import type { PortalClient } from '../lib/hubspot/portal-client.ts';
import { chooseRep, readRecipient } from '../lib/hubspot/recipients.ts';
import { writeReplyAddress } from '../lib/hubspot/reply-address-property.ts';
import { workflowSignatureProblem } from '../lib/hubspot/signature.ts';
import type { Keyring } from '../lib/keyring.ts';
import { fillMergeFields } from '../lib/mail/outgoing/merge-fields.ts';
import { replyAddress } from '../lib/mail/own-marks/reply-address.ts';
import { type Portal, readPortal, UnknownPortalError } from '../lib/portals/portals.ts';
import { capabilitiesOf } from '../lib/portals/scopes.ts';
import type { Queue } from '../lib/queue.ts';
import { refuseQuery, signedRequest } from './hubspot-request.ts';
import type { CountRefusal } from './refusals.ts';
import {
  type ActionCall,
  type ActionResult,
  actionCall,
  addressInputs,
  block,
  fail,
  OUTCOMES,
  sendInputs,
  succeed,
  tried,
  waitInputs,
} from './workflow-action-call.ts';

export type WorkflowActionOptions = {
  sql: Sql;
  queue: Queue;
  /** With a timeout that leaves an action time to answer within 5 s. */
  portalClient: (portalId: number) => PortalClient;
  publicUrl: string;
  clientSecret: string;
  signingKey: Buffer;
  keyring: Keyring;
  replyDomain: string;
  now: () => Date;
  refused: CountRefusal;
  log: Logger;
};

/**
 * The app's workflow actions. HubSpot repeats a call on every 5xx for up to three days, so each is keyed by its
 * `callbackId`: 400 for inputs that will never do, 503 for what may work later, 200 for everything else.
 */
export function createWorkflowActions(options: WorkflowActionOptions): Router {
  const router = Router();
  router.use(refuseQuery, express.raw({ type: () => true, limit: '1mb' }));
  router.post('/send-tracked-email', (request, response) => answer(options, request, response, sendTrackedEmail));
  router.post('/create-reply-address', (request, response) => answer(options, request, response, giveReplyAddress));
  router.post('/wait-for-reply', (request, response) => answer(options, request, response, waitForReply));
  return router;
}

type Action = (options: WorkflowActionOptions, call: ActionCall, portal: Portal) => Promise<ActionResult>;

async function answer(
  options: WorkflowActionOptions,
  request: Request,
  response: Response,
  action: Action,
): Promise<void> {
  const { sql, publicUrl, clientSecret, now, refused, log } = options;
  const signed = signedRequest(request, publicUrl);
  const problem = workflowSignatureProblem(signed, { clientSecret, now: now() });
  if (problem) {
    refused('hubspot_signature');
    response.status(401).json({ message: 'This request is not from HubSpot.' });
    return;
  }
  try {
    const call = actionCall.parse(JSON.parse(Buffer.from(signed.body).toString('utf8')));
    const version = signed.signatureV3 ? 'v3' : 'v2';
    const answered =
      call.context.source === 'AGENTS'
        ? fail('This action is for workflows.')
        : await action(options, call, await readPortal(sql, call.origin.portalId));
    log.info(
      {
        portalId: call.origin.portalId,
        action: request.path,
        version,
        state: answered.outputFields.hs_execution_state,
      },
      'workflow action',
    );
    response.json(answered);
  } catch (error) {
    if (error instanceof z.ZodError) {
      response
        .status(400)
        .json({ message: error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') });
    } else if (error instanceof SyntaxError) response.status(400).json({ message: 'The body is not JSON.' });
    else if (error instanceof UnknownPortalError || error instanceof PortalDisconnectedError)
      response.json(fail(error.message));
    else {
      log.warn(
        { route: `${request.baseUrl}${request.path}`, err: errorFacts(error) },
        'a workflow action could not be carried out yet',
      );
      response.status(503).json({ message: 'Not possible right now; HubSpot will try again.' });
    }
  }
}

async function sendTrackedEmail(
  options: WorkflowActionOptions,
  call: ActionCall,
  portal: Portal,
): Promise<ActionResult> {
  const { queue, signingKey, keyring, now } = options;
  const { subject, body, sender: chosen } = sendInputs.parse(call.inputFields);
  const found = await whoToWhom(options, call, portal, chosen);
  if (!found.ok) return found.answer;
  const { recipient, rep } = found;
  const filled = filledFor(call, rep, { subject, body });
  // Raw fields in a customer's mailbox are worse than no mail: the workflow's history says which.
  if (filled.unresolved.length > 0) {
    const why = `Not filled in: ${filled.unresolved.join(', ')}. Give the field a value or a fallback, e.g. {{ contact.firstname | "there" }}.`;
    return succeed({ outcome: 'unresolved', reason: why });
  }
  if (await lacksPostalAddress(options.sql, portal)) {
    return fail('Add your company’s postal address in Reply Tracking’s settings before the first tracked email.');
  }
  if (call.context.source === 'TEST') return tried({ outcome: 'queued' });
  const key = `workflow:${call.callbackId}`;
  const email = { portal, recipient, rep, subject: filled.subject, text: filled.body, automated: true, key };
  const { outcome } = await queue.transact((tx) => queueTrackedSend(tx, email, { signingKey, keyring, now: now() }));
  return succeed({ outcome: OUTCOMES[outcome] });
}

/** Subject and text with the contact's and the sender's values in place of the merge fields. */
function filledFor(call: ActionCall, rep: Rep, { subject, body }: { subject: string; body: string }) {
  const own = Object.entries(call.object.properties ?? {}).map(([name, value]) => [`contact.${name}`, value]);
  const values = { ...Object.fromEntries(own), 'sender.name': rep.name, 'sender.email': rep.address };
  const [line, text] = [fillMergeFields(subject, values), fillMergeFields(body, values)];
  return { subject: line.text, body: text.text, unresolved: [...line.unresolved, ...text.unresolved] };
}

/** Stops the contact's workflow until a reply was analyzed, or the days are over; then HubSpot goes on by itself. */
async function waitForReply(options: WorkflowActionOptions, call: ActionCall, portal: Portal): Promise<ActionResult> {
  const { sql, now, portalClient } = options;
  const { days } = waitInputs.parse(call.inputFields);
  if (!capabilitiesOf(portal.scopes).workflows) {
    return fail('This account has not granted the permission "automation", without which no workflow can wait.');
  }
  if (call.context.source === 'TEST') return tried({ outcome: 'replied' });
  const { portalId } = portal;
  if (await isErased(sql, portalId, call.object.objectId)) return fail('The contact was erased.');
  const recipient = await readRecipient(portalClient(portalId), call.object.objectId);
  if (!recipient) return fail('The contact does not exist any more.');
  const contact = await upsertContact(sql, portalId, recipient, now());
  const expiresAt = new Date(now().getTime() + days * 86_400_000);
  await beginWait(sql, { portalId, contactId: contact.id, callbackId: call.callbackId, expiresAt }, now());
  return block(days);
}

async function giveReplyAddress(
  options: WorkflowActionOptions,
  call: ActionCall,
  portal: Portal,
): Promise<ActionResult> {
  const { sql, queue, signingKey, keyring, replyDomain, now, portalClient } = options;
  const { sender: chosen } = addressInputs.parse(call.inputFields);
  if (portal.propertyConflicts.includes('reply_address')) {
    return fail('This account has a property "reply_address" of its own. Rename it, then run the action again.');
  }
  if (portal.propertiesMissing.includes('reply_address')) {
    return fail(
      'This account has no room for the property "reply_address". Delete a custom property of contacts, then recheck in the settings.',
    );
  }
  const found = await whoToWhom(options, call, portal, chosen);
  if (!found.ok) return found.answer;
  if (call.context.source === 'TEST') return tried();
  const { recipient, rep } = found;
  const { portalId } = portal;
  const wanted = { portalId, recipient, rep, key: `workflow:${call.callbackId}` };
  const { replyTokenId } = await queue.transact((tx) =>
    createReplyAddress(tx.sql, wanted, { signingKey, keyring, now: now() }),
  );
  const token = await getReplyToken(sql, replyTokenId);
  if (!token) return fail('The contact was erased.');
  const address = replyAddress(deriveReplyToken(signingKey, replyTokenId), replyDomain);
  // Written before the answer: the workflow's next step may be the email that uses it.
  try {
    const { hubspotId } = recipient;
    await writeReplyAddress(sql, portalClient(portalId), { hubspotId, address, expiresAt: token.expiresAt }, now());
  } catch (error) {
    if (error instanceof HubSpotError && error.outcome === 'rejected')
      return fail(error.said || `HubSpot refused it (${error.status}).`);
    throw error;
  }
  return succeed({ reply_address: address, expires_at: String(token.expiresAt.getTime()) });
}

async function whoToWhom(options: WorkflowActionOptions, call: ActionCall, portal: Portal, chosen: string | null) {
  const client = options.portalClient(portal.portalId);
  if (await isErased(options.sql, portal.portalId, call.object.objectId)) return refusal('The contact was erased.');
  const recipient = await readRecipient(client, call.object.objectId);
  if (!recipient) return refusal('The contact does not exist any more.');
  const rep = await chooseRep(client, portal, { ownerId: chosen, recipient });
  if (!rep) return refusal('Nobody to send as: give the contact an owner, or choose a sender in the action.');
  return { ok: true, recipient, rep } as const;
}

const refusal = (reason: string) => ({ ok: false, answer: fail(reason) }) as const;
