import { expect, test } from 'vitest';
import { listen } from '../sandbox/http.ts';

// Node closes an idle connection after its 5 s and a buffer of one.
const IDLE_MS = 6_500;

test('a connection stays open while the process is too busy to use it', { timeout: 30_000 }, async () => {
  const server = await listen((_request, response) => void response.end('here'));
  const ask = async () => (await fetch(server.url)).text();
  for (let warm = 0; warm < 3; warm++) await ask();
  // Nothing of this process runs meanwhile, as under load: neither end sees time pass.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, IDLE_MS);
  expect(await ask()).toBe('here');
  await server.close();
});
