import { createApi, type Fetch } from '@reply-tracking/shared/api.ts';
import { expect, test } from 'vitest';

const answering =
  (result: unknown): Fetch =>
  async () => ({ json: async () => result });
const key = 'a-key-of-sixteen';

test.each([
  ['a page of a gateway', answering('<html>')],
  ['JSON of somebody else', answering({ message: 'Bad gateway' })],
  ['nothing', answering(null)],
  ['a broken connection', (async () => Promise.reject(new Error('connection lost'))) as Fetch],
])('%s is "unavailable", never an exception', async (_, fetch) => {
  const api = createApi({ fetch, baseUrl: 'https://app.example' });
  expect(await api.get('/home')).toMatchObject({ ok: false, code: 'unavailable' });
  expect(await api.post('/settings', { key })).toMatchObject({ ok: false, code: 'unavailable' });
});

test('our own answers come through, failures too', async () => {
  const refused = { ok: false, code: 'capped', message: 'full' };
  expect(await createApi({ fetch: answering(refused), baseUrl: '' }).post('/x', { key })).toEqual(refused);
  expect(await createApi({ fetch: answering({ ok: true, n: 1 }), baseUrl: '' }).get('/x')).toEqual({ ok: true, n: 1 });
});

test('a GET has no body, a POST has one, both an end', async () => {
  const calls: unknown[] = [];
  const fetch: Fetch = async (url, options) => {
    calls.push({ url, ...options });
    return { json: async () => ({ ok: true }) };
  };
  const api = createApi({ fetch, baseUrl: 'https://app.example' });
  await api.get('/home');
  await api.post('/settings', { key, settings: { tasks: false } });
  expect(calls).toEqual([
    { url: 'https://app.example/cards/home', method: 'GET', timeout: expect.any(Number) },
    {
      url: 'https://app.example/cards/settings',
      method: 'POST',
      timeout: expect.any(Number),
      body: { key, settings: { tasks: false } },
    },
  ]);
});
