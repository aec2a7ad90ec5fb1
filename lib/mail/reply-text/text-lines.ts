import type { Line } from './types.ts';

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
/** Anything but printable ASCII and line ends: a reason to look closer. */
export const BEYOND_ASCII = /[^\n -~]/;
const INVISIBLE_ALL = new RegExp(INVISIBLE, 'g');
const ODD_SPACE = /[\u00a0\u2007\u202f\u3000\t]/g;
const MAX_DEPTH = 100;
/** Mail of people stays far below; what follows is kept as one line. */
export const MAX_LINES = 20_000;

/** Splits a text body into lines. The quote prefix is `>`, or up to three initials and `>` ("JD> "). */
export function textLines(text: string): Line[] {
  const plain = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const odd = BEYOND_ASCII.test(plain);
  const invisible = odd && INVISIBLE.test(plain);
  const spaces = odd && plain.search(ODD_SPACE) >= 0;
  const rows = plain.split('\n', MAX_LINES);
  if (rows.length === MAX_LINES) rows.push(plain.slice(rows.reduce((length, row) => length + row.length + 1, 0)));
  const lines = rows.map((raw) => textLine(raw, invisible, spaces));
  // A client that wraps "… <jane@acme.example>" before the bracket leaves "> wrote:" at the start of a line.
  lines.forEach((line, at) => {
    const before = lines[at - 1]?.text === '' ? lines[at - 2] : lines[at - 1];
    if (line.depth === 1 && before?.depth === 0 && before.text !== '' && CLOSES_ADDRESS.test(line.raw)) {
      line.depth = 0;
      line.text = line.raw.trim();
    }
  });
  if (plain.includes(ARMOR)) markArmor(lines);
  return lines;
}

/** What PGP puts around a text that it signs (RFC 9580 7): the words stand between, to be read by everybody. */
function markArmor(lines: Line[]): void {
  let end: string | null = null;
  for (const line of lines) {
    // The header above the words ends at a blank line, the signature below them with a line of its own.
    if (line.text === '-----BEGIN PGP SIGNED MESSAGE-----') end = '';
    else if (line.text === '-----BEGIN PGP SIGNATURE-----') end = '-----END PGP SIGNATURE-----';
    if (end === null) continue;
    line.mark = 'signature';
    if (line.text === end) end = null;
  }
}

/** Removes what no rule should see: bidi marks, zero-width characters, soft hyphens; odd spaces become spaces. */
export function visible(text: string): string {
  return text.replace(INVISIBLE_ALL, '').replace(ODD_SPACE, ' ');
}

function textLine(raw: string, invisible: boolean, spaces: boolean): Line {
  const seen = invisible ? visible(raw) : raw;
  let depth = 0;
  let at = 0;
  for (; at < seen.length; at++) {
    const code = seen.charCodeAt(at);
    if (code === 0x3e && depth < MAX_DEPTH) depth++;
    else if (code !== 0x20 && code !== 0x09) break;
  }
  if (depth === 0 && mayBeInitials(seen) && INITIALS_QUOTE.test(seen))
    return { raw, text: seen.slice(seen.indexOf('>') + 1).trim(), depth: 1, mark: null };
  if (depth >= 3 && FRAMED.test(seen)) depth = 0;
  const rest = depth === 0 ? seen : seen.slice(at);
  return { raw, text: spaces ? rest.replace(ODD_SPACE, ' ').trim() : rest.trim(), depth, mark: null };
}

function mayBeInitials(text: string): boolean {
  const at = text.indexOf('>');
  return at >= 1 && at <= 3;
}

/** `>>> look here <<<`; GroupWise writes its attribution as `>>> name, date >>>`. */
const FRAMED = /(?:<<<|[^>\s]\s*>>>)\s*$/;
const ARMOR = '-----BEGIN PGP SIGN';
const CLOSES_ADDRESS = /^>\s*(?:\p{L}[\p{L}\p{M}() ]{0,24})?[:：]\s*$/u;
const INITIALS_QUOTE = /^\p{Lu}{1,3}>(?: |$)/u;
