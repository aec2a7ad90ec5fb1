import { escapeHtml } from '../../../html.ts';
import { textToHtml } from '../mail.ts';

/** A forward before it is text or HTML; every string is one line, or lines of a body, and already redacted. */
export type ForwardBody = {
  warning: string | null;
  newText: string;
  /** Verdict, hints and lists, a line each. */
  notes: string[];
  link: { label: string; url: string } | null;
  files: { heading: string; lines: { text: string; url: string | null }[] }[];
  heading: string;
  fields: [label: string, value: string][];
  /** Null where the new text is all there is. */
  fullText: string | null;
  /** Sanitized. */
  fullHtml: string | null;
};

export function renderText(body: ForwardBody): string {
  const files = body.files.flatMap(({ heading, lines }) => [
    heading,
    ...lines.map(({ text, url }) => `- ${text}${url ? `\n  ${url}` : ''}`),
  ]);
  const link = body.link ? [`${body.link.label}: ${body.link.url}`] : [];
  const fields = body.fields.map(([label, value]) => `${label}: ${value}`);
  const full = body.fullText === null ? [] : ['', body.fullText];
  return [
    ...(body.warning ? [body.warning, ''] : []),
    body.newText,
    '',
    RULE,
    ...body.notes,
    ...link,
    ...files,
    '',
    `--- ${body.heading} ---`,
    ...fields,
    ...full,
    '',
  ].join('\n');
}

/** For what names no font itself, which Outlook would show in Times New Roman. */
const FONT = 'font-family:Arial,Helvetica,sans-serif;font-size:14px';
const RULE = '_'.repeat(32);
const BOX = 'margin:16px 0;padding:8px 12px;border-left:3px solid #7c98b6;color:#516f90;font-size:13px';
const ALARM = 'margin:0 0 16px;padding:8px 12px;border:2px solid #d94c53;color:#b02a30;font-weight:bold';

export function renderHtml(body: ForwardBody): string {
  const notes = body.notes.map((note) => `<div>${escapeHtml(note)}</div>`);
  const link = body.link
    ? [`<div><a href="${escapeHtml(body.link.url)}">${escapeHtml(body.link.label)}</a></div>`]
    : [];
  const files = body.files.map(
    ({ heading, lines }) =>
      `<div>${escapeHtml(heading)}</div><ul>${lines.map(({ text, url }) => `<li>${fileLink(text, url)}</li>`).join('')}</ul>`,
  );
  const fields = body.fields.map(([label, value]) => `<div><b>${escapeHtml(label)}:</b> ${escapeHtml(value)}</div>`);
  const full = body.fullHtml ?? (body.fullText === null ? '' : `<div>${textToHtml(body.fullText)}</div>`);
  const parts = [
    ...(body.warning ? [`<div style="${ALARM}">${escapeHtml(body.warning)}</div>`] : []),
    `<div>${textToHtml(body.newText)}</div>`,
    `<div style="${BOX}">${[...notes, ...link, ...files].join('\n')}</div>`,
    `<hr><div style="color:#516f90;font-size:13px;margin-bottom:12px"><div>${escapeHtml(body.heading)}</div>${fields.join('\n')}</div>`,
    full,
  ];
  return `<div style="${FONT}">${parts.join('\n')}</div>`;
}

function fileLink(text: string, url: string | null): string {
  return url ? `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>` : escapeHtml(text);
}
