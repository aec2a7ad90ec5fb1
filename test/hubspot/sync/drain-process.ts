import pino from 'pino';
import { openDatabase } from '../../../lib/database/index.ts';
import { createHubSpotClient } from '../../../lib/hubspot/client.ts';
import { createPortalClient } from '../../../lib/hubspot/portal-client.ts';
import { syncPortal } from '../../../lib/hubspot/sync/sync-portal.ts';
import { safeHtml } from '../../../lib/hubspot/timeline/safe-html.ts';
import { transactions } from '../../support/transact.ts';

export type DrainProcess = {
  url?: string;
  dataDir: string;
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  portalId: number;
  /** How far this process' clock is ahead: past the leases of those that died before it. */
  aheadMs: number;
};

// A worker of its own, to be killed: drains one account and ends when nothing is due.
const options = JSON.parse(process.argv[2]!) as DrainProcess;
const now = () => new Date(Date.now() + options.aheadMs);
const { sql, close } = await openDatabase({ url: options.url, dataDir: options.dataDir, poolSize: 4 });
const app = { clientId: options.clientId, clientSecret: options.clientSecret, authorizeUrl: '', redirectUri: '' };
const keyring = { current: 'k1', keys: { k1: Buffer.alloc(32, 7) } };
const tokens = { sql, client: createHubSpotClient({ baseUrl: options.baseUrl }), app, keyring, now };
await syncPortal({
  sql,
  keyring,
  transact: transactions(sql).transact,
  client: createPortalClient(tokens, options.portalId),
  now,
  log: pino({ level: 'silent' }),
  observe: () => {},
  safeHtml: async (html: string) => safeHtml(html),
  replyAddressOf: (id) => id,
});
await close();
