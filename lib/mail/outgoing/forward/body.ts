import { escapeHtml } from '../../../html.ts';
import { textToHtml } from '../mail.ts';

/** A forward before it is text or HTML; every string is one line, or lines of a body, and already redacted. */
export type ForwardBody = {
  line: string;
  link: { label: string; url: string };
  /** Of its files, a line each: those that are not attached, and that they hold what could not be read. */
  files: { text: string; url: string | null }[];
  text: string;
  /** Sanitized; null where the text is all there is. */
  html: string | null;
};

export function renderText({ line, link, files, text }: ForwardBody): string {
  return [
    `${line} · ${link.label}: ${link.url}`,
    ...files.map((file) => (file.url ? `${file.text}: ${file.url}` : file.text)),
    '',
    text,
    '',
  ].join('\n');
}

/** For what names no font itself, which Outlook would show in Times New Roman. */
const FONT = 'font-family:Arial,Helvetica,sans-serif;font-size:14px';

export function renderHtml({ line, link, files, text, html }: ForwardBody): string {
  const above = [
    `${escapeHtml(line)} · ${anchor(link.label, link.url)}`,
    ...files.map((file) => (file.url ? anchor(file.text, file.url) : escapeHtml(file.text))),
  ];
  const lines = above.map((one) => `<div>${one}</div>`);
  return `<div style="${FONT}"><div style="font-size:12px;margin-bottom:12px">${lines.join('\n')}</div>\n${html ?? `<div>${textToHtml(text)}</div>`}</div>`;
}

const anchor = (text: string, url: string) => `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;
