/**
 * Makes a model's sentence safe to show and to store in a CRM field: no markup, no links, no control, zero-width or
 * direction characters, one line, at most `max` characters (cut at a word where there is one).
 */
export function plainText(value: string, max: number): string {
  const text = value
    // Far beyond any field's limit nothing is worth the work of cleaning.
    .slice(0, max * 8)
    .normalize('NFC')
    .replace(/\p{Cf}/gu, (mark) => (mark === '\u200d' ? mark : ''))
    .replace(/!?\[([^[\]]{0,300})\]\([^()\s]{0,2000}\)/gu, '$1')
    .replace(/<[^<>]{0,2000}>/gu, ' ')
    .replace(/\b(?:javascript|data|vbscript):\S+/giu, '[link]')
    .replace(/\b[a-z][a-z0-9+.-]{1,20}:\/\/\S+|\bwww\.\S+/giu, '[link]')
    .replace(/[<>`]/gu, ' ')
    .replace(/\*\*|__/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return cut(text, max);
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = text.slice(0, max - 1);
  const space = head.lastIndexOf(' ');
  const kept = space > max / 2 ? head.slice(0, space) : head;
  // A lone high surrogate at the end would not survive UTF-8.
  return `${kept.replace(/[\uD800-\uDBFF]$/u, '').trimEnd()}…`;
}
