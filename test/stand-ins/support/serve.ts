import { createClock } from '../../sandbox/clock/clock.ts';
import { startHubSpot } from '../../sandbox/hubspot/server.ts';
import { startSendGrid } from '../../sandbox/sendgrid/server.ts';

/** A process of its own with stand-ins on a directory, to be killed: `node serve.ts DIRECTORY INBOUND_URL`. */
const [, , dataDir = '', inboundUrl = ''] = process.argv;
const clock = createClock({ dataDir });
const webhooks = { targetUrl: inboundUrl, subscriptions: [{ subscriptionType: 'object.deletion' }], retryMs: [60_000] };
const hubspot = await startHubSpot({ clock, dataDir, webhooks });
const sendgrid = await startSendGrid({
  clock,
  dataDir,
  replyDomain: 'reply.vendas.example',
  inbound: { url: inboundUrl },
  retryMs: [60_000],
});
const grant = hubspot.install();
process.stdout.write(
  `${JSON.stringify({
    hubspot: hubspot.url,
    accessToken: grant.access_token,
    contactId: hubspot.contacts()[0]?.id,
    sendgrid: sendgrid.url,
    apiKey: sendgrid.apiKey,
    inboundPublicKey: sendgrid.inboundPublicKey,
    smtp: sendgrid.smtp,
  })}\n`,
);
