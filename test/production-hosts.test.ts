import nock from 'nock';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createGeminiAnalyst } from '../lib/analysis/index.ts';
import { readConfig } from '../lib/config.ts';
import { createHubSpotClient } from '../lib/hubspot/client.ts';
import { createSendMail } from '../lib/mail/outgoing/sendgrid.ts';
import { productionSettings } from './support/production-settings.ts';

// Everything else runs against stand-ins by base URL; here the settings' own defaults have to lead to the real services.
const config = readConfig({
  ...productionSettings(),
  GEMINI_API_KEY: 'AIza-test',
});

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});
// Its import wraps node:http, also for the files that this worker runs next.
afterAll(() => nock.restore());

test('HubSpot is asked at api.hubapi.com', async () => {
  const call = nock('https://api.hubapi.com', { reqheaders: { authorization: 'Bearer token' } })
    .get('/account-info/2026-09/details')
    .reply(200, { portalId: 7 });
  const client = createHubSpotClient({ baseUrl: config.hubspot.baseUrl });
  const answer = z.object({ portalId: z.number() });
  expect(
    await client.request({
      method: 'GET',
      path: '/account-info/2026-09/details',
      response: answer,
      accessToken: 'token',
    }),
  ).toEqual({ portalId: 7 });
  expect(call.isDone()).toBe(true);
});

test('mail leaves through api.sendgrid.com, tracking off, with the effect in its custom arguments', async () => {
  const call = nock('https://api.sendgrid.com', { reqheaders: { authorization: 'Bearer SG.test' } })
    .post('/v3/mail/send', (body) => {
      expect(body).toMatchObject({
        from: { email: 'ana@example.com', name: 'Ana' },
        reply_to: { email: 'reply+0123456789abcdef@reply.example.com' },
        tracking_settings: { click_tracking: { enable: false }, open_tracking: { enable: false } },
      });
      expect(JSON.stringify(body)).toContain('"effect_id":"e-1"');
      return true;
    })
    .reply(202, '', { 'x-message-id': 'sg-1' });
  const send = createSendMail({ apiKey: config.sendgrid.apiKey, baseUrl: config.sendgrid.baseUrl, timeoutMs: 1000 });
  const mail = {
    from: { name: 'Ana', address: 'ana@example.com' },
    to: { name: '', address: 'max@acme.example' },
    replyTo: [{ name: '', address: 'reply+0123456789abcdef@reply.example.com' }],
    subject: 'Hello',
    text: 'Hello',
    html: '<p>Hello</p>',
    headers: {},
    attachments: [],
    linked: [],
  };
  expect(await send(mail, { effectId: 'e-1' })).toEqual({ id: 'sg-1' });
  expect(call.isDone()).toBe(true);
});

test.each(['generative-ai', 'genai'] as const)(
  'Gemini is asked at generativelanguage.googleapis.com for the configured model, by %s',
  async (sdk) => {
    const call = nock('https://generativelanguage.googleapis.com')
      .post('/v1beta/models/gemini-3.5-flash-lite:generateContent')
      .reply(429, { error: { code: 429, message: 'slow down', status: 'RESOURCE_EXHAUSTED' } });
    const analyst = createGeminiAnalyst({ ...config.gemini!, sdk, timeoutMs: 1000 });
    const input = { text: 'Yes, please.', subject: 'Re', sentText: null, history: [], language: 'en' as const };
    await expect(analyst(input)).rejects.toMatchObject({ name: 'AnalystError', class: 'transient' });
    expect(call.isDone()).toBe(true);
  },
);
