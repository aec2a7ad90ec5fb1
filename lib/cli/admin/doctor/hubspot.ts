import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { GivenSettings } from '../../../config.ts';
import { createHubSpotClient } from '../../../hubspot/client.ts';
import { journalToken } from '../../../hubspot/oauth/install-journal.ts';
import { introspect } from '../../../hubspot/oauth/token-endpoint.ts';
import { API_VERSION } from '../../../hubspot/version.ts';
import { REQUIRED_SCOPES } from '../../../portals/scopes.ts';
import { ask, isSilent } from './ask.ts';
import { type Finding, ok, unknown, wrong } from './finding.ts';

const PART = 'HubSpot';
const AUTH = 'Development → Projects → reply-tracking → Reply Tracking → Auth';
const profile = z.object({ variables: z.object({ APP_URL: z.string() }) });

type App = {
  appId?: string;
  clientId: string;
  clientSecret: string;
  baseUrl: string;
  authorizeUrl: string;
  redirectUri: string;
};

/** The app as HubSpot knows it: its credentials, its id, and where it may send an admin back to. */
export async function checkHubSpot(given: GivenSettings, folder: string): Promise<Finding[]> {
  const { PUBLIC_URL, HUBSPOT_CLIENT_ID: clientId, HUBSPOT_CLIENT_SECRET: clientSecret } = given;
  const { HUBSPOT_BASE_URL: baseUrl = '', HUBSPOT_AUTHORIZE_URL: authorizeUrl = '', HUBSPOT_APP_ID: appId } = given;
  if (!PUBLIC_URL || !clientId || !clientSecret) return [];
  const app = { appId, clientId, clientSecret, baseUrl, authorizeUrl, redirectUri: `${PUBLIC_URL}/oauth/callback` };
  const credentials = await checkCredentials(app);
  const known = credentials.state === 'ok' ? [await checkAppId(app)] : [];
  return [credentials, ...known, await checkRedirect(app, PUBLIC_URL, folder)];
}

/** A code that nobody was given: HubSpot looks at the app before it looks at the code. */
async function checkCredentials({ clientId, clientSecret, baseUrl, redirectUri }: App): Promise<Finding> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: 'doctor',
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: redirectUri,
  });
  const answer = await ask(`${baseUrl}/oauth/${API_VERSION}/token`, { method: 'POST', body });
  if (isSilent(answer)) {
    return unknown(
      PART,
      `${baseUrl} cannot be reached: ${answer.why}.`,
      'Let this machine reach it, or look at HUBSPOT_BASE_URL.',
    );
  }
  if (answer.status >= 500 || answer.status === 429)
    return unknown(PART, `HubSpot is troubled (status ${answer.status}).`, 'Try again in a few minutes.');
  const copy = (name: string) => `Copy it again: ${AUTH}; set ${name} and restart.`;
  if (/client.?id/i.test(answer.text))
    return wrong(PART, 'HubSpot knows no app with HUBSPOT_CLIENT_ID.', copy('HUBSPOT_CLIENT_ID'));
  if (/client.?secret|invalid_client/i.test(answer.text))
    return wrong(PART, 'HUBSPOT_CLIENT_SECRET is not the secret of this app.', copy('HUBSPOT_CLIENT_SECRET'));
  return ok(PART, 'HubSpot accepts the client ID and secret.');
}

/** Whose the credentials are; only a token of the app itself tells. */
async function checkAppId(app: App): Promise<Finding> {
  const client = createHubSpotClient({ baseUrl: app.baseUrl });
  const told = await journalToken(client, app)
    .then((token) => introspect(client, app, token))
    .catch(() => null);
  if (!told?.app_id || !app.appId) {
    const next = `Compare HUBSPOT_APP_ID with the number at ${AUTH}.`;
    return unknown(
      PART,
      'Whether HUBSPOT_APP_ID is right could not be asked: HubSpot tells it to apps with the webhooks journal.',
      next,
    );
  }
  return told.app_id === app.appId
    ? ok(PART, 'HUBSPOT_APP_ID is the app of these credentials.')
    : wrong(
        PART,
        'HUBSPOT_APP_ID is another app than that of the client ID and secret.',
        `Copy all three from one page: ${AUTH}.`,
      );
}

/**
 * Where HubSpot sends an admin after the consent. A profile that the project was uploaded with tells it, and HubSpot's page
 * where it says so to a program.
 */
async function checkRedirect(app: App, publicUrl: string, folder: string): Promise<Finding> {
  const next = `Set APP_URL to ${publicUrl} in the hsprofile file and upload again: npx hs project upload --profile NAME.`;
  const query = new URLSearchParams({
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    scope: REQUIRED_SCOPES.join(' '),
  });
  const page = await ask(`${app.authorizeUrl}?${query}`);
  if (!isSilent(page) && page.status === 400 && /redirect/i.test(page.text))
    return wrong(PART, `The app does not allow the redirect URL ${app.redirectUri}.`, next);
  const addresses = await profileAddresses(folder);
  if (addresses.includes(publicUrl)) return ok(PART, `The project sends an admin back to ${app.redirectUri}.`);
  if (addresses.length > 0)
    return wrong(
      PART,
      `The project's profiles lead to ${addresses.join(', ')}, so the redirect URL ${app.redirectUri} is not allowed.`,
      next,
    );
  const compare = `See that ${app.redirectUri} stands under Redirect URLs: ${AUTH}.`;
  return unknown(PART, 'Whether the redirect URL is allowed shows only on HubSpot’s page.', compare);
}

/** APP_URL of the profiles beside the project; the examples of the repository are nobody's. */
async function profileAddresses(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^hsprofile\..+\.json$/.test(name));
  const read = await Promise.all(
    names.map((name) =>
      readFile(join(folder, name), 'utf8')
        .then(JSON.parse)
        .catch(() => null),
    ),
  );
  return read
    .flatMap((one) => profile.safeParse(one).data?.variables.APP_URL ?? [])
    .map((address) => address.replace(/\/+$/, ''))
    .filter((address) => !/\.example$/.test(new URL(address).hostname));
}
