import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { lastWord, refuseOddRequests } from '../../webhooks/http-errors.ts';

const lines: string[] = [];
const log = pino({}, { write: (line: string) => void lines.push(line) });
const app = express()
  .use(refuseOddRequests)
  .post(
    '/body',
    express.raw({ type: () => true, limit: '1kb' }),
    (_request, response) => void response.json({ ok: true }),
  )
  .get('/name/:name', (_request, response) => void response.json({ ok: true }))
  .get('/broken', () => {
    throw new TypeError('a customer wrote: secret');
  })
  .use(lastWord(log));
let server: ReturnType<typeof app.listen>;
beforeAll(() => new Promise<void>((resolve) => (server = app.listen(0, '127.0.0.1', () => resolve()))));
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => void lines.splice(0));

function ask(method: string, path: string, headers: Record<string, string> = {}, body: string | Buffer = '') {
  const { port } = server.address() as AddressInfo;
  return new Promise<number>((resolve, reject) => {
    request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end(body);
  });
}

test.each([
  ['a bad escape', 400, () => ask('GET', '/name/%zz')],
  ['a body too large', 413, () => ask('POST', '/body', { 'content-length': '5000' }, 'x'.repeat(5_000))],
  ['bad gzip', 400, () => ask('POST', '/body', { 'content-encoding': 'gzip', 'content-length': '3' }, 'abc')],
  [
    'an unknown encoding',
    415,
    () => ask('POST', '/body', { 'content-encoding': 'rot13', 'content-length': '3' }, 'abc'),
  ],
  ['a fragment', 400, () => ask('GET', '/name/a#b')],
  ['a GET with a body', 400, () => ask('GET', '/name/a', { 'content-length': '2' }, '{}')],
])('%s is the client’s fault: %d, and no line of the log', async (_what, status, send) => {
  expect(await send()).toBe(status);
  expect(lines).toEqual([]);
});

test('our own fault is a 500 with a line that quotes nobody', async () => {
  expect(await ask('GET', '/broken')).toBe(500);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('"name":"TypeError"');
  expect(lines[0]).not.toContain('secret');
});
