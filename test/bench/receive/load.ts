import { Agent, request } from 'node:http';

export type Load = { url: string; headers: Record<string, string>; body: Buffer; connections: number; ms: number };
export type Served = { perSecond: number; p50: number; p99: number; refused: number };

/** Posts the same body over so many connections, each as soon as the one before was answered. */
export async function load({ url, headers, body, connections, ms }: Load): Promise<Served> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let refused = 0;
  const begun = performance.now();
  const one = () =>
    new Promise<number>((resolve, reject) => {
      const post = request(url, { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } });
      post.on('error', reject).on('response', (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      });
      post.end(body);
    });
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() - begun < ms) {
        const started = performance.now();
        if ((await one()) === 200) times.push(performance.now() - started);
        else refused++;
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN;
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), refused };
}
