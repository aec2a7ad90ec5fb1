import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClock } from '../sandbox/clock/clock.ts';
import { type HubSpotStandIn, startHubSpot } from '../sandbox/hubspot/server.ts';
import type { SendGridStandIn } from '../sandbox/sendgrid/server.ts';
import { contactIds } from './support/hubspot.ts';
import { startReceiver } from './support/receiver.ts';
import { MAIL, mailClient, REPLY_DOMAIN, start } from './support/sendgrid.ts';

let hubspot: HubSpotStandIn;
let sendgrid: SendGridStandIn;
let app: Awaited<ReturnType<typeof startReceiver>>;

beforeAll(async () => {
  app = await startReceiver();
  hubspot = await startHubSpot({ clock: createClock() });
  sendgrid = await start();
});
afterAll(() => Promise.all([hubspot.close(), sendgrid.close(), app.close()]));

async function ask(base: string, method: string, path: string, body?: unknown) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(base + path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

describe('HubSpot over /sandbox', () => {
  const sandbox = (method: string, path: string, body?: unknown) => ask(hubspot.url, method, `/sandbox${path}`, body);

  test('tells the account, its contacts, a timeline and the calls', async () => {
    const [id = ''] = contactIds(hubspot);
    expect((await sandbox('GET', '/portal')).body).toMatchObject({
      id: hubspot.portal().id,
      timeZone: 'America/Sao_Paulo',
    });
    expect((await sandbox('GET', '/contacts')).body).toHaveLength(contactIds(hubspot).length);
    expect((await sandbox('GET', `/contacts/${id}`)).body).toMatchObject({
      id,
      properties: { company: 'Padaria Sol' },
    });
    expect((await sandbox('GET', '/contacts/1')).status).toBe(404);
    expect((await sandbox('GET', `/contacts/${id}/timeline`)).body).toEqual([]);
    await ask(hubspot.url, 'GET', '/crm/objects/2026-09/contacts');
    expect((await sandbox('GET', '/calls')).body).toMatchObject([{ status: 401, version: '2026-09', client: null }]);
    expect((await sandbox('DELETE', '/calls')).status).toBe(204);
    expect((await sandbox('GET', '/calls')).body).toEqual([]);
  });

  test('a person does everything there', async () => {
    const person = async (action: string, fields: object) =>
      (await sandbox('POST', '/person', { action, ...fields })).body;
    const { id } = await person('createContact', { properties: { email: 'bia@cliente.example' } });
    await person('setProperties', { contactId: id, properties: { phone: '1' } });
    await person('logEmail', { contactId: id, properties: { hs_timestamp: '0', hs_email_message_id: '<a@b>' } });
    await person('optOut', { email: 'bia@cliente.example' });
    expect(hubspot.contact(id)?.properties).toMatchObject({ phone: '1', hs_email_optout: 'true' });
    expect(hubspot.timeline(id)).toMatchObject([{ kind: 'email', properties: { hs_email_message_id: '<a@b>' } }]);
    await person('deleteContact', { contactId: id });
    expect(hubspot.contact(id)).toBeNull();
    await person('restoreContact', { contactId: id });
    const merged = await person('mergeContacts', { primaryId: contactIds(hubspot)[0], otherId: id });
    expect(hubspot.contact(id)?.id).toBe(merged.id);
    await person('requireProperties', { names: ['jobtitle'] });
    expect(hubspot.portal().requiredProperties).toEqual(['jobtitle']);
    expect((await sandbox('POST', '/install', {})).body).toMatchObject({
      hub_id: hubspot.portal().id,
      expires_in: 1800,
    });
    await person('uninstall', {});
    expect(hubspot.portal().installedScopes).toBeNull();
    await person('privacyDelete', { contactId: merged.id });
    expect(hubspot.contact(merged.id)).toBeNull();
  });

  test('webhooks, event types and workflow actions', async () => {
    const subscriptions = [{ subscriptionType: 'object.creation', objectType: 'contact' }];
    expect((await sandbox('PUT', '/webhooks', { targetUrl: app.url, subscriptions })).status).toBe(204);
    const { id } = hubspot.person.createContact({ email: 'rui@cliente.example' });
    await hubspot.webhooks.idle();
    expect(JSON.parse(app.received.at(-1)!.body.toString())).toMatchObject([
      { subscriptionType: 'object.creation', objectId: Number(id) },
    ]);
    const types = [{ name: 'reply_received', properties: [{ name: 'channel', type: 'string' }] }];
    expect((await sandbox('PUT', '/event-types', types)).status).toBe(204);
    const inputFields = { subject: 'Olá', body: 'Oi' };
    const url = `${app.url}/webhooks/workflow-actions/send-tracked-email`;
    const action = { url, portalId: hubspot.portal().id, contactId: id, inputFields };
    expect((await sandbox('POST', '/workflow-action', action)).body).toMatchObject({ status: 200, body: { ok: true } });
    expect((await sandbox('POST', '/workflow-action', { ...action, contactId: '1' })).status).toBe(404);
  });

  test.each([
    ['/person', { action: 'sing' }],
    ['/person', { action: 'setProperties', contactId: '1' }],
    ['/webhooks', {}],
    ['/faults', { effect: 'wobble' }],
    ['/fetch', { url: 'x' }],
  ])('%s %j is a clear 400', async (path, body) => {
    const answer = await sandbox(path === '/webhooks' ? 'PUT' : 'POST', path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toMatch(/\w/);
  });
});

describe('SendGrid over /sandbox', () => {
  const sandbox = (method: string, path: string, body?: unknown) => ask(sendgrid.url, method, `/sandbox${path}`, body);

  test('inbound posts from text or base64, to a target that can move', async () => {
    expect((await sandbox('PUT', '/targets', { inboundUrl: `${app.url}/inbound` })).status).toBe(204);
    const eml = `From: bia@cliente.example\r\nTo: reply+x@${REPLY_DOMAIN}\r\nSubject: Oi\r\n\r\nOlá`;
    expect((await sandbox('POST', '/inbound', { eml })).body).toMatchObject({ state: 'delivered', statuses: [200] });
    const emlBase64 = Buffer.from(eml, 'latin1').toString('base64');
    expect((await sandbox('POST', '/inbound', { emlBase64, mode: 'parsed' })).body).toMatchObject({
      state: 'delivered',
    });
    expect((await sandbox('POST', '/inbound', { mail: eml })).status).toBe(400);
    expect((await sandbox('GET', '/inbound')).body).toHaveLength(2);
    const bodies = app.received.slice(-2).map(({ body }) => body);
    expect(bodies[0]!.includes('Olá')).toBe(true);
    expect(bodies[1]!.includes(Buffer.from('Olá', 'latin1'))).toBe(true);
  });

  test('outcomes, later events and faults', async () => {
    await sandbox('POST', '/outcomes', { address: MAIL.to.email, outcome: 'bounce' });
    await mailClient(sendgrid)(MAIL);
    const [message] = sendgrid.messages();
    await sandbox('POST', '/events', { messageId: message!.id, event: 'unsubscribe' });
    expect((await sandbox('GET', '/events')).body).toMatchObject([
      { event: 'processed' },
      { event: 'bounce' },
      { event: 'unsubscribe' },
    ]);
    expect((await sandbox('POST', '/faults', { effect: 503 })).status).toBe(201);
    await expect(mailClient(sendgrid)(MAIL)).rejects.toMatchObject({ code: 503 });
    await sandbox('DELETE', '/faults');
    expect((await sandbox('POST', '/faults', { effect: 'daily' })).status).toBe(400);
    expect((await mailClient(sendgrid)(MAIL))[0].statusCode).toBe(202);
  });
});
