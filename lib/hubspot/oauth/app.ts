import type { Config } from '../../config.ts';

/** How HubSpot knows the app. */
export type OAuthApp = {
  clientId: string;
  clientSecret: string;
  /** HubSpot's page on which an admin grants the scopes. */
  authorizeUrl: string;
  /** Ours, exactly as in the app's configuration. */
  redirectUri: string;
  /** HubSpot has approved the app's events, and the deployed project carries them. */
  appEvents?: boolean;
};

export const oauthAppOf = ({ publicUrl, hubspot }: Pick<Config, 'publicUrl' | 'hubspot'>): OAuthApp => ({
  clientId: hubspot.clientId,
  clientSecret: hubspot.clientSecret,
  authorizeUrl: hubspot.authorizeUrl,
  redirectUri: `${publicUrl}/oauth/callback`,
  appEvents: hubspot.appEvents,
});
