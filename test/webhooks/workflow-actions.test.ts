import { describe, expect, test } from 'vitest';
import { currentAnalyses } from '../../lib/conversations/analyses.ts';
import { applyAnalysis } from '../../lib/conversations/analysis-effects.ts';
import { eraseContact } from '../../lib/conversations/erase-contact.ts';
import { getMessage } from '../../lib/conversations/messages.ts';
import { suppress } from '../../lib/conversations/suppressions.ts';
import { createPortalClient } from '../../lib/hubspot/portal-client.ts';
import { changeSettings, readPortal } from '../../lib/portals/portals.ts';
import { createWorkflowActions } from '../../webhooks/workflow-actions.ts';
import {
  askFor,
  drainAll,
  KEYRING,
  ourContact,
  replyFrom,
  SIGNING_KEY,
  stateOf,
  storeReply,
} from '../hubspot/support.ts';
import { PUBLIC_URL, type Receiver, receiver } from './support.ts';

const SEND = `${PUBLIC_URL}/webhooks/workflow-actions/send-tracked-email`;
const ADDRESS = `${PUBLIC_URL}/webhooks/workflow-actions/create-reply-address`;
const WAIT = `${PUBLIC_URL}/webhooks/workflow-actions/wait-for-reply`;
const MAIL = { subject: 'Prices', body: 'Hello,\n\nhere they are.' };

const workflows = (options?: Parameters<typeof receiver>[1]) =>
  receiver(
    ({ sql, queue, tokens, hubspot, clock, drain }) => ({
      '/webhooks/workflow-actions': createWorkflowActions({
        sql,
        queue,
        portalClient: (portalId) => createPortalClient(tokens, portalId),
        publicUrl: PUBLIC_URL,
        clientSecret: hubspot.app.clientSecret,
        signingKey: SIGNING_KEY,
        keyring: KEYRING,
        replyDomain: 'reply.vendas.example',
        now: clock.now,
        refused: () => {},
        log: drain.log,
      }),
    }),
    options,
  );

const call = (
  r: Receiver,
  url: string,
  inputFields: Record<string, string>,
  more: { contactId?: string; callbackId?: string; context?: 'TEST' | 'AGENTS' } = {},
) => r.hubspot.callAction({ url, portalId: r.portalId, contactId: r.hubspot.contacts()[0]!.id, inputFields, ...more });

const outcomeOf = (answer: { body: unknown }) => (answer.body as { outputFields: Record<string, string> }).outputFields;

