import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const TRACE = '019ac1f0-7d11-7abc-8def-0123456789ab';
const PROGRAM = `
  import { startTelemetry } from './lib/telemetry.ts';
  const { observe, close } = await startTelemetry();
  observe({ what: 'step', step: 'placed', outcome: 'reply', trace: '${TRACE}', ids: { portalId: 7, messageId: null }, ms: 120, sinceReceiptMs: 300 });
  observe({ what: 'ai_fallback' });
  await close();`;

type Span = {
  name: string;
  traceId: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
};
type Posted = { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };

test('each step is a span of the mail’s own trace, sent where the standard variables say', async () => {
  const posted: { path: string | undefined; body: Posted }[] = [];
  const collector = createServer(async (request, response) => {
    posted.push({ path: request.url, body: (await json(request)) as Posted });
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  const env = {
    PATH: process.env.PATH,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
  };
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', PROGRAM], { env });
  } finally {
    collector.close();
  }
  const traces = posted.filter(({ path }) => path === '/v1/traces');
  const spans = traces
    .flatMap(({ body }) => body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans))
    .flatMap((one) => one.spans);
  expect(spans).toHaveLength(1);
  const { name, traceId, startTimeUnixNano, endTimeUnixNano, attributes } = spans[0]!;
  expect({ name, traceId }).toEqual({ name: 'placed', traceId: TRACE.replaceAll('-', '') });
  expect(Number(BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1e6).toBeCloseTo(120, 0);
  expect(attributes).toEqual([
    { key: 'reply_tracking.outcome', value: { stringValue: 'reply' } },
    { key: 'reply_tracking.portalId', value: { intValue: 7 } },
  ]);
});
