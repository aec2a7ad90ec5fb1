import { escapeHtml } from '../../html.ts';

/** HubSpot's limit for one text value, in characters ("Notes", "Properties"). */
export const MAX_VALUE = 65_536;

export const paragraphs = (text: string): string => `<p>${escapeHtml(text.trim()).replace(/\r?\n/g, '<br>')}</p>`;

/** Text of at most `limit` characters, with a word on where the rest is; never half a surrogate pair. */
export function cutText(text: string, limit: number, note: string): string {
  if (text.length <= limit) return text;
  return `${text
    .slice(0, limit - note.length - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}\n${note}`;
}

/** Attachments that could not go along are at least named. */
export function namedAttachments(label: string, names: string[]): string {
  return names.length > 0 ? `${label}: ${names.join(', ')}` : '';
}
