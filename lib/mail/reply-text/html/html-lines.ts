import { Tokenizer } from 'htmlparser2';
import { visible } from '../text-lines.ts';
import type { Line, LineMark } from '../types.ts';
import { clientMark } from './clients.ts';
import { styleOf } from './visibility.ts';

/** Beyond this the rest of the document is read as plain text of the last element; no reply is that long. */
const MAX_HTML = 2_000_000;
/** Elements nested deeper take their parent's meaning. Real mail stays below 200. */
const MAX_DEPTH = 512;
/** How far up the stack a closing tag looks for its element; keeps mismatched tags linear. */
const MAX_UNWIND = 64;
const MAX_HIDDEN = 20_000;

const BLOCK = new Set(
  'address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header html hr li main nav ol p pre section table tbody td tfoot th thead title tr ul'.split(
    ' ',
  ),
);
const SPACED = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'ul', 'ol', 'table']);
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const UNSHOWN = new Set([
  'head',
  'style',
  'script',
  'title',
  'template',
  'noscript',
  'select',
  'textarea',
  'object',
  'iframe',
  'svg',
]);
/** Word's paragraphs have no margin. */
const UNSPACED_PARAGRAPH = /MsoNormal|MsoListParagraph/;
const CELL = new Set(['td', 'th']);

type Element = {
  name: string;
  quote: number;
  /** Set apart by blank lines. */
  spaced: boolean;
  mark: LineMark;
  pre: boolean;
  hidden: boolean;
  unshown: boolean;
  whiteText: boolean;
  whiteBackground: boolean;
};

const ROOT: Element = {
  name: '',
  quote: 0,
  spaced: false,
  mark: null,
  pre: false,
  hidden: false,
  unshown: false,
  whiteText: false,
  whiteBackground: true,
};

export type HtmlText = { lines: Line[]; hidden: string };

/**
 * HTML as lines of text that know their quoting and what the client's markup says of them. One pass over the tokens,
 * no tree: work and memory grow with the input, whatever its nesting. Never throws.
 */
