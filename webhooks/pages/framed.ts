import type { Response } from 'express';
import { type HtmlPage, sendHtml } from '../html-page.ts';

const HUBSPOT_API = 'api.hubapi.com';

/**
 * Who may show a page of ours in a frame: HubSpot's pages, of every region (app.hubspot.com, app-eu1.hubspot.com, …); with a
 * stand-in of HubSpot also what runs beside it.
 */
export function framedBy(hubspotUrl: string): string[] {
  const { protocol, hostname } = new URL(hubspotUrl);
  return ['https://*.hubspot.com', ...(hostname === HUBSPOT_API ? [] : [`${protocol}//${hostname}:*`])];
}

/** Sends a page that HubSpot shows in a frame. Nothing of a mail runs in it, and nothing is loaded from elsewhere. */
export function sendFramed(response: Response, page: HtmlPage, ancestors: string[]): void {
  sendHtml(response, { ...page, policy: [...page.policy, `frame-ancestors ${ancestors.join(' ')}`] });
}

/** How all of them look: readable at 400 px, in HubSpot's colors. */
export const BASE_STYLE = `:root{color-scheme:light}
body{font:15px/1.5 system-ui,sans-serif;margin:0;color:#213343;background:#fff;overflow-wrap:anywhere}
main{padding:16px 20px 32px}
h1{font-size:20px;line-height:1.3;margin:0 0 12px}
a{color:#00597a}
.quiet{color:#516f90}
.warning{border-left:4px solid #c93700;background:#fdf3f0;padding:10px 14px;margin:0 0 12px}
`;
