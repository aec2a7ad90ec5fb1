import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { sameSecret } from '../../same-secret.ts';
import type { Speaks } from './program.ts';

/** One command line, typed in the folder `cwd`. */
export type Asked = { argv: string[]; cwd: string; headings: boolean };
type Said = { out: string } | { err: string } | { exit: number };

const fileIn = (dataDir: string) => join(dataDir, 'admin.json');

/**
 * Lets `npm run admin` work with this process, since an embedded database takes no second one. It listens on this machine
 * alone, for whoever can read a file that only this account can.
 */
export async function serveAdmin(
  dataDir: string,
  { run, onFailure }: { run: (asked: Asked, speaks: Speaks) => Promise<number>; onFailure: (error: unknown) => void },
): Promise<{ close(): Promise<void> }> {
  const secret = randomBytes(32).toString('hex');
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!sameSecret(request.headers.authorization ?? '', secret)) return void response.writeHead(401).end();
    const asked = (await json(request)) as Asked;
    const say = (said: Said) => void response.write(`${JSON.stringify(said)}\n`);
    const speaks = {
      print: (out: string) => say({ out }),
      printError: (err: string) => say({ err }),
      headings: asked.headings,
    };
    const exit = await run(asked, speaks).catch((error: unknown) => {
      onFailure(error);
      say({ err: 'The running server failed at this; its log says why.' });
      return 1;
    });
    say({ exit });
    response.end();
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      onFailure(error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  await rm(fileIn(dataDir), { force: true });
  await writeFile(fileIn(dataDir), JSON.stringify({ port, secret }), { mode: 0o600 });
  return {
    async close() {
      await rm(fileIn(dataDir), { force: true });
      await new Promise((resolve) => server.close(resolve).closeAllConnections());
    },
  };
}

/**
 * Has the process that holds the embedded database run a command line. Resolves with its exit code, or with null where that
 * process takes none: it is only starting, or is a command itself.
 */
export async function askRunning(dataDir: string, asked: Asked, { print, printError }: Speaks): Promise<number | null> {
  const response = await post(dataDir, asked).catch(() => null);
  if (!response?.ok || !response.body) return null;
  let code = 1;
  for await (const line of createInterface({ input: Readable.fromWeb(response.body as never) })) {
    const said = JSON.parse(line) as Said;
    if ('out' in said) print(said.out);
    else if ('err' in said) printError(said.err);
    else code = said.exit;
  }
  return code;
}

async function post(dataDir: string, asked: Asked): Promise<Response> {
  const { port, secret } = JSON.parse(await readFile(fileIn(dataDir), 'utf8')) as { port: number; secret: string };
  const headers = { authorization: secret };
  return fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: JSON.stringify(asked) });
}
