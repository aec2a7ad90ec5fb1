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
