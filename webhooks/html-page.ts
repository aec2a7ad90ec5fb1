import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { escapeHtml } from '../lib/html.ts';
import type { Language } from '../lib/language.ts';

export type HtmlPage = {
  status?: number;
  language: Language;
  /** Text, and also the heading. */
  title: string;
  /** HTML below the heading. */
  body?: string;
  style: string;
  /** Runs in the page: ours, and never a word of a mail. */
  script?: string;
  /** The page's rules beside those that every page has: `default-src 'none'` stands for what nobody names. */
  policy: string[];
};

/** Sends a page of ours. Its address is a secret link, so nobody is told where a reader came from and nobody keeps it. */
export function sendHtml(response: Response, page: HtmlPage): void {
  const { status = 200, language, body = '', style, script = '' } = page;
  const title = escapeHtml(page.title);
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    ...(script ? [`script-src ${hashOf(script)}`] : []),
    ...page.policy,
    "base-uri 'none'",
  ];
  response
    .status(status)
    .set({
      'Content-Security-Policy': policy.join('; '),
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    })
    .type('html')
    .send(`<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}</style>
<main><h1>${title}</h1>${body}</main>${script && `\n<script>${script}</script>`}
</html>`);
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
