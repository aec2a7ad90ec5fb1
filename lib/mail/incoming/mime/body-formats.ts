import { htmlLines } from '../../reply-text/html/html-lines.ts';

/** HTML as plain text with `>` before what is quoted. */
export function htmlToText(html: string): string {
  return htmlLines(html)
    .lines.map(({ raw }) => raw)
    .join('\n');
}

/** Plain text as HTML, its quotes as blockquotes. */
export function textToHtml(text: string): string {
  const out: string[] = [];
  let depth = 0;
  for (const line of text.split('\n')) {
    const marks = /^(?:>[ \t]?){0,50}/.exec(line)![0];
    const quoted = marks.length - marks.replaceAll('>', '').length;
    out.push('<blockquote>'.repeat(Math.max(0, quoted - depth)), '</blockquote>'.repeat(Math.max(0, depth - quoted)));
    out.push(`${escaped(line.slice(marks.length))}<br>\n`);
    depth = quoted;
  }
  return `<div style="white-space:pre-wrap">${out.join('')}${'</blockquote>'.repeat(depth)}</div>`.replaceAll(
    '<br>\n',
    '\n',
  );
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));
}
