import { once } from 'node:events';
import { openDatabase } from '../../lib/database/index.ts';
import { createHubSpotClient } from '../../lib/hubspot/client.ts';
import { accessToken } from '../../lib/hubspot/oauth/tokens.ts';

export type RefreshProcess = {
  url: string;
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  portalId: number;
  /** The test's clock, ms since 1970. */
  nowMs: number;
};

// A process of its own that needs a token: says when it is ready, and which token it got.
const options = JSON.parse(process.argv[2]!) as RefreshProcess;
const { url, baseUrl, clientId, clientSecret, portalId, nowMs } = options;
const { sql, close } = await openDatabase({ url, dataDir: '', poolSize: 1 });
const dependencies = {
  sql,
  client: createHubSpotClient({ baseUrl }),
  app: { clientId, clientSecret, authorizeUrl: '', redirectUri: '' },
  keyring: { current: 'k1', keys: { k1: Buffer.alloc(32, 7) } },
  now: () => new Date(nowMs),
};
process.send!('ready');
await once(process, 'message');
process.send!({ token: await accessToken(dependencies, portalId) });
await close();
process.disconnect();
