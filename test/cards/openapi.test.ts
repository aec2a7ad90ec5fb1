import { type Document, OpenAPIBackend } from 'openapi-backend';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendOutreach } from '../sandbox/play/play.ts';
import { playAnswer } from '../sandbox/play/story.ts';
import { type TestSandbox, testSandbox } from '../support/sandbox.ts';
import { type Caller, createCaller } from './support.ts';

let sandbox: TestSandbox;
let caller: Caller;
let api: OpenAPIBackend;
let contactId: string;
let messageId: string;

beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
  const sent = await sendOutreach(sandbox);
  await playAnswer(sandbox, sent, () => {});
  contactId = sent.contactId;
  const [reply] = await sandbox.app.context.sql<{ id: string }[]>`select id from messages where kind = 'reply'`;
  messageId = reply!.id;
  const definition = (await (await fetch(`${sandbox.app.url}/openapi.json`)).json()) as Document;
  api = new OpenAPIBackend({
    definition,
    // Its check of a description itself knows 3.0 alone.
    quick: true,
    ajvOpts: {
      strict: false,
      allErrors: true,
      formats: { 'date-time': /^\d{4}-.*(Z|[+-]\d\d:\d\d)$/, uuid: /^[0-9a-f-]{36}$/, email: /@/ },
    },
  });
  await api.init();
});
afterAll(() => sandbox.close());

/** Where a request and its result are not as the served description says. */
async function differences(path: string, body?: object): Promise<unknown[]> {
  const signed = caller.sign(path, body);
  const { pathname, searchParams } = new URL(signed.url);
  const request = {
    method: signed.method,
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: { ...signed.headers },
    body,
  };
  const operation = api.matchOperation(request);
  if (!operation) return [`${path} is not described`];
  const { status, json } = await caller.send(signed);
  expect(json).toMatchObject({ ok: true });
  return [
    ...(api.validateRequest(request, operation).errors ?? []),
    ...(api.validateResponse(json, operation, status).errors ?? []),
  ];
}

test('what is served describes what the endpoints take and give', async () => {
  const gets = [
    `/contacts/${contactId}/summary`,
    `/contacts/${contactId}/timeline`,
    `/contacts/${contactId}/timeline?filter=replies`,
    `/contacts/${contactId}/reply-address`,
    `/messages/${messageId}`,
    '/home',
    '/numbers?from=2026-11-01&to=2026-11-20&whose=everyone',
    '/numbers/list?from=2026-11-01&to=2026-11-20&whose=mine&number=replies',
    '/settings',
    '/settings/audit',
    '/health',
    '/owners',
  ];
  for (const path of gets) expect([path, await differences(path)]).toEqual([path, []]);
  const key = 'k'.repeat(16);
  const entry = {
    key,
    direction: 'incoming',
    channel: 'call',
    occurredAt: sandbox.clock.now().toISOString(),
    text: 'They called.',
  };
  expect(await differences(`/contacts/${contactId}/log`, entry)).toEqual([]);
  expect(await differences(`/messages/${messageId}/confirmation`, { key: 'c'.repeat(16), version: 1 })).toEqual([]);
  expect(await differences('/settings/user', { key: 'u'.repeat(16), answersThrough: null })).toEqual([]);
});

test('a result that lacks a field would be found', () => {
  const operation = api.matchOperation({ method: 'GET', path: '/cards/owners', headers: {} })!;
  expect(api.validateResponse({ ok: true, serverTime: '2026-01-01T00:00:00Z' }, operation, 200).errors).not.toBeNull();
});
