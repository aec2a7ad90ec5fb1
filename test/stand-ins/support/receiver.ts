import { listen } from '../../sandbox/http.ts';

export type Received = { method: string; url: string; headers: Record<string, string>; body: Buffer };

/** A server that keeps what it gets and answers with the statuses it is given, in turn, then 200. */
export async function startReceiver(statuses: number[] = [], answer: unknown = { ok: true }) {
  const received: Received[] = [];
  const server = await listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks),
      });
      response.writeHead(statuses.shift() ?? 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });
  return { ...server, received };
}
