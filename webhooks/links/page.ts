import type { Request, Response } from 'express';
import { escapeHtml } from '../../lib/html.ts';
import { LANGUAGES, type Language } from '../../lib/language.ts';
import { sendHtml } from '../html-page.ts';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem;color:#213343}a{color:#00597a}button{font:inherit;padding:.6rem 1.2rem}pre{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere;border-left:3px solid #cbd6e2;padding-left:1rem}';

/** Nobody frames the page: it shows words of HubSpot and addresses of strangers, and has a button that confirms. */
const POLICY = ["form-action 'self'", "frame-ancestors 'none'"];

/** The language of whoever opened the link, as the browser says; English for all others. */
export function languageOf(request: Request): Language {
  const accepted = request.acceptsLanguages(...LANGUAGES);
  return LANGUAGES.find((language) => language === accepted) ?? 'en';
}

/** Sends the one page that a link of ours leads to. `title` is text and also the heading; `body` is HTML below it. */
export function sendPage(
  response: Response,
  page: { status?: number; language: Language; title: string; body?: string },
): void {
  sendHtml(response, { ...page, style: STYLE, policy: POLICY });
}

/** A form of one button, which posts to the link itself. */
export const buttonForm = (label: string): string => `<form method="post"><button>${escapeHtml(label)}</button></form>`;
