import { connect, createServer } from 'node:net';

const [PARSE, BIND, EXECUTE, QUERY] = ['P', 'B', 'E', 'Q'].map((type) => type.charCodeAt(0));

export type CountingRelay = AsyncDisposable & {
  url: string;
  /** Statements so far, by the process id that the connection's application_name ends with. */
  statements: Map<string, number>;
  /** What they were, with whitespace and lists of values folded, and how often. */
  texts: Map<string, Map<string, number>>;
};

/** A relay in front of PostgreSQL that counts what its clients execute (PostgreSQL documentation, 55.7 "Message Formats"). */
export async function countingRelay(target: string): Promise<CountingRelay> {
  const { hostname, port } = new URL(target);
  const statements = new Map<string, number>();
  const texts = new Map<string, Map<string, number>>();
  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port || 5432) });
    let process = '';
    let rest: Buffer = Buffer.alloc(0);
    const prepared = new Map<string, string>();
    let bound = '';
    const executed = (text: string) => {
      statements.set(process, (statements.get(process) ?? 0) + 1);
      const own = texts.get(process) ?? new Map<string, number>();
      texts.set(process, own.set(folded(text), (own.get(folded(text)) ?? 0) + 1));
    };
    const message = (type: number, body: Buffer) => {
      const [first = '', second = ''] = body.toString('utf8').split('\0', 2);
      if (type === PARSE) prepared.set(first, second);
      // The portal has no name here; the statement's is second.
      else if (type === BIND) bound = prepared.get(second) ?? '';
      else if (type === EXECUTE) executed(bound);
      else if (type === QUERY) executed(first);
    };
    const count = (chunk: Buffer) => {
      rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      for (;;) {
        // The first message of a connection has no type, and names the program.
        const start = process ? 1 : 0;
        if (rest.length < start + 4) return;
        const length = start + rest.readInt32BE(start);
        if (rest.length < length) return;
        if (!process) process = /application_name\0[^\0]*:(\d+)\0/.exec(rest.toString('latin1', 0, length))?.[1] ?? '-';
        else message(rest[0]!, rest.subarray(5, length));
        rest = rest.subarray(length);
      }
    };
    near.on('data', (chunk: Buffer) => {
      count(chunk);
      far.write(chunk);
    });
    far.on('data', (chunk) => near.write(chunk));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => {}).on('close', () => other.destroy());
    near.setNoDelay(true);
    far.setNoDelay(true);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the relay has no port');
  return {
    url: Object.assign(new URL(target), { hostname: '127.0.0.1', port: String(address.port) }).href,
    statements,
    texts,
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}

const folded = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\(\$\d+(?:, ?\$\d+)*\)(?:, ?\(\$\d+(?:, ?\$\d+)*\))*/g, '($…)')
    .trim();
