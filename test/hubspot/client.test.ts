import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { reasons } from '../../app/shared/words/reasons/en.ts';
import { createHubSpotClient } from '../../lib/hubspot/client.ts';
import { HubSpotError } from '../../lib/hubspot/errors.ts';
import { NEXT_STEPS } from '../../lib/outbox/next-steps.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answering = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  serve((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });

async function failureOf(baseUrl: string, timeoutMs = 2000): Promise<HubSpotError> {
  const client = createHubSpotClient({ baseUrl, timeoutMs });
  const request = { method: 'GET', path: '/x', response: z.object({ id: z.string() }) } as const;
  const error = await client.request(request).catch((problem: unknown) => problem);
  expect(error).toBeInstanceOf(HubSpotError);
  return error as HubSpotError;
}

const MISSING = {
  category: 'MISSING_SCOPES',
  message: 'not granted',
  errors: [{ message: 'm', context: { requiredGranularScopes: ['sales-email-read'] } }],
};

const ANSWERS: [string, number, unknown, Record<string, string>, Partial<HubSpotError>][] = [
  [
    '400',
    400,
    { category: 'VALIDATION_ERROR', message: 'bad', correlationId: 'c-1' },
    {},
    {
      outcome: 'rejected',
      said: 'bad',
      correlationId: 'c-1',
      reason: { code: 'hubspot_refused', details: { status: 400, said: 'bad' } },
    },
  ],
  ['401', 401, { category: 'EXPIRED_AUTHENTICATION', message: 'expired' }, {}, { outcome: 'revoked' }],
  ['403 for scopes', 403, MISSING, {}, { outcome: 'missing_scope' }],
  ['403 otherwise', 403, { message: 'no' }, {}, { outcome: 'rejected', category: 'HTTP_403' }],
  ['404', 404, { category: 'OBJECT_NOT_FOUND', message: 'gone' }, {}, { outcome: 'rejected' }],
  ['409', 409, {}, {}, { outcome: 'rejected', said: '' }],
  ['423', 423, {}, {}, { outcome: 'transient', retryAfterMs: 2000 }],
  ['429 of ten seconds', 429, { policyName: 'TEN_SECONDLY_ROLLING' }, {}, { outcome: 'limited', retryAfterMs: 10_000 }],
  [
    '429 with a time',
    429,
    { policyName: 'SECONDLY' },
    { 'retry-after': '3' },
    { outcome: 'limited', retryAfterMs: 3000 },
  ],
  ['429 of the day', 429, { policyName: 'DAILY' }, {}, { outcome: 'daily', policyName: 'DAILY' }],
  ['477', 477, {}, { 'retry-after': '86400' }, { outcome: 'migrating', retryAfterMs: 86_400_000 }],
  ['500', 500, 'Internal Server Error', {}, { outcome: 'unknown', status: 500 }],
  ['502 with HTML', 502, '<html>Bad Gateway</html>', {}, { outcome: 'unknown', category: 'HTTP_502' }],
  ['524', 524, {}, {}, { outcome: 'unknown' }],
  ['a success that is no JSON', 200, 'OK', {}, { outcome: 'unknown', category: 'UNEXPECTED_RESPONSE' }],
  [
    'a success without what was asked',
    200,
    { name: 'x' },
    {},
    { outcome: 'unknown', context: { lacks: ['id'] }, reason: { code: 'hubspot_unreadable', details: {} } },
  ],
  ['an error in a form nobody knows', 400, '[1,2]', {}, { outcome: 'rejected' }],
];

describe('an answer', () => {
  test.each(ANSWERS)('%s', async (_name, status, body, headers, expected) => {
    const error = await failureOf(await answering(status, body, headers));
    expect(error).toMatchObject(expected);
    expect(NEXT_STEPS[error.nextStep]).toBeDefined();
    expect(reasons[error.reason.code]).toBeDefined();
  });
});

test('a server that never answers is given up, and the socket closed', async () => {
  let closed: () => void;
  const socketClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const url = await serve((request) => request.socket.on('close', () => closed()));
  expect(await failureOf(url, 100)).toMatchObject({ outcome: 'unknown', category: 'TimeoutError', status: 0 });
  await socketClosed;
});

test('a body that stops in the middle is given up too', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200);
    response.write('{"id":');
  });
  expect(await failureOf(url, 100)).toMatchObject({ outcome: 'unknown', category: 'TimeoutError' });
});

test('a connection that breaks leaves the outcome open; one that was refused does not', async () => {
  const url = await serve((request) => request.socket.destroy());
  expect(await failureOf(url)).toMatchObject({ outcome: 'unknown', status: 0 });
  server!.close();
  await new Promise((resolve) => server!.once('close', resolve));
  expect(await failureOf(url)).toMatchObject({ outcome: 'transient', category: 'ECONNREFUSED' });
});

test('the token goes to the API alone, forms go as forms, and no reason of HubSpot stands in the message', async () => {
  const seen: { authorization?: string; type?: string; body: string }[] = [];
  const url = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk));
    request.on('end', () => {
      seen.push({ authorization: request.headers.authorization, type: request.headers['content-type'], body });
      response.writeHead(400).end('{"message":"ana@kunde.example is not valid"}');
    });
  });
  const client = createHubSpotClient({ baseUrl: url });
  const answer = z.unknown();
  const first = await client
    .request({ method: 'POST', path: '/a', body: { a: 1 }, response: answer, accessToken: 't-1' })
    .catch((error: HubSpotError) => error);
  await client
    .request({ method: 'POST', path: '/b', body: new URLSearchParams({ a: '1' }), response: answer })
    .catch(() => {});
  expect(seen[0]).toMatchObject({ authorization: 'Bearer t-1', type: 'application/json', body: '{"a":1}' });
  expect(seen[1]?.authorization).toBeUndefined();
  expect(seen[1]).toMatchObject({ type: expect.stringContaining('application/x-www-form-urlencoded'), body: 'a=1' });
  expect((first as HubSpotError).said).toContain('ana@kunde.example');
  expect((first as HubSpotError).message).not.toContain('ana@kunde.example');
});
