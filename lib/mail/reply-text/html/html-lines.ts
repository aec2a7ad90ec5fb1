import { Tokenizer } from 'htmlparser2';
import { visible } from '../text-lines.ts';
import type { Line } from '../types.ts';
import { BLOCK, CELL, child, type Element, endsBefore, ROOT, VOID } from './element.ts';
import { lineWriter } from './line-writer.ts';

/** Beyond this the rest of the document is read as plain text of the last element; no reply is that long. */
const MAX_HTML = 2_000_000;
/** Elements nested deeper take their parent's meaning. Real mail stays below 200. */
const MAX_DEPTH = 512;
/** How far up the stack a closing tag looks for its element; keeps mismatched tags linear. */
const MAX_UNWIND = 64;
const MAX_HIDDEN = 20_000;
/** A thread quotes each of our mails once or a few times. */
const MAX_MARKERS = 100;

export type HtmlText = { lines: Line[]; hidden: string };

/**
 * HTML as lines of text that know their quoting and what the client's markup says of them. One pass over the tokens,
 * no tree: work and memory grow with the input, whatever its nesting. Never throws. `markers` are strings that we put
 * into our own mail; where one stands in hidden text or an attribute it becomes a line. `hidden` is what a reader cannot
 * see outside of quotes, but for what `isSaid` says to show all the same.
 */
export function htmlLines(
  html: string,
  markers: readonly string[] = [],
  isSaid: (text: string) => boolean = () => false,
): HtmlText {
  const source = html.slice(0, MAX_HTML);
  const stack: Element[] = [ROOT];
  const output = lineWriter();
  const hidden: string[] = [];
  let hiddenLength = 0;
  let shownMarkers = 0;
  let overflow = 0;
  let name = '';
  let attribute = '';
  let value = '';
  let attributes = new Map<string, string>();

  const top = () => stack[stack.length - 1]!;

  const showMarker = (text: string, element: Element) => {
    const marker = markers.find((each) => text.includes(each));
    if (marker && shownMarkers++ < MAX_MARKERS) output.unseen(marker, element);
  };

  const write = (text: string) => {
    const element = top();
    if (element.unshown) return;
    if ((element.hidden || (element.whiteText && element.whiteBackground)) && !isSaid(text)) {
      const quoted = element.quote > 0 || element.mark === 'quote' || output.isBelowBoundary();
      if (!quoted && hiddenLength < MAX_HIDDEN) hidden.push(text);
      if (!quoted) hiddenLength += text.length;
      showMarker(text, element);
      return;
    }
    output.text(text, element);
  };

  const open = () => {
    while (stack.length > 1 && endsBefore(top().name, name)) stack.pop();
    const element = top();
    if (name === 'br') return output.newline(element);
    if (name === 'hr') return output.block(true);
    if (VOID.has(name)) return;
    const block = BLOCK.has(name);
    if (stack.length >= MAX_DEPTH) {
      overflow++;
      return;
    }
    const inner = child(element, name, attributes);
    if (block) {
      if (CELL.has(name)) output.cell();
      else output.block(inner.spaced);
    }
    if (markers.length > 0) for (const each of attributes.values()) showMarker(each, inner);
    if (inner.mark === 'boundary' && element.mark !== 'boundary') output.boundary(inner);
    stack.push(inner);
  };

  const close = (closed: string) => {
    if (closed === 'br') return output.newline(top());
    if (overflow > 0) {
      overflow--;
      return;
    }
    const lowest = Math.max(1, stack.length - MAX_UNWIND);
    for (let at = stack.length - 1; at >= lowest; at--) {
      if (stack[at]!.name !== closed) continue;
      const element = stack[at]!;
      stack.length = at;
      if (BLOCK.has(closed) && !CELL.has(closed)) output.block(element.spaced);
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
  tokenizer.write(source);
  tokenizer.end();
  if (html.length > MAX_HTML) write(html.slice(MAX_HTML).replace(/<[^<>]*>/g, ' '));
  return { lines: output.finish(), hidden: visible(hidden.join(' ')).replace(/\s+/g, ' ').trim().slice(0, MAX_HIDDEN) };
}
