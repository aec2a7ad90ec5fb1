import sanitizeHtml from 'sanitize-html';
import { TaskEndedError, type Threads } from '../../threads.ts';

/** The HTML of a mail as it may stand in HubSpot; empty where the text has to speak for it. */
export type SafeHtml = (html: string) => Promise<string>;

/** What is longer could not become a value of HubSpot's (65,536 characters) but for a lot of markup. */
const HTML_LENGTH = 512 * 1024;

/**
 * The HTML of a mail, harmless: no script, style, form or frame; links to the web and to mail only; no picture, since a
 * remote one would tell its sender who opened the record, and an inline one points into a mail that HubSpot has not got.
 */
export function safeHtml(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [...sanitizeHtml.defaults.allowedTags, 'del', 'ins', 'font'].filter((tag) => tag !== 'img'),
    allowedAttributes: { a: ['href'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'], ol: ['start'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    nestingLimit: 100,
  });
}

/** Cleans HTML in threads that can be ended: of 1 MB of unclosed tags the parser makes minutes of work. */
export function createSafeHtml(threads: Threads): SafeHtml {
  const file = new URL(import.meta.url);
  return async (html) => {
    if (html.length > HTML_LENGTH) return '';
    return threads
      .run<{ safeHtml: typeof safeHtml }, 'safeHtml'>({ file, name: 'safeHtml' }, html)
      .catch((error: unknown) => {
        if (error instanceof TaskEndedError) return '';
        throw error;
      });
  };
}
