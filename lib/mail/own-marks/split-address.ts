import { TAIL } from './reply-address-forms.ts';

/**
 * Our reply address as it stands in what mail programs and gateways have worked over: in HTML, in quoted-printable, folded
 * or wrapped. A source for regular expressions (flag `i`); texts and bytes read as latin1 alike. Each part begins with
 * characters of its own, so that a long text is read in one pass.
 */

/** One character of ASCII: itself, as an HTML entity, in percent or quoted-printable encoding (once or twice). */
function written(character: string): string {
  const codes = [...new Set([character.toLowerCase(), character.toUpperCase()])].map((one) => one.charCodeAt(0));
  const decimal = codes.join('|');
  const hex = codes.map((code) => code.toString(16)).join('|');
  const literal = /\w/.test(character) ? character : `\\${character}`;
  return `(?:${literal}|&#0*(?:${decimal});|&#x0*(?:${hex});|[%=](?:25)?(?:${hex}))`;
}

/**
 * What splits the address for software and not for the eye: tags, comments, soft hyphens and characters without width,
 * also as entities and as bytes of UTF-8; a folded or quoted line break, hard or soft.
 */
const FILLER = [
  '<!--[^<>]{0,200}-->',
  '</?[a-z][^<>]{0,300}>',
  '&(?:shy|zwnj|zwj|nobreak|(?:negative)?(?:zerowidth|verythin)?space|#0*(?:173|820[3-7]|8288|65279)|#x0*(?:ad|200[b-f]|2060|feff));',
  '\\u00ad|[\\u200b-\\u200f\\u2060\\ufeff]',
  '\\u00c2\\u00ad|\\u00e2\\u0080[\\u008b-\\u008f]|\\u00e2\\u0081\\u00a0|\\u00ef\\u00bb\\u00bf',
  '=c2=ad|=e2=80=8[b-f]|=e2=81=a0|=ef=bb=bf',
  '=?\\r?\\n[ \\t>|]{0,20}',
].join('|');
const SPLIT = `(?:${FILLER}){0,12}`;

/** Crockford's base32 with its look-alikes, each character written in any of the ways. */
const TOKEN_CHARACTER =
  '(?:[0-9a-tv-z]|&#0*(?:4[89]|5[0-7]|6[5-9]|[78]\\d|90|9[7-9]|1[01]\\d|12[0-2]);|&#x0*(?:3\\d|[46][1-9a-f]|[57][0-9a]);|[%=](?:25)?(?:3\\d|[46][1-9a-f]|[57][0-9a]))';
/** UTF-7 writes `+` as `+-`. */
const PLUS = `(?:\\+-|&plus;|${written('+')})`;
const NAME = [...'reply'].map(written).join(SPLIT);

/** `reply`, `+` and a token, however they are written and split. */
export const SPLIT_ADDRESS = `${NAME}${SPLIT}${PLUS}(?:${SPLIT}${TOKEN_CHARACTER}){16}(?![0-9a-z])`;

/** What has to follow for an address at this domain, written and split likewise. */
export const splitDomain = (domain: string): string =>
  [SPLIT, TAIL, SPLIT, written('@'), ...[...domain].map((character) => SPLIT + written(character))].join('');
