import { escapeHtml } from '../../lib/html.ts';
import type { Language } from '../../lib/language.ts';
import { LINK_WORDS } from './words.ts';

export type InstallOutcome =
  | 'connected'
  | 'reconnected'
  | 'denied'
  | 'not_begun_here'
  | 'code_void'
  | 'scopes_missing'
  | 'try_again'
  | 'misconfigured';

/** What a page of an install shows besides its words: the scopes that are missing, and what HubSpot said. */
export type InstallDetails = { hubSpotUrl?: string; startUrl: string; missing?: string[]; said?: string };

/** A page of its own for each outcome of an install: what happened, and one link to what to do next. */
export function installPage(
  language: Language,
  outcome: InstallOutcome,
  { hubSpotUrl, startUrl, missing = [], said }: InstallDetails,
): { language: Language; title: string; body: string } {
  const words = LINK_WORDS[language].install;
  const { title, text } = words[outcome];
  const items = missing.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('');
  const link = hubSpotUrl ? { url: hubSpotUrl, label: words.openHubSpot } : { url: startUrl, label: words.startAgain };
  const parts = [
    `<p>${escapeHtml(text)}</p>`,
    items && `<ul>${items}</ul>`,
    said && `<p>${escapeHtml(`${words.hubSpotSays} ${said}`)}</p>`,
    `<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></p>`,
  ];
  return { language, title, body: parts.filter(Boolean).join('') };
}
