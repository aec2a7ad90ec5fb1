import iconv from 'iconv-lite';

/** Groups whose text is no words of the mail (RTF 1.9.1, "Destinations"); those behind `\*` are skipped too. */
const UNSHOWN = new Set(
  'fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr listtable listoverridetable rsidtbl generator themedata xmlnstbl filetbl revtbl'.split(
    ' ',
  ),
);
const SIGNS: Record<string, string> = {
  par: '\n',
  line: '\n',
  row: '\n',
  sect: '\n',
  tab: '\t',
  cell: '\t',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
};
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;
const MAX_DEPTH = 1_000;

/** The words of an RTF body, such as Outlook puts into winmail.dat. One pass; never throws. */
export function rtfToText(rtf: string): string {
  const out: string[] = [];
  const stack: { shown: boolean; skip: number }[] = [];
  let shown = true;
  let skip = 1;
  let skipped = 0;
  let charset = 'windows-1252';
  let bytes: number[] = [];
  const flush = () => {
    if (bytes.length > 0) out.push(iconv.decode(Buffer.from(bytes), charset));
    bytes = [];
  };
  const write = (text: string) => {
    flush();
    if (shown) out.push(text);
  };
  for (const [, word, number, hex, symbol, brace, plain] of rtf.matchAll(TOKEN)) {
    if (brace === '{') {
      flush();
      if (stack.length < MAX_DEPTH) stack.push({ shown, skip });
    } else if (brace === '}') {
      flush();
      ({ shown, skip } = stack.pop() ?? { shown, skip });
    } else if (symbol === '*' || (word !== undefined && UNSHOWN.has(word))) {
      shown = false;
    } else if (word === 'ansicpg') {
      if (iconv.encodingExists(`cp${number}`)) charset = `cp${number}`;
    } else if (word === 'uc') {
      skip = Number(number ?? 1);
    } else if (word === 'u' && number !== undefined) {
      write(String.fromCharCode(Number(number) & 0xffff));
      skipped = skip;
    } else if (word !== undefined && Object.hasOwn(SIGNS, word)) {
      write(SIGNS[word]!);
    } else if (hex !== undefined) {
      // After \u stands a substitute for readers without Unicode.
      if (skipped > 0) skipped--;
      else if (shown) bytes.push(Number.parseInt(hex, 16));
    } else if (symbol !== undefined) {
      write(symbol === '~' ? '\u00a0' : symbol === '_' ? '-' : /[\\{}]/.test(symbol) ? symbol : '');
    } else if (plain !== undefined) {
      write(plain.slice(skipped));
      skipped = Math.max(0, skipped - plain.length);
    }
  }
  flush();
  return out.join('').trim();
}
