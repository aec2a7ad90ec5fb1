import { GoogleGenerativeAI, SchemaType } from '@google/generative-ai';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../sandbox/clock/clock.ts';
import { MISBEHAVIOUR_NAMES } from '../../sandbox/gemini/misbehaviour.ts';
import { type GeminiStandIn, startGemini } from '../../sandbox/gemini/server.ts';

const ANSWER = {
  response_type: 'standard',
  key_insights: 'The customer says no.',
  opportunity_score: 1,
  action_items: [] as { quote: string; do: string }[],
};
const text = { type: SchemaType.STRING } as const;
const item = { type: SchemaType.OBJECT, properties: { quote: text, do: text } } as const;
const SCHEMA = {
  type: SchemaType.OBJECT,
  properties: {
    response_type: { type: SchemaType.STRING, format: 'enum', enum: ['standard', 'high_value'] },
    key_insights: text,
    opportunity_score: { type: SchemaType.INTEGER },
    action_items: { type: SchemaType.ARRAY, items: item },
  },
  required: ['response_type', 'key_insights'],
} as const;

let gemini: GeminiStandIn;
beforeEach(async () => {
  gemini = await startGemini({ clock: createClock(), answer: () => ANSWER });
});
afterEach(() => gemini.close());

function ask(options: { apiKey?: string; model?: string; schema?: unknown; thinking?: unknown } = {}) {
  const { apiKey = gemini.apiKey, model = 'gemini-3.5-flash-lite', schema = SCHEMA, thinking } = options;
  const structured = {
    responseMimeType: 'application/json',
    responseSchema: schema as never,
    thinkingConfig: thinking,
  };
  const generationConfig = schema === null ? {} : structured;
  return new GoogleGenerativeAI(apiKey)
    .getGenerativeModel({ model, systemInstruction: 'Analyze the mail.', generationConfig }, { baseUrl: gemini.url })
    .generateContent('No, thanks.', { timeout: 500 });
}
const fields = async () => JSON.parse((await ask()).response.text()) as Record<string, unknown>;

describe("Google's own client", () => {
  test('gets the answer, its usage and its model', async () => {
    const { response } = await ask();
    expect(JSON.parse(response.text())).toEqual(ANSWER);
    expect(response.usageMetadata?.promptTokenCount).toBeGreaterThan(0);
    expect(response.candidates?.[0]?.finishReason).toBe('STOP');
    expect(gemini.prompts()).toMatchObject([
      { model: 'gemini-3.5-flash-lite', system: 'Analyze the mail.', text: 'No, thanks.' },
    ]);
  });

  test.each([
    ['a wrong key', { apiKey: 'other' }, 400, 'API key not valid'],
    ['an unknown model', { model: 'gemini-1.0-pro' }, 404, 'is not found'],
    ['no response schema', { schema: null }, 400, 'responseSchema'],
    ['additionalProperties', { schema: { ...SCHEMA, additionalProperties: false } }, 400, 'additionalProperties'],
    ['an object without properties', { schema: { type: SchemaType.OBJECT, properties: {} } }, 400, 'non-empty'],
    [
      'a list without items',
      { schema: { type: SchemaType.OBJECT, properties: { a: { type: SchemaType.ARRAY } } } },
      400,
      'items',
    ],
    ['an order of unknown properties', { schema: { ...SCHEMA, propertyOrdering: ['kind'] } }, 400, 'not defined'],
    ['a level and a budget', { thinking: { thinkingLevel: 'LOW', thinkingBudget: 9 } }, 400, 'only one'],
    ['an unknown level of thinking', { thinking: { thinkingLevel: 'DEEP' } }, 400, 'thinkingLevel'],
    [
      'an enumeration of numbers',
      { schema: { type: SchemaType.OBJECT, properties: { a: { type: SchemaType.INTEGER, enum: ['1'] } } } },
      400,
      'STRING',
    ],
  ])('is refused with %s', async (_name, options, status, message) => {
    await expect(ask(options)).rejects.toMatchObject({ status, message: expect.stringContaining(message) });
  });
});

describe('misbehaviour', () => {
  const fault = (effect: string | number) => gemini.fault({ effect, times: 1 });

  test('statuses, in their shape, and hanging', async () => {
    for (const status of [429, 500, 503]) {
      fault(status);
      await expect(ask()).rejects.toMatchObject({ status });
    }
    gemini.fault({ effect: 429, times: 1, headers: { 'retry-after': '40' } });
    await expect(ask()).rejects.toMatchObject({
      errorDetails: [expect.anything(), { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '40s' }],
    });
    fault('hang');
    await expect(ask()).rejects.toThrow(/abort/i);
    expect(await fields()).toEqual(ANSWER);
  });

  test('truncated or chatty JSON', async () => {
    for (const effect of ['truncated-json', 'prose', 'not-json']) {
      fault(effect);
      await expect(fields()).rejects.toThrow(SyntaxError);
    }
  });

  test('stops with a reason', async () => {
    fault('max-tokens');
    expect((await ask()).response.candidates?.[0]?.finishReason).toBe('MAX_TOKENS');
    for (const effect of ['safety', 'recitation']) {
      fault(effect);
      const { response } = await ask();
      expect(() => response.text()).toThrow(effect.toUpperCase());
    }
    fault('blocked-prompt');
    const blocked = await ask();
    expect(blocked.response.promptFeedback?.blockReason).toBe('PROHIBITED_CONTENT');
    fault('no-candidates');
    expect((await ask()).response.candidates).toBeUndefined();
  });

  test('wrong content', async () => {
    fault('wrong-enum');
    expect((await fields()).response_type).toBe('extremely_hot');
    fault('extra-keys');
    expect(await fields()).toHaveProperty('thoughts');
    fault('huge-strings');
    expect(String((await fields()).key_insights)).toHaveLength(100_000);
    fault('invented-quotes');
    expect((await fields()).action_items).toEqual([
      { quote: expect.stringContaining('double our order'), do: 'Call the customer today' },
    ]);
    fault('obeys-injection');
    expect(await fields()).toMatchObject({ response_type: 'high_value', opportunity_score: 5 });
  });

  test('a name that does not exist is told with those that do', async () => {
    expect(() => fault('sulk')).toThrow(MISBEHAVIOUR_NAMES[0]);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${gemini.url}/sandbox/faults`, { method: 'POST', headers, body: '{"effect":"sulk"}' });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('truncated-json')]);
  });
});
