import { HEADER_WORDS, type HeaderKind } from './data/header-words.ts';
import { hasAddress, hasDate, hasTime } from './evidence.ts';
import { lastText } from './lines.ts';
import type { Line } from './types.ts';

/** Longest header word of the dictionary, with room for the marks a client puts around it. */
const MAX_LABEL = 32;
/** Of the header words without a colon, in a column of their own. */
const MAX_BARE_WORD = 16;
const MAX_COLUMN = 16;
/** A block of Outlook's kind has 4 to 7 fields; long recipient lists fold over several lines. */
const MAX_LINES = 24;
const MAX_FOLDED = 4;
const UNKNOWN_FIELD = /^[\s*_]*[^\s:：@]{2,20}(?: [^\s:：@]{1,16})?[\s*_]*[:：]\s*\S/;
const BARE_MARKER =
  /^(?:original (?:message|e-?mail)|forwarded message|(?:ursprüngliche|original)\s?nachricht|message (?:d'origine|original)|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|original ?meddelelse|ursprungligt meddelande|opprinnelig melding|alkuperäinen viesti|oryginalna wiadomość|původní zpráva|pôvodná správa|mesaj original|eredeti üzenet|исходное сообщение|оригинальное сообщение|özgün ileti|orijinal mesaj|原始邮件|原始郵件|元のメッセージ|원본 메시지)$/iu;
const DECORATED = /^[\s*_>]|[\s*_]$/;
const DECORATION = /^[\s*_>]+|[\s*_]+$/g;

/** The kind of header field a line begins with ("*From:* Jane", "De : Jane", "差出人：…"), or null. */
export function headerField(text: string): HeaderKind | null {
  const colon = colonAt(text);
  return colon > 0 ? headerWord(text.slice(0, colon)) : null;
}

/**
 * If a header block ("From: … Sent: … To: …") begins on this line: the index after its last line, else null.
 * It takes two different fields, one of them From or a date, and an address, a date or a time among the values;
 * or three different fields, for clients that print bare names.
 */
export function headerBlockEnd(lines: readonly Line[], start: number): number | null {
  const first = lines[start]!;
  if (!headerField(first.text)) return wordColumnEnd(lines, start);
  const kinds = new Set<HeaderKind>();
  let evidence = false;
  let addressed = false;
  let dated = false;
  let end = start;
  let folded = 0;
  let field: HeaderKind | null = null;
  for (let at = start; at < lines.length && at - start < MAX_LINES; at++) {
    const { text, depth } = lines[at]!;
    if (depth !== first.depth) break;
    const kind = headerField(text);
    if (kind) {
      kinds.add(kind);
      folded = 0;
      if (at === start) for (const more of inlineFields(text)) kinds.add(more);
    } else if (text === '') {
      const next = lines[at + 1];
      if (!next || !headerField(next.text)) break;
      continue;
    } else if (++folded > MAX_FOLDED || !laterField(lines, at + 1, MAX_FOLDED - folded + 1)) {
      break;
    }
    end = at + 1;
    field = kind ?? field;
    addressed ||= hasAddress(text);
    dated ||= (field === 'date' || (at === start && kinds.has('date'))) && (hasTime(text) || hasDate(text));
    evidence ||= addressed || hasTime(text) || hasDate(text);
  }
  const distinct = [...kinds].filter((kind) => kind !== 'other').length;
  const anchored = kinds.has('from') || kinds.has('date');
  // "From: 9:00, To: 17:00" are hours, "From: Lyon, To: Paris, Date: 12 March, Subject: delivery" is an order: no header.
  const filledIn = !addressed && !dated;
  return anchored && !filledIn && ((distinct >= 2 && evidence) || distinct >= 3) ? end : null;
}

/**
 * Where what belongs to a header block begins: above it may stand fields in words unknown, in a paragraph of their
 * own; and above the word column of Lotus Notes the sender and the date.
 */
export function headerStart(lines: readonly Line[], block: number): number {
  if (!headerField(lines[block]!.text)) return lotusStart(lines, block);
  let first = block;
  while (first > 0 && block - first < 3 && UNKNOWN_FIELD.test(lines[first - 1]!.text.slice(0, 60))) first--;
  const begin = first === 0 || lines[first - 1]!.text === '' ? first : block;
  const above = lastText(lines, Math.max(0, begin - 3), begin) - 1;
  return above >= 0 && isBareMarker(lines[above]!.text) ? above : begin;
}

/** BlackBerry's "Original Message", without the rule that others put around it. */
function isBareMarker(text: string): boolean {
  return (
    text.length >= 8 &&
    text.length <= 40 &&
    text.split(' ').length <= 4 &&
    /\p{L}$/u.test(text) &&
    BARE_MARKER.test(text)
  );
}

function lotusStart(lines: readonly Line[], block: number): number {
  let end = block;
  while (end > 0 && lines[end - 1]!.text === '') end--;
  let first = end;
  while (first > 0 && end - first < 3 && lines[first - 1]!.text !== '') first--;
  const above = lines
    .slice(first, end)
    .map(({ text }) => text.slice(0, 100))
    .join(' ');
  return hasDate(above) && hasTime(above) ? first : block;
}

/** Yahoo's plain text runs the fields of a forwarded mail together: "From: A <a@b.c>To: …Sent: …". */
export function inlineFields(text: string): HeaderKind[] {
  const found: HeaderKind[] = [];
  let colon = colonAt(text, 0, 600);
  for (let fields = 0; colon > 0 && fields < 8; fields++) {
    const next = colonAt(text, colon + 1, 600);
    if (next < 0) break;
    const label = text.slice(Math.max(colon + 1, next - MAX_LABEL), next);
    const kind = labelAtEnd(label);
    if (kind) found.push(kind);
    colon = next;
  }
  return found;
}

/** Lotus Notes prints the header words in a column of their own, without colons: "To", "cc", "Subject". */
function wordColumnEnd(lines: readonly Line[], start: number): number | null {
  const first = lines[start]!.text;
  if (first.length > MAX_BARE_WORD || !HEADER_WORDS.has(first.toLowerCase())) return null;
  const kinds = new Set<HeaderKind>();
  const last = Math.min(lines.length, start + MAX_COLUMN);
  let end = start;
  for (let at = start; at < last; at++) {
    const { text } = lines[at]!;
    const kind = text.length <= MAX_BARE_WORD ? HEADER_WORDS.get(text.toLowerCase()) : undefined;
    if (!kind) continue;
    kinds.add(kind);
    end = at + 1;
  }
  while (end < last && lines[end]!.text !== '') end++;
  return kinds.has('to') && kinds.has('subject') && kinds.size >= 3 ? end : null;
}

function laterField(lines: readonly Line[], from: number, within: number): boolean {
  for (let at = from; at < from + within && at < lines.length; at++) {
    const { text } = lines[at]!;
    if (text === '') return false;
    if (headerField(text)) return true;
  }
  return false;
}

function labelAtEnd(text: string): HeaderKind | null {
  const words = text.split(/(?<=[>\d\p{Ll}\p{Lu}])(?=\p{Lu}\p{Ll})|(?<=\p{Lu}{3})(?=\p{Lu})|[\s>]+/u).filter(Boolean);
  for (let take = 1; take <= 2; take++) {
    const kind = headerWord(words.slice(-take).join(' '));
    if (kind) return kind;
  }
  return null;
}

function headerWord(label: string): HeaderKind | null {
  const bare = DECORATED.test(label) ? label.replace(DECORATION, '') : label;
  return HEADER_WORDS.get(bare.toLowerCase().normalize('NFC')) ?? null;
}

function colonAt(text: string, from = 0, within = MAX_LABEL): number {
  const last = Math.min(text.length, from + within);
  for (let at = from; at < last; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x3a || code === 0xff1a) return at;
  }
  return -1;
}
