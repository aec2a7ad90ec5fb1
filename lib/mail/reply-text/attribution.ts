import {
  endsInVerb,
  FIRST_PERSON_WROTE,
  goesOnAfterVerb,
  hasSaid,
  hasVerb,
  PRONOUN_WROTE,
  SHARED_LINE_START,
} from './data/attribution-words.ts';
import { asciiDigits, dateAt, hasAddress, hasDate, hasTime } from './evidence.ts';
import type { Line } from './types.ts';

/**
 * Lines that introduce a quote: "On <date> <name> <address> wrote:". `shared` is where it begins within its first
 * line, when the reply's own words stand before it.
 */
export type Attribution = { start: number; end: number; shared: number; confidence: number };

/** Clients wrap an attribution over up to four lines; a blank one may stand before the address. */
const MAX_LINES = 5;
/** The longest seen are a long name, a long address and a spelled-out date. */
const MAX_LENGTH = 420;
const FRAME = /^[\s*_>]*-{2,}\s*|\s*-{2,}[\s*_]*$/g;
const GMAIL_OLD_STYLE = /^\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d{2} (?:GMT|UTC)[+-]\d/;
const TIME_AT_END = /\d{2}[)]?[:：]$/;
/** Begins with what a client has torn off the name: an address, or the bracket that closes it. */
const TORN = /^(?:<|> ?\p{L}|mailto:)/u;
/** GroupWise: ">>> Jane Doe <jane@acme.example> 24.11.2026 17:07 >>>". */
const GROUPWISE = /^>>>\s?\S.{2,200}\s>>>$/;
const ADDRESS_AT_END = /@[^\s<>@]+[\])> ]*[:：]?$/;

/**
 * The attribution that ends on line `end`, or null. No language is presumed: what counts is an address, a date, a
 * time, a verb where it is known, and whether the next line is quoted.
 */
export function attributionEndingAt(lines: readonly Line[], end: number, nextIsQuoted: boolean): Attribution | null {
  const last = lines[end]!.text;
  if (last.length > MAX_LENGTH || !mayEnd(last, nextIsQuoted)) return null;
  let window = '';
  for (let start = end, taken = 0; start >= 0 && taken < MAX_LINES; start--) {
    const line = lines[start]!;
    if (line.text === '') {
      if (!TORN.test(window)) return null;
      continue;
    }
    if (line.depth > 0 && start !== end) return null;
    taken++;
    window = window ? `${line.text} ${window}` : line.text;
    if (window.length > MAX_LENGTH) return null;
    const confidence = rate(window, nextIsQuoted);
    if (confidence > 0) return extend(lines, { start, end: end + 1, shared: 0, confidence }, window);
  }
  return null;
}

function mayEnd(text: string, nextIsQuoted: boolean): boolean {
  const final = text.charCodeAt(text.length - 1);
  if (final === 0x3a || final === 0xff1a) return true;
  if (final === 0x2d) return /\p{L}/u.test(text);
  if (final === 0x3e || final === 0x2a || final === 0x29) return true;
  const digit = text.charCodeAt(0);
  if (digit >= 0x31 && digit <= 0x32 && GMAIL_OLD_STYLE.test(text)) return true;
  return (nextIsQuoted || text.includes('@') || text.length < 80) && endsInVerb(text);
}

/** 0: not an attribution; else how sure, up to 1. */
function rate(text: string, nextIsQuoted: boolean): number {
  const bare = text.includes('--') ? text.replace(FRAME, '') : text;
  const framed = bare.length < text.length - 4;
  const words = asciiDigits(bare.replace(/\*+$/, '')).trim();
  if (GROUPWISE.test(words)) return hasAddress(words) || hasDate(words) ? 0.95 : 0;
  if (GMAIL_OLD_STYLE.test(words) && words.length < 160) return 0.9;
  const address = hasAddress(words);
  if (!/[:：]$/.test(words) && !framed && !endsInVerb(words)) {
    const whole = address && dateAt(words) === 0 && words.endsWith('>') && words.length < 160;
    return whole ? 0.8 : 0;
  }
  const date = hasDate(words);
  const verb = hasVerb(words) || ((address || date) && hasSaid(words));
  if (verb && !nextIsQuoted && FIRST_PERSON_WROTE.test(words)) return 0;
  if (verb && !address && !date && PRONOUN_WROTE.test(words)) return 0;
  const time = hasTime(words);
  if (verb && address) return date || time || nextIsQuoted ? 0.98 : 0.9;
  if (verb && date) return nextIsQuoted ? 0.95 : goesOnAfterVerb(words) ? 0 : time ? 0.95 : 0.85;
  if (address && (date || time)) {
    if (nextIsQuoted) return 0.95;
    if (ADDRESS_AT_END.test(words)) return date || framed ? 0.85 : 0;
    return date && time && TIME_AT_END.test(words) && words.length <= 200 ? 0.75 : 0;
  }
  if (!nextIsQuoted) return framed && verb ? 0.7 : 0;
  if (address && words.length <= 200) return 0.8;
  if (date && time) return 0.85;
  return verb && words.length <= 120 ? 0.75 : 0;
}

/** Takes in the lines above that still belong to it: the date, or the name that an address was wrapped away from. */
function extend(lines: readonly Line[], found: Attribution, window: string): Attribution {
  let { start } = found;
  let text = asciiDigits(window);
  for (let above = start - 1; above >= 0 && found.end - above <= MAX_LINES + 4; above--) {
    const line = lines[above]!;
    if (line.text === '' && TORN.test(text)) continue;
    const torn = line.text.endsWith('<') || line.text.endsWith('(');
    if (torn && text.length + line.text.length <= MAX_LENGTH && line.depth === 0) {
      start = above;
      text = `${asciiDigits(line.text)} ${text}`;
      continue;
    }
    if (hasDate(text) || line.text === '' || line.depth > 0 || text.length + line.text.length > MAX_LENGTH) break;
    const upper = asciiDigits(line.text);
    if (/[.?!]$/.test(upper) && !/\d\.$/.test(upper)) break;
    text = `${upper} ${text}`;
    if (hasDate(text)) {
      start = above;
      break;
    }
    if (/^[<(]?[^\s<]*@/.test(window)) start = above;
  }
  const first = lines[start]!.text;
  const shared = first.slice(0, MAX_LENGTH).search(SHARED_LINE_START);
  return { ...found, start, shared: shared > 0 && !hasDate(first.slice(0, shared)) ? shared + 1 : 0 };
}