export function htmlLines(html: string): HtmlText {
  const source = html.slice(0, MAX_HTML);
  const stack: Element[] = [ROOT];
  const output = lineWriter();
  const hidden: string[] = [];
  let hiddenLength = 0;
  let overflow = 0;
  let name = '';
  let attribute = '';
  let value = '';
  let attributes = new Map<string, string>();

  const top = () => stack[stack.length - 1]!;

  const write = (text: string) => {
    const element = top();
    if (element.unshown) return;
    if (element.hidden || (element.whiteText && element.whiteBackground)) {
      if (hiddenLength < MAX_HIDDEN) hidden.push(text);
      hiddenLength += text.length;
      return;
    }
    output.text(text, element);
  };

  const open = () => {
    const element = top();
    if (name === 'br') return output.newline(element);
    if (name === 'hr') return output.block(element, true);
    if (VOID.has(name)) return;
    const block = BLOCK.has(name);
    if (stack.length >= MAX_DEPTH) {
      overflow++;
      return;
    }
    const inner = child(element, name, attributes);
    if (block) {
      if (CELL.has(name)) output.cell(element);
      else output.block(inner.quote === element.quote ? element : inner, inner.spaced);
    }
    if (inner.mark === 'boundary' && element.mark !== 'boundary') output.boundary(inner);
    stack.push(inner);
  };

  const close = (closed: string) => {
    if (closed === 'p' || closed === 'br') {
      if (closed === 'br') return output.newline(top());
    }
    if (overflow > 0) {
      overflow--;
      return;
    }
    const lowest = Math.max(1, stack.length - MAX_UNWIND);
    for (let at = stack.length - 1; at >= lowest; at--) {
      if (stack[at]!.name !== closed) continue;
      const element = stack[at]!;
      stack.length = at;
      if (BLOCK.has(closed) && !CELL.has(closed))
        output.block(element.quote === top().quote ? element : top(), element.spaced);
      return;
    }
  };

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (start, end) => write(source.slice(start, end)),
      ontextentity: (codepoint) => write(String.fromCodePoint(codepoint)),
      onopentagname: (start, end) => {
        name = source.slice(start, Math.min(end, start + 40)).toLowerCase();
        if (name.startsWith('o:') || name.startsWith('w:')) name = 'span';
        attributes = new Map();
      },
      onattribname: (start, end) => {
        attribute = end - start > 40 ? '' : source.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata: (start, end) => {
        if (value.length < 4_000) value += source.slice(start, Math.min(end, start + 4_000));
      },
      onattribentity: (codepoint) => {
        if (value.length < 4_000) value += String.fromCodePoint(codepoint);
      },
      onattribend: () => {
        // Quoted-printable left undecoded writes class=3D"…".
        if (attributes.size < 40)
          attributes.set(attribute, value.startsWith('3D') ? value.replace(/^3D["']?|["']$/g, '') : value);
      },
      onopentagend: () => open(),
      onselfclosingtag: () => {
        open();
        if (!VOID.has(name)) close(name);
      },
      onclosetag: (start, end) => close(source.slice(start, Math.min(end, start + 40)).toLowerCase()),
      oncdata: () => {},
      oncomment: () => {},
      ondeclaration: () => {},
      onprocessinginstruction: () => {},
      onend: () => {},
    },
  );
  try {
    tokenizer.write(source);
    tokenizer.end();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  if (html.length > MAX_HTML) write(html.slice(MAX_HTML).replace(/<[^<>]*>/g, ' '));
  return { lines: output.finish(), hidden: visible(hidden.join(' ')).replace(/\s+/g, ' ').trim().slice(0, MAX_HIDDEN) };
}

function child(parent: Element, name: string, attributes: ReadonlyMap<string, string>): Element {
  const style = attributes.size === 0 ? null : styleOf(name, attributes);
  const mark =
    parent.mark === 'boundary' || parent.mark === 'quote' ? parent.mark : (clientMark(name, attributes) ?? parent.mark);
  return {
    name,
    spaced: SPACED.has(name) && !UNSPACED_PARAGRAPH.test(attributes.get('class') ?? ''),
    quote: Math.min(parent.quote + (name === 'blockquote' ? 1 : 0), 100),
    mark,
    pre: parent.pre || name === 'pre' || /white-space\s*:\s*(?:-moz-)?pre/i.test(attributes.get('style') ?? ''),
    hidden: parent.hidden || (style?.hidden ?? false),
    unshown: parent.unshown || UNSHOWN.has(name),
    whiteText: style?.whiteText ?? parent.whiteText,
    whiteBackground: style?.whiteBackground ?? parent.whiteBackground,
  };
}

/** Collects text into lines: white space folds, blocks begin lines, paragraphs are set apart by a blank one. */
function lineWriter() {
  const lines: Line[] = [];
  let parts: string[] = [];
  let owner: Element = ROOT;
  let space = false;
  let gap = false;
  let below = false;

  const push = (text: string, element: Element) => {
    const quote = element.quote;
    const shown = text.trimEnd();
    lines.push({
      raw: quote > 0 ? `${'> '.repeat(quote)}${shown}`.trimEnd() : shown,
      text: visible(shown).replace(/ +/g, ' ').trim(),
      depth: quote,
      mark: below ? 'boundary' : element.mark,
    });
  };
  const flush = (): boolean => {
    const text = parts.join('');
    parts = [];
    space = false;
    if (text.trim() === '') return false;
    push(text, owner);
    return true;
  };
  const separate = (element: Element) => {
    if (gap && lines.length > 0 && lines[lines.length - 1]!.text !== '') push('', element);
    gap = false;
  };
  const add = (text: string, element: Element) => {
    if (parts.length === 0) {
      separate(element.quote < owner.quote ? element : owner);
      owner = element;
    } else if (element.mark === 'attribution' && owner.mark === null) {
      owner = element;
    }
    parts.push(text);
  };

  return {
    text(text: string, element: Element) {
      if (element.pre) {
        const rows = text.split('\n');
        rows.forEach((row, at) => {
          if (at > 0) this.newline(element);
          if (row !== '') add(row, element);
        });
        return;
      }
      const folded = text.replace(/[ \t\r\n\f]+/g, ' ');
      if (folded === ' ') {
        space = parts.length > 0;
        return;
      }
      const leading = folded.startsWith(' ') || space;
      const body = folded.trim() === '' ? folded : folded.replace(/^ | $/g, '');
      add(leading && parts.length > 0 ? ` ${body}` : body, element);
      space = folded.endsWith(' ');
    },
    newline(element: Element) {
      if (flush()) return;
      if (gap || lines.length === 0) return;
      if (lines.length > 0) push('', element);
    },
    block(_element: Element, spaced: boolean) {
      flush();
      gap ||= spaced;
    },
    cell(_element: Element) {
      space = parts.length > 0;
    },
    boundary(element: Element) {
      flush();
      below = true;
      owner = element;
    },
    finish(): Line[] {
      flush();
      return lines;
    },
  };
}
