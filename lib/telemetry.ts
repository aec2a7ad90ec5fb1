import type { Observe, StepDone } from './observe.ts';

export type Telemetry = { observe: Observe; close(): Promise<void> };

/**
 * Sends each step as an OpenTelemetry span, by the official SDK, which reads its own standard variables (OTEL_…). The id of
 * a mail's post is its trace id; every process knows it, so nothing has to be handed on.
 */
export async function startTelemetry(): Promise<Telemetry> {
  const [{ NodeSDK }, { ROOT_CONTEXT, trace, TraceFlags }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/api'),
  ]);
  const sdk = new NodeSDK({ instrumentations: [] });
  sdk.start();
  const tracer = trace.getTracer('reply-tracking');

  const span = ({ step, outcome, trace: id, ids, ms }: StepDone) => {
    const traceId = id?.replaceAll('-', '');
    const parent = traceId && { traceId, spanId: traceId.slice(16), traceFlags: TraceFlags.SAMPLED, isRemote: true };
    const end = Date.now();
    const attributes = Object.fromEntries(
      Object.entries({ outcome, ...ids }).flatMap(([name, value]) =>
        value === null || value === undefined ? [] : [[`reply_tracking.${name}`, value]],
      ),
    );
    tracer
      .startSpan(
        step,
        { startTime: end - ms, attributes },
        parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT,
      )
      .end(end);
  };
  return {
    observe: (seen) => {
      if (seen.what === 'step') span(seen);
    },
    close: () => sdk.shutdown(),
  };
}