describe('Send tracked email', () => {
  test('queues one mail as the contact’s owner, once for each callback', async () => {
    await using r = await workflows();
    const first = await call(r, SEND, MAIL, { callbackId: 'ap-1' });
    expect(first.status).toBe(200);
    expect(outcomeOf(first)).toEqual({ outcome: 'queued', hs_execution_state: 'SUCCESS' });
    expect(outcomeOf(await call(r, SEND, MAIL, { callbackId: 'ap-1' }))).toMatchObject({ outcome: 'queued' });
    await call(r, SEND, { ...MAIL, sender: '62010102' }, { callbackId: 'ap-2' });
    const sends = await r.sql<{ author: { address: string } }[]>`
      select m.author from effects e join messages m on m.id = e.message_id where e.kind = 'tracked_send' order by e.seq`;
    expect(sends.map(({ author }) => author.address)).toEqual([
      'ana.souza@vendas.example',
      'diego.ruiz@vendas.example',
    ]);
  });

  test('an account’s first email waits for the postal address that stands under it', async () => {
    await using r = await workflows();
    await changeSettings(r.sql, r.portalId, { postalAddress: '' }, r.clock.now());
    const { outputFields } = { outputFields: outcomeOf(await call(r, SEND, MAIL, { callbackId: 'ap-1' })) };
    expect(outputFields).toMatchObject({ hs_execution_state: 'FAIL_CONTINUE' });
    expect(JSON.stringify(outputFields)).toContain('postal address');
    expect(await r.sql`select 1 from effects where kind = 'tracked_send'`).toHaveLength(0);
  });

  test('says by name why a mail may not go out', async () => {
    await using r = await workflows();
    const [a, b] = r.hubspot.contacts();
    const noAddress = r.hubspot.person.createContact({ firstname: 'Nobody' });
    await suppress(r.sql, { portalId: r.portalId, address: a!.properties.email!, reason: 'asked' }, r.clock.now());
    expect(outcomeOf(await call(r, SEND, MAIL, { contactId: a!.id }))).toMatchObject({ outcome: 'suppressed' });
    r.hubspot.person.optOut(b!.properties.email!);
    expect(outcomeOf(await call(r, SEND, MAIL, { contactId: b!.id }))).toMatchObject({ outcome: 'suppressed' });
    expect(outcomeOf(await call(r, SEND, MAIL, { contactId: noAddress.id }))).toMatchObject({ outcome: 'no_address' });
    await changeSettings(r.sql, r.portalId, { dailyCap: 1 }, r.clock.now());
    const c = r.hubspot.contacts()[2]!.id;
    expect(outcomeOf(await call(r, SEND, MAIL, { contactId: c }))).toMatchObject({ outcome: 'queued' });
    expect(outcomeOf(await call(r, SEND, MAIL, { contactId: c }))).toMatchObject({ outcome: 'capped' });
  });

  test('is held while a reply waits that needs handling', async () => {
    await using r = await workflows();
    const { id } = r.hubspot.contacts()[0]!;
    await replyFrom(r, await ourContact(r, id), { analyzed: { response_type: 'needs_handling' } });
    expect(outcomeOf(await call(r, SEND, MAIL))).toMatchObject({ outcome: 'held' });
  });

  test('goes to nobody who was erased or deleted', async () => {
    await using r = await workflows();
    const { id } = r.hubspot.contacts()[0]!;
    await eraseContact(r.sql, { portalId: r.portalId, hubspotId: id }, { keyring: KEYRING, now: r.clock.now() });
    expect(outcomeOf(await call(r, SEND, MAIL))).toMatchObject({
      hs_execution_state: 'FAIL_CONTINUE',
      reason: 'The contact was erased.',
    });
    expect(await r.sql`select id from effects where kind = 'tracked_send'`).toHaveLength(0);
  });

  test('inputs that will never do are refused for good', async () => {
    await using r = await workflows();
    const answer = await call(r, SEND, { subject: ' ', body: 'x' });
    expect(answer).toMatchObject({ status: 400, body: { message: 'subject: Give a subject.' } });
  });

  test('HubSpot calls again when it could not be asked', async () => {
    await using r = await workflows();
    r.hubspot.fault({ match: '/contacts/batch/read', effect: 503, times: 1 });
    expect(await call(r, SEND, MAIL, { callbackId: 'ap-1' })).toMatchObject({ status: 200, attempts: 2 });
  });

  test('fills merge fields in, and a field without a value never reaches a customer', async () => {
    await using r = await workflows();
    const [mariana] = r.hubspot.contacts();
    const greeting = {
      subject: 'For {{ contact.firstname }}',
      body: 'Hola {{ contact.nickname | "there" }}, {{ sender.name }}',
    };
    expect(outcomeOf(await call(r, SEND, greeting))).toMatchObject({ outcome: 'queued' });
    const sent = await r.sql<{ subject: string }[]>`select subject from messages where kind = 'sent'`;
    expect(sent).toEqual([{ subject: `For ${mariana!.properties.firstname}` }]);
    const raw = outcomeOf(await call(r, SEND, { ...MAIL, body: 'Hola {{ contact.nickname }}' }));
    expect(raw).toMatchObject({ outcome: 'unresolved', hs_execution_state: 'SUCCESS' });
    expect(raw.reason).toContain('{{ contact.nickname }}');
    expect(await r.sql`select id from effects where kind = 'tracked_send'`).toHaveLength(1);
  });

  test('a try in the workflow editor sends nothing', async () => {
    await using r = await workflows();
    const answer = await call(r, SEND, MAIL, { context: 'TEST' });
    expect(outcomeOf(answer)).toMatchObject({ outcome: 'queued', reason: expect.stringContaining('nothing was sent') });
    expect(outcomeOf(await call(r, ADDRESS, {}, { context: 'TEST' })).reply_address).toBeUndefined();
    expect(await r.sql`select id from effects`).toHaveLength(0);
    expect(await r.sql`select id from reply_tokens`).toHaveLength(0);
    expect(outcomeOf(await call(r, SEND, MAIL, { context: 'AGENTS' }))).toMatchObject({
      hs_execution_state: 'FAIL_CONTINUE',
    });
  });
});

