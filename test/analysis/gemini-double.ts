import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { GeminiOptions } from '../../lib/analysis/gemini/analyst.ts';
import type { Schema } from '../../lib/analysis/gemini/service.ts';
import { type Analyst, createGeminiAnalyst } from '../../lib/analysis/index.ts';

export type GeminiRequest = {
  systemInstruction: { parts: { text: string }[] };
  contents: { parts: { text: string }[] }[];
  generationConfig: {
    responseMimeType: string;
    responseSchema: Schema;
    maxOutputTokens: number;
    thinkingConfig?: Record<string, unknown>;
  };
};
export type Respond = (response: ServerResponse, request: GeminiRequest) => void;

export type GeminiDouble = {
  url: string;
  requests: GeminiRequest[];
  /** What each request's client says that it is (`x-goog-api-client`). */
  clients: string[];
  respondWith(respond: Respond): void;
  /** Answers with a usual analysis in which these fields differ. */
  answerWith(fields: Record<string, unknown>): void;
  close(): Promise<void>;
};

export const usualAnswer = {
  action_items: [],
  pain_points: [],
  product_usage: null,
  monthly_volume: null,
  absence: null,
  referral: null,
  kind: 'human',
  response_type: 'standard',
  sentiment: 'neutral',
  product_interest: 'none',
  opportunity_score: 2,
  follow_up_needed: false,
  key_insights: 'Says thanks.',
  doubt: null,
  confidence: 0.9,
};

export const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** What the Gemini API answers for one candidate with this text. */
export const candidate = (answer: string, finishReason = 'STOP') => ({
  candidates: [{ content: { role: 'model', parts: [{ text: answer }] }, finishReason, index: 0 }],
  usageMetadata: { promptTokenCount: 1500, candidatesTokenCount: 450, totalTokenCount: 2250 },
});

/** A local HTTP server that answers generateContent as it is told to. */
export async function startGeminiDouble(): Promise<GeminiDouble> {
  const requests: GeminiRequest[] = [];
  const clients: string[] = [];
  let respond: Respond = (response) => sendJson(response, 200, candidate(JSON.stringify(usualAnswer)));
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void text(request).then((body) => {
      const parsed = JSON.parse(body) as GeminiRequest;
      requests.push(parsed);
      clients.push(String(request.headers['x-goog-api-client']));
      respond(response, parsed);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    clients,
    respondWith(next) {
      respond = next;
    },
    answerWith(fields) {
      respond = (response) => sendJson(response, 200, candidate(JSON.stringify({ ...usualAnswer, ...fields })));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type { GeminiOptions };

/** An analyst that asks the double, on a day when every price is known. */
export const geminiAnalystOf = (double: GeminiDouble, options: Partial<GeminiOptions> = {}): Analyst =>
  createGeminiAnalyst({
    apiKey: 'secret-key',
    model: 'gemini-3.5-flash-lite',
    baseUrl: double.url,
    timeoutMs: 5_000,
    now: () => new Date('2026-11-22T00:00:00Z'),
    ...options,
  });