describe('Create reply address', () => {
  test('writes the address before it answers, the same one for the same callback', async () => {
    await using r = await workflows();
    const { id } = r.hubspot.contacts()[0]!;
    // No property is there yet: they are made on the way.
    const first = outcomeOf(await call(r, ADDRESS, {}, { callbackId: 'ap-1' }));
    expect(first.reply_address).toMatch(/^reply\+[0-9a-hjkmnp-tv-z]{16}@reply\.vendas\.example$/);
    expect(r.hubspot.contact(id)?.properties.reply_address).toBe(first.reply_address);
    expect(Date.parse(r.hubspot.contact(id)!.properties.reply_address_expires_at!)).toBe(Number(first.expires_at));
    expect(outcomeOf(await call(r, ADDRESS, {}, { callbackId: 'ap-1' })).reply_address).toBe(first.reply_address);
    expect(outcomeOf(await call(r, ADDRESS, {}, { callbackId: 'ap-2' })).reply_address).not.toBe(first.reply_address);
  });

  test('a rule of the account that refuses the value is the answer', async () => {
    await using r = await workflows();
    const { id } = r.hubspot.contacts()[0]!;
    await replyFrom(r, await ourContact(r, id));
    await drainAll(r);
    r.hubspot.person.requireProperties(['phone']);
    const answer = outcomeOf(await call(r, ADDRESS, {}));
    expect(answer).toMatchObject({ hs_execution_state: 'FAIL_CONTINUE' });
    expect(answer.reason).toContain('"phone" is required');
  });
});

describe('Wait for a reply', () => {
  test('the workflow stands still until a reply is analyzed, and goes on with what it says', async () => {
    await using r = await workflows();
    const record = r.hubspot.contacts()[0]!;
    const { callbackId, body } = await call(r, WAIT, { days: '14' }, { callbackId: 'ap-w' });
    expect(outcomeOf({ body })).toEqual({ hs_execution_state: 'BLOCK', hs_expiration_duration: 'P14D' });
    expect(r.hubspot.blockedWorkflow(callbackId)?.state).toBe('blocked');
    const contact = await ourContact(r, record.id, record.properties.email);
    const { messageId, analysisId } = await storeReply(r, contact);
    const portal = await readPortal(r.sql, r.portalId);
    const message = (await getMessage(r.sql, messageId))!;
    const analysis = (await currentAnalyses(r.sql, [messageId])).get(messageId)!;
    expect(analysis.id).toBe(analysisId);
    await r.queue.transact((tx) => applyAnalysis(tx, { portal, contact, message, analysis }, r.clock.now()));
    await drainAll(r);
    expect(r.hubspot.blockedWorkflow(callbackId)).toMatchObject({
      state: 'went on',
      outputFields: {
        outcome: 'replied',
        response_type: 'high_value',
        opportunity_score: '5',
        product_interest: 'very_interested',
      },
    });
  });

  test('a workflow that has gone on by itself is no failure', async () => {
    await using r = await workflows();
    const record = r.hubspot.contacts()[0]!;
    const contact = await ourContact(r, record.id, record.properties.email);
    const reply = await storeReply(r, contact);
    await askFor(r, [
      {
        portalId: r.portalId,
        contactId: contact.id,
        ...reply,
        kind: 'workflow_reply',
        key: 'w',
        details: { callbackId: 'gone' },
      },
    ]);
    await drainAll(r);
    expect(await stateOf(r, 'w')).toMatchObject({ state: 'done' });
  });

  test('without the permission, as on a Starter plan, it says so and the workflow goes on', async () => {
    await using r = await workflows({ portal: { plan: 'starter' } });
    const answer = outcomeOf(await call(r, WAIT, { days: '14' }));
    expect(answer).toMatchObject({
      hs_execution_state: 'FAIL_CONTINUE',
      reason: expect.stringContaining('automation'),
    });
  });
});

test('without a signature of HubSpot nothing happens', async () => {
  await using r = await workflows();
  const body = JSON.stringify({
    callbackId: 'x',
    origin: { portalId: r.portalId },
    object: { objectId: 1, objectType: 'CONTACT' },
    inputFields: MAIL,
  });
  const headers = {
    'content-type': 'application/json',
    'x-hubspot-signature': 'a'.repeat(64),
    'x-hubspot-signature-version': 'v2',
  };
  const response = await fetch(`${r.url}/webhooks/workflow-actions/send-tracked-email`, {
    method: 'POST',
    body,
    headers,
  });
  expect(response.status).toBe(401);
  expect(await r.sql`select id from effects`).toHaveLength(0);
});
